"""Codes sent by mail: staff give the addresses, nobody sees which code went to whom, and the list goes at the close."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from forms_app.domain.admission import FEWEST
from forms_app.domain.entry_codes import grouped
from forms_app.domain.errors import NotFound, Problem, Unreadable
from forms_app.domain.forms import Form
from forms_app.domain.invitations import KEPT, MOST_INVITED, Invited, read_addresses, reminder_problem
from forms_app.domain.mails import Mail
from forms_app.domain.newsletters import ALL, HARD
from forms_app.domain.receipts import ID_BYTES, derive
from forms_app.domain.texts import in_language
from forms_app.gateways import letters, people_keys
from forms_app.gateways.people_keys import Lock
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity, entry_codes, erasures, mail_setup, outbox
from forms_app.services.subscriptions import never_link, subject_of
from forms_app.storage import forms, people_consents, people_invitations, versions
from forms_app.storage.database import reading, transaction
from forms_app.storage.people_invitations import Waiting

PURPOSE = "invited"


@reading("people")
def look(*, form: Form) -> Invited:
    return people_invitations.look(form.id)


def invite(*, slug: str, typed: str, now: datetime) -> int:
    """Put people on the form's list; the worker writes to them while it is open. Says how many are new.

    Who is on the list already, or asked never to be written to, is left out. Raises Problem, with nobody added.
    """
    form = _get_form(slug)
    if not form.admission.asks_code:
        raise Problem("This form asks for no codes.")
    if form.has_closed(now):
        raise Problem("This form is closed.")
    obstacle = mail_setup.find_obstacle()
    if obstacle is not None:
        raise Problem(obstacle)
    number = _add(form, read_addresses(typed), now.date())
    activity.record("people invited", form_id=form.id, number=number)
    return number


@transaction("people")
def _add(form: Form, addresses: list[str], today: date) -> int:
    known, delete_on = people_invitations.list_ids(form.id), today + KEPT
    new = {id_: one for one in addresses if (id_ := _id_of(form, one)) not in known and _may_be_written_to(one)}
    if not FEWEST <= len(new) <= MOST_INVITED:
        raise Problem(
            "%(count)d people would be added, without those who are on the list or asked not to be written to. Add "
            "%(least)d to %(most)d at a time: with fewer, it would be known whose answers they are.",
            count=len(new), least=FEWEST, most=MOST_INVITED,
        )  # fmt: skip
    lock = Lock(purpose=PURPOSE, form_id=form.id, delete_on=delete_on)
    wanted = max(1, people_invitations.look(form.id).mails)
    shared = {"form_id": form.id, "mails": 0, "wanted": wanted, "asked_on": today, "delete_on": delete_on}
    people_invitations.add([{**shared, "id": id_, "body": lock.seal(new[id_].encode(), id_)} for id_ in sorted(new)])
    return len(new)


def remind(*, slug: str, today: date) -> None:
    """Write to everybody on the list once more; nobody knows who has answered. Raises Problem."""
    form = _get_form(slug)
    _want_another(form.id, today)
    activity.record("people reminded", form_id=form.id)


@transaction("people")
def _want_another(form_id: str, today: date) -> None:
    problem = reminder_problem(people_invitations.look(form_id), today=today)
    if problem is not None:
        raise problem
    people_invitations.want_another(form_id, on=today)


@reading("people")
def count_without_code() -> dict[str, int]:
    """How many people of each form's list are to get a code when it opens."""
    return {form_id: people_invitations.look(form_id).waiting for form_id in people_invitations.list_forms()}


def run(*, now: datetime) -> None:
    """Write what is wanted for open forms, and destroy the lists of those that closed or are gone."""
    listed = _list_forms()
    standing = _find_forms() if listed else {}
    for form_id in listed:
        form = standing.get(form_id)
        if form is None or form.has_closed(now):
            _forget(form_id)
        elif form.is_open(now) and mail_setup.find_obstacle() is None:
            _write(form, now)


def _write(form: Form, now: datetime) -> None:
    """Codes first: killed before the mails are put down, it makes others, and those made now can never be used."""
    waiting = _list_waiting(form.id)
    if not waiting:
        return
    secrets.SystemRandom().shuffle(waiting)
    codes = iter(entry_codes.make_more(form=form, count=sum(row.mails == 0 for row in waiting)))
    said = mail_setup.frame() | _said_of(form)
    _put_down(form.id, [(row, _compose(form, said, row, codes)) for row in waiting], now)


