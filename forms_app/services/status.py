"""How forms stand, read for those who make them; no answer is looked at."""

from dataclasses import dataclass
from datetime import datetime

from forms_app.domain.definitions import Definition
from forms_app.domain.drafts.gaps import gap_sentences
from forms_app.domain.errors import NotFound
from forms_app.domain.forms import Form
from forms_app.domain.periods import Progress
from forms_app.domain.publishable import obstacles
from forms_app.domain.selftests import SelfTest
from forms_app.domain.status import Period, Status
from forms_app.services import vouchers
from forms_app.storage import ballots_progress, deletions, forms, publications, selftests, versions
from forms_app.storage.database import reading

Found = tuple[Form, Definition, datetime | None]  # with the questions in force and when they began; a draft's own


@dataclass(frozen=True)
class Known:
    """What `ballots` and `site` say of all forms, by form."""

    periods: dict[str, list[Period]]
    told: dict[tuple[str, int], Progress]
    published: dict[str, set[int]]
    tests: dict[str, SelfTest]
    deleted_of: set[str]  # forms of which something was deleted, or is to be


def list_status(*, now: datetime) -> list[Status]:
    return _list(_list_forms(), now)


def get_status(*, slug: str, now: datetime) -> Status:
    return _list([_get_form(slug)], now)[0]


@reading("site")
def list_reasons(status: Status) -> list[str]:
    """Why a draft may not be opened, in plain sentences; empty where it may."""
    gaps = gap_sentences(forms.get_document(status.form.id))
    others = vouchers.opening_problems(status.form, status.definition, status.now)
    return gaps or [*obstacles(status.definition, status.now), *others]


def _list(found: list[Found], now: datetime) -> list[Status]:
    """`ballots` is read first: what is published afterwards can only be more."""
    periods, told = _read_periods()
    known = Known(periods, told, *_read_site())
    return [_status(*one, known, now) for one in found]


def _status(form: Form, definition: Definition, begins_at: datetime | None, known: Known, now: datetime) -> Status:
    """A period made for questions that have not begun is none yet."""
    begun = [one for one in known.periods.get(form.id, []) if one.version <= (form.version or 0)]
    newest, published = begun[-1] if begun else None, known.published.get(form.id, set())
    is_last = newest is not None and form.has_closed(now) and newest.number in published
    return Status(
        form,
        definition,
        now,
        newest=newest,
        older=tuple(one for one in begun[:-1] if one.state != "released"),
        version_begins_at=begins_at,
        told=known.told.get((form.id, newest.number)) if newest else None,
        published=frozenset(published),
        is_given_up=is_last and newest is not None and _says_too_few(form.id, newest.number),
        test=known.tests.get(form.id),
        is_deleted_of=form.id in known.deleted_of,
    )


@reading("site")
def _list_forms() -> list[Found]:
    return [_find(form) for form in forms.list_forms()]


@reading("site")
def _get_form(slug: str) -> Found:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return _find(form)


def _find(form: Form) -> Found:
    version = versions.find_version(form)
    return (form, version.definition, version.begins_at) if version else (form, forms.get_draft(form.id), None)


@reading("ballots")
def _read_periods() -> tuple[dict[str, list[Period]], dict[tuple[str, int], Progress]]:
    return ballots_progress.list_periods(), ballots_progress.list_progress()


@reading("site")
def _read_site() -> tuple[dict[str, set[int]], dict[str, SelfTest], set[str]]:
    return publications.numbers_by_form(), selftests.list_tests(), deletions.list_form_ids()


@reading("site")
def _says_too_few(form_id: str, number: int) -> bool:
    return publications.says_too_few(form_id, number)
