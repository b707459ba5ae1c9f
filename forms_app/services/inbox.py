"""Messages to the people who run the site: taken, read by named staff, answered by mail or behind a code."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from forms_app.domain import messages, roles, tokens
from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Conflict, NotFound, Problem, Refused, TokenRefused, Unreadable
from forms_app.domain.messages import KEPT_DAYS, LONGEST, MOST_ENTRIES, NEW, REPLY, SEARCHED, STATES, Message
from forms_app.domain.tokens import FormToken
from forms_app.gateways import letters, people_keys
from forms_app.gateways.site_keys import current_keys
from forms_app.services import accounts, activity, erasures, mail_setup, message_mails, outbox
from forms_app.storage import people_messages
from forms_app.storage.database import reading, transaction

PURPOSE, EVERY, PAGE = "messages", "single", "write0"  # PAGE: in a token's place of a form
READ = "read messages"


def issue_token(*, nonce: bytes, now: datetime) -> str:
    return tokens.sign(FormToken(PAGE, 1, now, nonce), current_keys().signing)


def receive(*, token: str, words: str, email: str, now: datetime) -> str:
    """Keep a message and return the code that shows the answer; the same page again keeps it once.

    Raises Refused or TokenRefused.
    """
    kept = messages.read_message(words, email)
    nonce = tokens.read(token, current_keys().signing, form_id=PAGE, now=now).nonce
    code = messages.message_code(current_keys().site, nonce)
    id_ = messages.message_id(current_keys().site, code)
    is_new = find_own(id_=id_) is None
    if erasures.is_noted(kind=erasures.MESSAGE, id_=id_) or not _add(id_, *kept, now.date()):
        raise TokenRefused  # the page was sent before, with other words or with what was destroyed since
    if is_new:
        message_mails.tell(now=now)
    return code


def keep_submission(
    *,
    id_: bytes,
    form_id: str,
    lines: Sequence[tuple[str, str]],
    email: str,
    sent_on: date,
    delete_on: date,
    policy_version: int,
    now: datetime,
) -> None:
    """Keep what came with a form that staff read; safe to repeat, and nothing once it was destroyed."""
    if erasures.is_noted(kind=erasures.MESSAGE, id_=id_):
        return
    document = {"lines": [list(line) for line in lines], "email": email, "entries": []}
    try:
        body = _seal(id_, form_id, delete_on, document)
    except Unreadable:
        return  # staff deleted what the form kept; a late retry brings none back
    row = {"id": id_, "sent_on": sent_on, "delete_on": delete_on, "state": NEW, "body": body}
    if _add_row({**row, "form_id": form_id, "policy_version": policy_version}):
        message_mails.tell(now=now)


@transaction("people")
def _add_row(row: Mapping[str, Any]) -> bool:
    return people_messages.add_message(row)


def make_key(*, form_id: str) -> None:
    people_keys.make_form_key(PURPOSE, form_id)


@reading("people")
def look_at_form(*, form_id: str) -> tuple[int, date | None]:
    return people_messages.look_at_form(form_id)


def erase_form(*, form_id: str) -> None:
    """Delete all that a form kept, for good; safe to repeat. The key goes first: then nothing opens it."""
    people_keys.destroy_form_key(PURPOSE, form_id)
    _delete_form(form_id)


@transaction("people")
def _delete_form(form_id: str) -> None:
    people_messages.delete_form(form_id)


@transaction("people")
def _add(id_: bytes, words: str, email: str, today: date) -> bool:
    """Whether these words stand now."""
    standing = people_messages.find_message(id_)
    if standing is not None:
        held = _open(standing)
        return (held.words, held.email) == (words, email)
    delete_on = today + timedelta(days=KEPT_DAYS)
    body = _seal(id_, EVERY, delete_on, {"words": words, "email": email, "entries": []})
    row = {"id": id_, "sent_on": today, "delete_on": delete_on, "state": NEW, "body": body}
    return people_messages.add_message(row)


def list_replies(*, code: str) -> list[Mapping[str, Any]]:
    """What was answered to the message of this code; the same nothing for codes that are unknown."""
    found = find_own(id_=messages.message_id(current_keys().site, code))
    return found.replies if found is not None else []


def list_messages(*, state: str, wanted: str, hidden: Collection[str] = ()) -> list[Message]:
    """Those in a state, or everywhere those that hold some words, among the newest; opened in memory only."""
    activity.record("messages looked at")
    found = _list(None if wanted else state, hidden)
    return [one for one in found if one.has(wanted)] if wanted else found


@reading("people")
def _list(state: str | None, hidden: Collection[str]) -> list[Message]:
    return _open_all(people_messages.list_messages(state, most=SEARCHED, but=hidden))


@reading("people")
def count_by_state(*, hidden: Collection[str] = ()) -> dict[str, int]:
    return people_messages.count_by_state(but=hidden)


def get_message(*, key: str) -> Message:
    activity.record("messages looked at")
    return _get(id_of(key))


def set_state(*, key: str, state: str) -> None:
    if state not in STATES:
        raise NotFound("state")
    _change(id_of(key), {"state": state})
    activity.record("message sorted", state=state)


def assign(*, key: str, account_id: int | None) -> None:
    _change(id_of(key), {"account_id": account_id})
    activity.record("message given to", account=account_id)


def list_colleagues() -> list[tuple[int, str]]:
    """Id and address of everybody who answers messages."""
    return [(id_, email) for id_, email, held in accounts.list_active() if roles.may(READ, held)]


def give(*, key: str, account_id: int) -> None:
    """To a colleague who answers messages; raises Conflict for anybody else."""
    if account_id not in dict(list_colleagues()):
        raise Conflict("This colleague does not answer messages. Please choose another one.")
    assign(key=key, account_id=account_id)


def write(*, key: str, kind: str, words: str, now: datetime) -> None:
    """Add a note, or an answer that goes by mail where an address was left. Raises Refused or Conflict."""
    words = words.replace("\r\n", "\n").strip()
    if not 0 < len(words) <= LONGEST:
        raise Refused({"words": Problem("Please write 1 to %(most)d characters.", most=LONGEST)})
    _write(id_of(key), kind, words, now, mail_setup.frame())
    activity.record("message answered" if kind == REPLY else "note on a message written")


@transaction("people")
def _write(id_: bytes, kind: str, words: str, now: datetime, frame: Mapping[str, Any]) -> None:
    held = _get_in(id_)
    if held.entries and (held.entries[-1]["kind"], held.entries[-1]["words"]) == (kind, words):
        return  # the same page sent again
    if len(held.entries) >= MOST_ENTRIES:
        raise Conflict("There is no room for more on this message.")
    entry = {"kind": kind, "words": words, "day": now.date().isoformat()}
    body = _seal(id_, held.form_id or EVERY, held.delete_on, _document(held, [*held.entries, entry]))
    _change(id_, {"body": body, **({"state": messages.ANSWERED} if kind == REPLY else {})})
    if kind == REPLY and held.email:
        values = {**frame, "words": words, "asked": held.words}
        outbox.put_down(letters.write_letter("answer", to=held.email, values=values), kind="answer", now=now)


def destroy(*, key: str) -> None:
    """The whole message with its thread; safe to repeat."""
    erase_own(id_=id_of(key))
    activity.record("message destroyed")


def erase_own(*, id_: bytes) -> None:
    """What whoever wrote it takes back; nothing where there is none."""
    standing = find_own(id_=id_)
    if standing is not None:
        erase(message=standing)


def erase(*, message: Message) -> None:
    """Before its day, and again on whatever comes back with a backup."""
    erasures.note(kind=erasures.MESSAGE, id_=message.id, until=message.delete_on)
    _remove(message.id)


@reading("people")
def list_kept() -> list[Message]:
    """Every message, for its writer's rights; not for a page."""
    return _open_all(people_messages.list_messages(None, most=None))