def _compose(form: Form, said: Mapping[str, Any], row: Waiting, codes: Iterator[str]) -> Mail | None:
    """The invitation with its code, or a reminder without one; None where the address cannot be read any more."""
    code = grouped(next(codes)) if row.mails == 0 else ""
    place = {"purpose": PURPOSE, "form_id": form.id, "delete_on": row.delete_on, "row_id": row.id}
    try:
        address = people_keys.open_sealed(row.body, **place).decode()  # type: ignore[arg-type]
    except Unreadable:
        return None
    if not _is_welcome(address):
        return None
    link = f"{said['site_url']}/f/{form.slug}" + (f"#code={code}" if code else "")
    own = {"link": link, "code": code, "never": never_link(said["site_url"], address)}
    return letters.write_letter("invite" if code else "remind", to=address, values={**said, **own})


@reading("site")
def _said_of(form: Form) -> dict[str, Any]:
    """What the letters say of the form, in its first language."""
    version = versions.find_version(form)
    if version is None:
        raise NotFound("form")
    definition = version.definition
    language = definition.languages[0]
    return {
        "language": language,
        "title": in_language(definition.title, language),
        "closes_on": definition.day_of(form.closes_at),
    }


@transaction("people")
def _put_down(form_id: str, written: Iterable[tuple[Waiting, Mail | None]], now: datetime) -> None:
    for row, mail in written:
        if mail is not None:
            kind = "remind" if row.mails else "invite"
            outbox.put_down(mail, kind=kind, now=now, id_=_mail_id(row.id, row.wanted))
    people_invitations.set_written(form_id, [row for row, _mail in written])


@transaction("people")
def _delete(form_id: str) -> None:
    """With the mails that still wait."""
    last = people_invitations.look(form_id).mails
    for id_ in people_invitations.list_ids(form_id):
        for mails in range(1, last + 1):
            outbox.delete_single(id_=_mail_id(id_, mails))
    people_invitations.delete_list(form_id)


def _forget(form_id: str) -> None:
    """The key goes first: then no copy of the list can be read."""
    people_keys.destroy_form_key(PURPOSE, form_id)
    _delete(form_id)


def list_of(*, subject: bytes) -> list[tuple[str, str, date]]:
    """The lists that somebody is on: link name and id of the form, and their last day."""
    standing = _find_forms()
    found = [(form, _find_day(form.id, _id_of_subject(form.id, subject))) for form in standing.values()]
    return [(form.slug, form.id, day) for form, day in found if day is not None]


def erase(*, form_id: str, subject: bytes, until: date) -> None:
    """Take somebody off a list, and again off whatever comes back with a backup."""
    id_ = _id_of_subject(form_id, subject)
    erasures.note(kind=erasures.INVITED, id_=id_, until=until)
    _take_off(id_)


@transaction("people")
def _take_off(id_: bytes) -> None:
    people_invitations.delete_one(id_)


@reading("people")
def _find_day(form_id: str, id_: bytes) -> date | None:
    return people_invitations.find_day(form_id, id_)


@reading("people")
def count_due(*, today: date) -> int:
    return people_invitations.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    return people_invitations.purge(today)


def _id_of(form: Form, address: str) -> bytes:
    return _id_of_subject(form.id, subject_of(address))


def _id_of_subject(form_id: str, subject: bytes) -> bytes:
    return derive(current_keys().site, b"invited/1" + form_id.encode() + subject)[:ID_BYTES]


def _mail_id(id_: bytes, number: int) -> bytes:
    """Of the invitation or a reminder, so that the same one is put down once."""
    return derive(current_keys().site, b"invitation/1" + id_ + bytes([number]))[:ID_BYTES]


def _may_be_written_to(address: str) -> bool:
    return not people_consents.is_suppressed(subject_of(address), [*HARD, ALL])


@reading("people")
def _is_welcome(address: str) -> bool:
    return _may_be_written_to(address)


@reading("people")
def _list_forms() -> list[str]:
    return people_invitations.list_forms()


@reading("people")
def _list_waiting(form_id: str) -> list[Waiting]:
    return people_invitations.list_waiting(form_id)


@reading("site")
def _find_forms() -> dict[str, Form]:
    return {form.id: form for form in forms.list_forms()}


@reading("site")
def _get_form(slug: str) -> Form:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return form
