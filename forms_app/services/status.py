"""How forms stand, read for those who make them; no answer is looked at."""

from dataclasses import dataclass
from datetime import datetime

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import NotFound
from forms_app.domain.forms import Form
from forms_app.domain.periods import Progress
from forms_app.domain.publishable import obstacles
from forms_app.domain.selftests import SelfTest
from forms_app.domain.status import Newest, Status
from forms_app.storage import ballots_progress, forms, publications, selftests, versions
from forms_app.storage.database import reading


@dataclass(frozen=True)
class Known:
    """What `ballots` and `site` say of all forms, by form."""

    newest: dict[str, Newest]
    told: dict[tuple[str, int], Progress]
    published: dict[str, set[int]]
    tests: dict[str, SelfTest]


def list_status(*, now: datetime) -> list[Status]:
    return _list(_list_forms(), now)


def get_status(*, slug: str, now: datetime) -> Status:
    return _list([_get_form(slug)], now)[0]


def list_reasons(status: Status) -> list[str]:
    """Why a draft may not be opened, in plain sentences; empty where it may."""
    return obstacles(status.definition, status.now)


def _list(found: list[tuple[Form, Definition]], now: datetime) -> list[Status]:
    """`ballots` is read first: what is published afterwards can only be more."""
    newest, told = _read_periods()
    published, tests = _read_site()
    known = Known(newest, told, published, tests)
    return [_status(form, definition, known, now) for form, definition in found]


def _status(form: Form, definition: Definition, known: Known, now: datetime) -> Status:
    newest, published = known.newest.get(form.id), known.published.get(form.id, set())
    is_last = newest is not None and form.has_closed(now) and newest.number in published
    return Status(
        form,
        definition,
        now,
        newest=newest,
        told=known.told.get((form.id, newest.number)) if newest else None,
        published=frozenset(published),
        is_given_up=is_last and newest is not None and _says_too_few(form.id, newest.number),
        test=known.tests.get(form.id),
    )


@reading("site")
def _list_forms() -> list[tuple[Form, Definition]]:
    return [(form, _definition(form)) for form in forms.list_forms()]


@reading("site")
def _get_form(slug: str) -> tuple[Form, Definition]:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return form, _definition(form)


def _definition(form: Form) -> Definition:
    version = versions.find_version(form)
    return version.definition if version else forms.get_draft(form.id)


@reading("ballots")
def _read_periods() -> tuple[dict[str, Newest], dict[tuple[str, int], Progress]]:
    return ballots_progress.list_newest(), ballots_progress.list_progress()


@reading("site")
def _read_site() -> tuple[dict[str, set[int]], dict[str, SelfTest]]:
    return publications.numbers_by_form(), selftests.list_tests()


@reading("site")
def _says_too_few(form_id: str, number: int) -> bool:
    return publications.says_too_few(form_id, number)