@reading("people")
def find_own(*, id_: bytes) -> Message | None:
    """A message for whoever wrote it."""
    found = people_messages.find_message(id_)
    return next(iter(_open_all([found])), None) if found is not None else None


@transaction("people")
def _remove(id_: bytes) -> None:
    people_messages.remove(id_)


@reading("people")
def count_due(*, today: date) -> int:
    return people_messages.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    return people_messages.purge(today)


@transaction("people")
def _change(id_: bytes, values: Mapping[str, Any]) -> None:
    standing = people_messages.find_message(id_)
    if standing is None:
        raise NotFound("message")
    if not people_messages.change(id_, bytes(standing.body), values):
        raise Conflict("Somebody changed this message meanwhile; here it is as it stands now.")


@reading("people")
def _get(id_: bytes) -> Message:
    return _get_in(id_)


def _get_in(id_: bytes) -> Message:
    found = people_messages.find_message(id_)
    if found is None:
        raise NotFound("message")
    return _open(found)


def _open_all(rows: list[Any]) -> list[Message]:
    """Without those whose key is gone, which are being deleted."""
    opened = []
    for row in rows:
        with suppress(NotFound):
            opened.append(_open(row))
    return opened


def _open(row: Any) -> Message:
    id_, form_id = bytes(row.id), row.form_id or EVERY
    place = {"purpose": PURPOSE, "form_id": form_id, "delete_on": row.delete_on, "row_id": id_}
    try:
        held = json.loads(people_keys.open_sealed(bytes(row.body), **place))
    except Unreadable:
        raise NotFound("message") from None
    lines = tuple((question, answer) for question, answer in held.get("lines", ()))
    return Message(
        id=id_,
        sent_on=row.sent_on,
        delete_on=row.delete_on,
        state=row.state,
        account_id=row.account_id,
        words=held.get("words") or messages.in_one_text(lines),
        email=held["email"],
        entries=tuple(held["entries"]),
        form_id=row.form_id,
        lines=lines,
        policy_version=row.policy_version,
    )


def _document(held: Message, entries: list[Mapping[str, Any]]) -> dict[str, Any]:
    said = {"lines": [list(line) for line in held.lines]} if held.lines else {"words": held.words}
    return {**said, "email": held.email, "entries": entries}


def _seal(id_: bytes, form_id: str, delete_on: date, document: Mapping[str, Any]) -> bytes:
    return people_keys.seal(canonical(document), purpose=PURPOSE, form_id=form_id, delete_on=delete_on, row_id=id_)


def id_of(key: str) -> bytes:
    try:
        id_ = bytes.fromhex(key)
    except ValueError:
        raise NotFound("message") from None
    if len(id_) != 16 or id_.hex() != key:
        raise NotFound("message")
    return id_
