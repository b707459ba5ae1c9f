"""Comments for those who may read them, once results stand; what they strike out is destroyed."""

import secrets
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms_app.domain.comments import check_name, strike, theme_figures
from forms_app.domain.errors import Conflict, NotFound
from forms_app.gateways import people_keys
from forms_app.services import activity
from forms_app.services.texts import PURPOSE
from forms_app.storage import people_comments, publications, versions
from forms_app.storage.database import reading, transaction
from forms_app.storage.people_comments import Batch, Sealed

SECRET, KEY = 32, 16  # bytes
AT_ONCE = 25  # comments on a page

Counts = Mapping[Batch, tuple[int, date]]  # comments, and the last day on which some of them go


@dataclass(frozen=True)
class Room:
    """One question's comments that came with one publication."""

    batch: Batch
    slug: str
    publication: Mapping[str, Any]
    question: Mapping[str, Any]  # as it was published
    comments: int
    delete_on: date  # the last of their days
    is_quotable: bool  # every wording of the question told people so

    @property
    def is_counted(self) -> bool:
        """Whether its topics were printed: they do not change any more."""
        return self.batch.question_id in self.publication["themes"]


@dataclass(frozen=True)
class Comment:
    key: str  # its random id
    words: str
    delete_on: date
    is_quoted: bool
    themes: Set[str] = frozenset()  # ids


def list_rooms() -> list[Room]:
    """Every question with comments to read, the newest results first."""
    return _rooms(_count(None))


def get_rooms(*, slug: str, question_id: str) -> list[Room]:
    """The comments on one question, the newest results first; raises NotFound where there are none."""
    found = [
        room
        for room in _rooms(_count(_head_of(slug)["form"]))
        if (room.slug, room.batch.question_id) == (slug, question_id)
    ]
    if not found:
        raise NotFound("comments")
    return found


def get_room(*, slug: str, question_id: str, number: int) -> Room:
    found = [room for room in get_rooms(slug=slug, question_id=question_id) if room.batch.number == number]
    if not found:
        raise NotFound("comments")
    return found[0]


def list_comments(*, room: Room, page: int) -> list[Comment]:
    """One page of them, in an order that chance drew once and for all."""
    _record("comments looked at", room)
    return _list_comments(room, page)


@reading("people")
def _list_comments(room: Room, page: int) -> list[Comment]:
    sealed = people_comments.list_sealed(room.batch, start=(page - 1) * AT_ONCE, most=AT_ONCE)
    themes = people_comments.themes_of(room.batch)
    return [_open(room.batch, one, themes.get(one.id, set())) for one in sealed]


@reading("people")
def get_comment(*, room: Room, key: str) -> Comment:
    return _open(room.batch, _find(room.batch, key))


def strike_out(*, room: Room, key: str, phrases: Sequence[str], seen: str) -> None:
    """Destroy these words in a comment; raises Problem, or Conflict where it does not read as it was seen."""
    _strike_out(room, key, phrases, seen)
    _record("comment changed", room)


@transaction("people")
def _strike_out(room: Room, key: str, phrases: Sequence[str], seen: str) -> None:
    sealed = _find(room.batch, key)
    words = _open(room.batch, sealed).words
    body = people_keys.seal(
        strike(words, phrases).encode(),
        purpose=PURPOSE,
        form_id=room.batch.form_id,
        delete_on=sealed.delete_on,
        row_id=sealed.id,
    )
    if words != seen or not people_comments.rewrite(room.batch, sealed, body):
        raise Conflict("Somebody changed this comment meanwhile; here it is as it stands now.")


def destroy(*, room: Room, key: str) -> None:
    """The whole comment goes; safe to repeat."""
    _destroy(room, key)
    _record("comment destroyed", room)


@transaction("people")
def _destroy(room: Room, key: str) -> None:
    people_comments.remove(room.batch, _id(key))


def quote(*, room: Room, key: str, is_quoted: bool) -> None:
    _quote(room, key, is_quoted)
    _record("comment quoted" if is_quoted else "quote withdrawn", room)


@transaction("people")
def _quote(room: Room, key: str, is_quoted: bool) -> None:
    if is_quoted and not room.is_quotable:
        raise Conflict("People were not told that this could be quoted.")
    people_comments.set_quoted(room.batch, _find(room.batch, key).id, is_quoted=is_quoted)


def list_quotes(*, slug: str) -> tuple[Mapping[str, str], list[tuple[Mapping[str, Any], list[str]]]]:
    """A form's title, and its questions with the words readers picked, in an order of chance; raises NotFound."""
    head = _head_of(slug)
    form_id = head["form"]
    rooms = {room.batch: room for room in _rooms(_count(form_id)) if room.slug == slug and room.is_quotable}
    quoted: dict[str, tuple[Mapping[str, Any], list[str]]] = {}
    for batch, words in _list_quoted(form_id):
        if batch in rooms:
            quoted.setdefault(batch.question_id, (rooms[batch].question, []))[1].append(words)
    return head["title"], list(quoted.values())


