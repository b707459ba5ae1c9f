"""The daily test of an open form: the way of an answer up to its lock, in memory; a day and a word are kept."""

import random
import secrets
from datetime import datetime

from forms_app.domain import answers, ballots, tokens
from forms_app.domain.answers import Answers
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Refused, TokenRefused, Unavailable, Unreadable
from forms_app.domain.forms import Form, Version
from forms_app.domain.samples import invented_values
from forms_app.domain.selftests import OK, SelfTest
from forms_app.gateways import ballot_keys, ballot_seal
from forms_app.gateways.site_keys import current_keys
from forms_app.storage import ballots_batch, forms, selftests, versions
from forms_app.storage.ballots_batch import Standing
from forms_app.storage.database import reading, transaction

ID_BYTES = 16


@reading("site")
def list_due(*, now: datetime) -> list[tuple[Form, Version]]:
    """The open forms that were not found to work today: one that failed is tried again until it does."""
    tests, today = selftests.list_tests(), now.date()
    opened = [form for form in forms.list_forms() if form.is_open(now)]
    due = [form for form in opened if tests.get(form.id) != SelfTest(today, OK)]
    found = [(form, versions.find_version(form)) for form in due]
    return [(form, version) for form, version in found if version is not None]


def try_form(*, version: Version, mark: str | None, now: datetime) -> str:
    """Whether the form works, as an outcome of domain/selftests; given the mark in its page, None where none is shown.

    What a visitor's answers go through is gone through with invented ones: page, mark, checks, size, lock and key.
    They are never given to anything that stores.
    """
    try:
        return _find_fault(version, mark, now) or OK
    except Unavailable:
        return "database"


def keep_outcome(*, form_id: str, outcome: str, now: datetime) -> None:
    test = SelfTest(now.date(), outcome)
    if _find_test(form_id) != test:
        _set_test(form_id, test)


def _find_fault(version: Version, mark: str | None, now: datetime) -> str | None:
    form, definition = version.form_id, version.definition
    if mark is None:
        return "page"
    try:
        tokens.read(mark, current_keys().signing, form_id=form, now=now)
    except TokenRefused:
        return "page mark"
    given = _check(definition)
    if given is None:
        return "answers"
    period = _find_period(form, version.number)
    return _find_fault_of_lock(version, given, period) if period else "not ready"


def _check(definition: Definition) -> Answers | None:
    """Invented answers as they are taken; None where they are refused, or taken as something else."""
    invented = invented_values(definition, random.Random().randrange)
    try:
        given = answers.check(definition, answers.sent_of(definition, invented))
    except Refused:
        return None
    stored = {id_: definition.kinds[id_].store(value) for id_, value in invented.items()}
    return given if given.counted == stored else None


def _find_fault_of_lock(version: Version, given: Answers, period: Standing) -> str | None:
    """Locked with the key that visitors' answers are locked with, opened with the worker's own."""
    form, number, id_ = version.form_id, period.number, secrets.token_bytes(ID_BYTES)
    key = ballot_keys.find_key(form, number)
    if key is None or key.public_key != period.public_key:
        return "key"
    packed = ballots.pack(given.counted, version=version.number, size=version.definition.ballot_size)
    sealed = ballot_seal.seal(packed, public_key=period.public_key, form_id=form, period=number, ballot_id=id_)
    try:
        opened = ballots.unpack(key.open_ballot(sealed, form_id=form, period=number, ballot_id=id_))
    except Unreadable:
        return "locked for good"
    return None if opened == (version.number, given.counted) else "locked for good"


@transaction("ballots")
def _find_period(form_id: str, version: int) -> Standing | None:
    """The period that takes answers to this version, asked as if to write next: a database that is locked says so."""
    wanted = (form_id, version, "open")
    standing = ballots_batch.list_unreleased()
    return next((one for one in standing if (one.form_id, one.version, one.state) == wanted), None)


@reading("site")
def _find_test(form_id: str) -> SelfTest | None:
    return selftests.list_tests().get(form_id)


@transaction("site")
def _set_test(form_id: str, test: SelfTest) -> None:
    selftests.set_test(form_id, test)
