"""What staff asked to be deleted of forms is deleted, by the worker; killed anywhere, it is run again."""

from collections.abc import Iterator
from datetime import date, datetime

from forms_app.domain.deletions import DELETED, EMPTIED, Deletion, Found, in_tens, is_to_wait
from forms_app.gateways import ballot_keys
from forms_app.services import contacts, inbox, mailboxes, microdata, notices, prize_people, teams, texts, webhooks
from forms_app.services.status import list_status
from forms_app.storage import (
    ballots,
    ballots_batch,
    ballots_entries,
    ballots_progress,
    ballots_traces,
    deletions,
    forms,
    publications,
    shared_results,
)
from forms_app.storage.database import reading, transaction


def run(*, now: datetime) -> list[str]:
    """Do what is asked for; says in sentences what was done. Counts that are due were done before, by releases."""
    asked = _list_asked()
    again = _list_come_back()
    if not asked and not again:
        return []
    with ballot_keys.only_worker() as alone:
        if not alone:
            return []
        counting = {status.form.id for status in list_status(now=now) if is_to_wait(status)}
        done = [line for one in asked if one.form_id not in counting for line in _erase(one, now)]
        return done + [line for form_id in again for line in _erase_again(form_id, now)]


def _erase(asked: Deletion, now: datetime) -> Iterator[str]:
    """Keys first: from then on nothing can be read, whatever is left of rows."""
    if asked.found is None:
        _set_found(asked.key, _look(asked))
    if asked.takes_answers:
        texts.erase_form(form_id=asked.form_id)
        microdata.erase_form(form_id=asked.form_id)
        if not _erase_answers(asked.form_id, is_whole=asked.scope == "everything"):
            yield f"{asked.slug}: a reader holds deleted rows back; trying again."
            return
    if asked.takes_details:
        contacts.erase_form(form_id=asked.form_id)
        inbox.erase_form(form_id=asked.form_id)
        prize_people.erase_form(form_id=asked.form_id)
        mailboxes.forget(purpose=mailboxes.VOUCHERS, form_id=asked.form_id)
    if asked.scope == "everything":
        notices.forget_form(form_id=asked.form_id)
        teams.forget_form(form_id=asked.form_id)
        webhooks.forget_form(form_id=asked.form_id)
    _finish(asked, now)
    yield f"{asked.slug}: deleted, as staff asked ({asked.scope})."


def _erase_again(form_id: str, now: datetime) -> Iterator[str]:
    """A form that was deleted came back with an older database of the site."""
    asked = _note_again(form_id, now)
    if asked is not None:
        yield f"{asked.slug}: it was deleted and came back with a backup; it is deleted again."
        yield from _erase(asked, now)


def _look(asked: Deletion) -> Found:
    """What there is, told in tens of rows of people, before anything goes."""
    form_id = asked.form_id
    answers = _count_answers(form_id) if asked.takes_answers else 0
    comments, comments_until = texts.look_at_form(form_id=form_id) if asked.takes_answers else (0, None)
    people, details_until = _look_at_people(form_id) if asked.takes_details else (0, None)
    results, links = _count_documents(form_id) if asked.scope == "everything" else (0, 0)
    return Found(
        answers=in_tens(answers),
        has_answers=answers > 0,
        comments=in_tens(comments),
        has_comments=comments > 0,
        comments_until=comments_until,
        people=in_tens(people),
        has_people=people > 0,
        details_until=details_until,
        results=results,
        links=links,
        keys=ballot_keys.count_keys(form_id) if asked.takes_answers else 0,
    )


def _look_at_people(form_id: str) -> tuple[int, date | None]:
    """Those who left details or wrote to staff: of one form it is either."""
    found = (contacts.look_at_form(form_id=form_id), inbox.look_at_form(form_id=form_id))
    return sum(number for number, _last in found), max((last for _number, last in found if last), default=None)


def _erase_answers(form_id: str, *, is_whole: bool) -> bool:
    """False where a reader on SQLite holds deleted rows back: they cannot be read, but they are not gone yet."""
    ballot_keys.destroy_keys(form_id)
    while _delete_some(form_id):
        pass
    if not ballots_traces.scrub():
        return False
    _end_periods(form_id, is_whole)
    return True


@transaction("site")
def _finish(asked: Deletion, now: datetime) -> None:
    """The form goes last, in the transaction that says so."""
    if asked.scope == "everything":
        forms.delete_form(asked.form_id)
    deletions.set_done(asked.key, now.date())


@transaction("site")
def _note_again(form_id: str, now: datetime) -> Deletion | None:
    form = next((one for one in forms.list_forms() if one.id == form_id), None)
    if form is None:
        return None
    title = forms.get_draft(form_id).title
    asked = Deletion(f"again-{form_id}", form_id, form.slug, title, "everything", True, asked_on=now.date())
    deletions.add_deletion(asked)
    return asked


@reading("site")
def _list_asked() -> list[Deletion]:
    return deletions.list_asked()


def _list_come_back() -> list[str]:
    """Forms of `site` of which `ballots`, which is in no backup, knows that they were deleted."""
    return sorted(_list_deleted() & _list_ids())


@reading("ballots")
def _list_deleted() -> set[str]:
    return ballots_batch.list_deleted(DELETED)


@reading("site")
def _list_ids() -> set[str]:
    return {form.id for form in forms.list_forms()}


@reading("ballots")
def _count_answers(form_id: str) -> int:
    return ballots_batch.count_waiting(form_id)


@reading("site")
def _count_documents(form_id: str) -> tuple[int, int]:
    return len(publications.numbers_by_form().get(form_id, ())), shared_results.count_of_form(form_id)


@transaction("site")
def _set_found(key: str, found: Found) -> None:
    deletions.set_found(key, found)


@transaction("ballots")
def _delete_some(form_id: str) -> int:
    return ballots_batch.delete_some(form_id)


@transaction("ballots")
def _end_periods(form_id: str, is_whole: bool) -> None:
    ballots.forget_spent(form_id)
    ballots_progress.forget_form(form_id)
    ballots_entries.forget_form(form_id)
    ballots_batch.set_deleted(form_id, EMPTIED)
    if is_whole:
        ballots_batch.set_form_deleted(form_id, DELETED)
