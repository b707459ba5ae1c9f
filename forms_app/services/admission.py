"""Who may answer a form: chosen by staff, asked of visitors."""

from dataclasses import replace
from datetime import datetime

from forms_app.domain import grants
from forms_app.domain.admission import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    WAYS,
    Admission,
    Who,
    cap_problem,
    origins_from,
)
from forms_app.domain.errors import NotFound, Problem
from forms_app.domain.forms import Form, is_slug
from forms_app.gateways import password_hashes
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity
from forms_app.storage import ballots_entries, forms
from forms_app.storage.ballots_entries import Turnout
from forms_app.storage.database import reading, transaction


def grant(*, form: Form, password: str, now: datetime) -> str | None:
    """What the form's pages carry from now on; None for a wrong password."""
    hashed = form.admission.password
    if hashed is None or not password_hashes.is_right(password[:LONGEST_PASSWORD], hashed):
        return None
    return grants.sign(form.id, hashed, current_keys().signing, now=now)


def is_granted(*, form: Form, text: str, now: datetime) -> bool:
    """Whether a page of this form may be shown: its password was typed, or it has none."""
    if not form.admission.asks_password:
        return True
    hashed = form.admission.password
    return hashed is not None and grants.is_good(text, form.id, hashed, current_keys().signing, now=now)


def is_full(*, form: Form) -> bool:
    cap = form.admission.cap
    return cap is not None and _get_turnout(form.id).taken >= cap


@reading("ballots")
def _get_turnout(form_id: str) -> Turnout:
    return ballots_entries.get_turnout(form_id)


def get_turnout(*, form: Form) -> Turnout:
    """What may be told of codes: how many were made and withdrawn, and by the hour how many were used, in tens."""
    return _get_turnout(form.id)


@transaction("site")
def choose_who(*, slug: str, who: str, password: str) -> None:
    """Before the form opens; the password of one that asks for it can be changed after. Raises Problem."""
    form = _get(slug)
    held = form.admission
    wanted: Who | None = next((one for one in WAYS if one == who), None)
    if wanted is None:
        raise Problem("Choose who may answer.")
    if form.version is not None and wanted != held.who:
        raise Problem("Who may answer is fixed since the form was opened.")
    hashed = _hash(held, password) if wanted == "password" else None
    forms.set_admission(form.id, replace(held, who=wanted, password=hashed))
    if hashed != held.password or wanted != held.who:
        activity.record("access changed", form_id=form.id)


def _hash(held: Admission, password: str) -> str:
    """The password that stands where none is typed."""
    if not password and held.password:
        return held.password
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Problem(
            "Choose a password of %(least)d to %(most)d letters.", least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD
        )
    return password_hashes.hash_password(password)


@transaction("site")
def choose_cap(*, slug: str, cap: int | None, now: datetime) -> None:
    """Raises Problem where the number may not be this."""
    form = _get(slug)
    is_opened = form.version is not None
    problem = cap_problem(form.admission, cap, is_opened=is_opened, today=now.date())
    if problem is not None:
        raise problem
    if cap != form.admission.cap:
        raised_on = now.date() if is_opened else None
        forms.set_admission(form.id, replace(form.admission, cap=cap, raised_on=raised_on))
        activity.record("cap changed", form_id=form.id, cap=cap)


@transaction("site")
def choose_origins(*, slug: str, lines: list[str]) -> None:
    """The sites that may show the form in a frame; raises Problem for what is no address of a site."""
    form = _get(slug)
    forms.set_admission(form.id, replace(form.admission, framed_by=origins_from(lines)))


@reading("site")
def list_origins(*, slug: str) -> tuple[str, ...]:
    """Of a form, if there is one."""
    form = forms.find_form(slug)
    return form.admission.framed_by if form else ()


def choose_link(*, slug: str, wanted: str) -> str:
    """Another link name for a form nobody was told of yet; returns it. Raises Problem."""
    form = _get_form(slug)
    if wanted == slug:
        return slug
    if _get_turnout(form.id).issued:
        raise Problem("Codes were made for this link, so it stays as it is.")
    return _rename(slug, wanted)


@transaction("site")
def _rename(slug: str, wanted: str) -> str:
    form = _get(slug)
    if form.version is not None:
        raise Problem("The link is fixed since the form was opened: people may have it.")
    if not is_slug(wanted):
        raise Problem("A link name has small letters, figures and single hyphens, at most 60.")
    if forms.find_form(wanted) is not None:
        raise Problem("Another form has this link name. Choose another.")
    forms.set_slug(form.id, wanted)
    return wanted


@reading("site")
def _get_form(slug: str) -> Form:
    return _get(slug)


def _get(slug: str) -> Form:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return form