@reading("people")
def list_themes(*, room: Room) -> dict[str, str]:
    """Names of the question's topics by id, in the order of names."""
    return people_comments.list_themes(room.batch.form_id, room.batch.question_id)


@transaction("people")
def add_theme(*, room: Room, name: str) -> None:
    """Raises Problem."""
    standing = people_comments.list_themes(room.batch.form_id, room.batch.question_id)
    tidy = check_name(name, standing.values())
    id_ = next(one for one in iter(lambda: secrets.token_hex(3), None) if one not in standing)
    people_comments.add_theme(room.batch.form_id, room.batch.question_id, id_, tidy)


@transaction("people")
def remove_theme(*, room: Room, theme_id: str) -> None:
    """Safe to repeat; what was printed of it stays."""
    people_comments.remove_theme(room.batch.form_id, room.batch.question_id, theme_id)


@transaction("people")
def set_themes(*, room: Room, chosen: Mapping[str, Set[str]]) -> None:
    """Give these comments, by key, these topics and no others; raises Conflict once they were counted."""
    if room.is_counted:
        raise Conflict("These topics were counted; they do not change any more.")
    known = people_comments.list_themes(room.batch.form_id, room.batch.question_id).keys()
    standing = people_comments.themes_of(room.batch).keys()
    given = {_id(key): themes & known for key, themes in chosen.items()}
    people_comments.set_themes({id_: themes for id_, themes in given.items() if id_ in standing})


def count_themes(*, room: Room, today: date) -> None:
    """Print how many comments are about each topic, once and for all, with the results; safe to repeat.

    Drawn by chance that nobody keeps, rounded and audited as every figure. Raises Problem below ten comments.
    """
    names, found = _read_themes(room)
    body = theme_figures(
        found,
        question_id=room.batch.question_id,
        names=names,
        people=room.publication["n"],
        secret=secrets.token_bytes(SECRET),
        today=today,
    )
    _print_themes(room.batch, body)


@reading("people")
def _read_themes(room: Room) -> tuple[dict[str, str], list[tuple[bytes, Set[str]]]]:
    names = people_comments.list_themes(room.batch.form_id, room.batch.question_id)
    return names, list(people_comments.themes_of(room.batch).items())


@transaction("site")
def _print_themes(batch: Batch, body: dict[str, Any]) -> None:
    publications.add_themes(batch.form_id, batch.number, batch.question_id, body)
    activity.record("topics counted", form_id=batch.form_id, question=batch.question_id, number=batch.number)


def _record(deed: str, room: Room) -> None:
    batch = room.batch
    activity.record(deed, form_id=batch.form_id, question=batch.question_id, number=batch.number)


@reading("people")
def _count(form_id: str | None) -> Counts:
    return people_comments.count_batches(form_id)


@reading("people")
def _list_quoted(form_id: str) -> list[tuple[Batch, str]]:
    return [(batch, _open(batch, one).words) for batch, one in people_comments.list_quoted(form_id)]


@reading("site")
def _head_of(slug: str) -> dict[str, Any]:
    head = publications.find_newest_head(slug)
    if head is None:
        raise NotFound("results")
    return head


@reading("site")
def _rooms(counts: Counts) -> list[Room]:
    """Only where the publication stands: until then nobody may read what came with it."""
    wanted = {(batch.form_id, batch.number) for batch in counts}
    standing = {place: found for place in wanted if (found := publications.find_by_form(*place))}
    quotable = {form_id: versions.list_quotable(form_id) for form_id, _number in standing}
    rooms = []
    for batch, (comments, delete_on) in counts.items():
        slug, body = standing.get((batch.form_id, batch.number), ("", {"questions": []}))
        question = next((one for one in body["questions"] if one["id"] == batch.question_id), None)
        if question is not None:
            is_quotable = batch.question_id in quotable[batch.form_id]
            rooms.append(Room(batch, slug, body, question, comments, delete_on, is_quotable))
    return sorted(rooms, key=_newest_first)


def _newest_first(room: Room) -> tuple[int, str, int, int]:
    order = [one["id"] for one in room.publication["questions"]].index(room.batch.question_id)
    day = date.fromisoformat(room.publication["last_day"]).toordinal()
    return -day, room.slug, -room.batch.number, order


def _find(batch: Batch, key: str) -> Sealed:
    sealed = people_comments.find_sealed(batch, _id(key))
    if sealed is None:
        raise NotFound("comment")
    return sealed


def _open(batch: Batch, sealed: Sealed, themes: Set[str] = frozenset()) -> Comment:
    words = people_keys.open_sealed(
        sealed.body, purpose=PURPOSE, form_id=batch.form_id, delete_on=sealed.delete_on, row_id=sealed.id
    )
    return Comment(sealed.id.hex(), words.decode(), sealed.delete_on, sealed.is_quoted, frozenset(themes))


def _id(key: str) -> bytes:
    try:
        id_ = bytes.fromhex(key)
    except ValueError as error:
        raise NotFound("comment") from error
    if len(id_) != KEY:
        raise NotFound("comment")
    return id_
