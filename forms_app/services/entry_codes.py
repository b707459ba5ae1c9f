"""Codes that let one person answer once: made, withdrawn, counted; nobody can make the same list again."""

import secrets
from datetime import datetime

from forms_app.domain import entry_codes
from forms_app.domain.admission import FEWEST, MOST_CODES
from forms_app.domain.errors import Conflict, NotFound
from forms_app.domain.forms import Form
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity
from forms_app.storage import ballots_entries, forms
from forms_app.storage.database import reading, transaction


def make_codes(*, slug: str, count: int, seen: int | None, now: datetime, most: int = MOST_CODES) -> list[str]:
    """New codes, to be shown once: only hashes are kept. `seen` is how many the page knew of; None asks for no care.

    Raises Conflict where the form takes no codes, where they are too few or many, or where others were made meanwhile.
    """
    form = _get_form(slug)
    if not form.admission.asks_code:
        raise Conflict("This form asks for no codes.")
    if form.has_closed(now):
        raise Conflict("This form is closed.")
    if not FEWEST <= count <= most:
        raise Conflict(
            f"Make {FEWEST} to {most} codes at a time: with fewer, it would be known whose answers they are."
        )
    codes = draw_codes(count)
    _add(form, codes, seen)
    activity.record("codes made", form_id=form.id, number=len(codes))
    return codes


def make_more(*, form: Form, count: int) -> list[str]:
    """Codes to be mailed, however few or many."""
    codes = draw_codes(count)
    if codes:
        _add(form, codes, None)
        activity.record("codes made", form_id=form.id, number=len(codes))
    return codes


def draw_codes(count: int) -> list[str]:
    """So many different ones, in random order; nothing is kept."""
    found: set[str] = set()
    while len(found) < count:
        code = entry_codes.code_of(secrets.randbits(entry_codes.BITS))
        if code is not None:
            found.add(code)
    return secrets.SystemRandom().sample(sorted(found), count)


@transaction("ballots")
def _add(form: Form, codes: list[str], seen: int | None) -> None:
    ballots_entries.begin(form.id)
    issued = ballots_entries.get_turnout(form.id, lock=True).issued
    if seen is not None and issued != seen:
        raise Conflict("These codes were made already, or others meanwhile. What was made is shown once only.")
    key = current_keys().site
    ballots_entries.add_codes(form.id, [entry_codes.code_id(key, form.id, code) for code in codes])
    ballots_entries.set_turnout(form.id, issued=issued + len(codes))


def withdraw_codes(*, slug: str) -> int:
    """Withdraw all that are unspent, which nobody can pick among; says how many there were."""
    form = _get_form(slug)
    number = _withdraw(form)
    activity.record("codes withdrawn", form_id=form.id)
    return number


@transaction("ballots")
def _withdraw(form: Form) -> int:
    recalled = ballots_entries.get_turnout(form.id, lock=True).recalled
    gone = ballots_entries.delete_codes(form.id)
    ballots_entries.set_turnout(form.id, recalled=recalled + gone)
    return gone


@transaction("ballots")
def tell(*, now: datetime) -> None:
    """Note once an hour how many codes were spent, in steps of ten: more often would show who took part when."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    for form_id in ballots_entries.list_with_codes():
        turnout = ballots_entries.get_turnout(form_id, lock=True)
        if turnout.as_of != hour:
            spent = turnout.issued - turnout.recalled - ballots_entries.count_codes(form_id)
            ballots_entries.set_turnout(form_id, told=spent // 10 * 10, as_of=hour)


@transaction("ballots")
def forget_form(*, form_id: str) -> None:
    ballots_entries.forget_form(form_id)


@reading("site")
def _get_form(slug: str) -> Form:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return form
