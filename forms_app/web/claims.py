"""Whoever has a contest code: is it among the winners, collect the prize, delete the address that was left."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from forms_app.domain import draws
from forms_app.domain.addresses import find_mailbox
from forms_app.domain.contests import Standing
from forms_app.domain.crockford import grouped
from forms_app.domain.errors import Conflict
from forms_app.services import claims
from forms_app.services.claims import DELIVERY_DAYS, Found
from forms_app.web import contest_faces as faces
from forms_app.web.contests import LONGEST_CODE, get, language_of
from forms_app.web.guards import public
from forms_app.web.moments import day_in_words

pages = Blueprint("claims", __name__)
LONGEST = {"name": 200, "address": 1_000, "email": 254}  # characters
ASKED = {"post": ("name", "address"), "email": ("email",), "person": ()}


@pages.get("/c/<slug>/code")
@public
def ask(slug: str) -> str:
    return _ask(get(slug), "", None)


@pages.post("/c/<slug>/code")
@public
def look(slug: str) -> Any:
    standing, typed = get(slug), request.form.get("code", "")[:LONGEST_CODE]
    code = draws.find_code(typed)
    if code is None:
        problem = _("A contest code has 25 letters and digits; this one does not fit. Please look at it again.")
        return _ask(standing, typed, problem), 422
    return _answer(standing, code)


@pages.post("/c/<slug>/collect")
@public
def collect(slug: str) -> Any:
    standing, code = get(slug), draws.find_code(request.form.get("code", "")[:LONGEST_CODE])
    if code is None:
        return _ask(standing, "", _("Please type your code again.")), 422
    problems = _problems(standing)
    if problems:
        return _answer(standing, code, problems), 422
    agreed = _publicity() if request.form.get("publicity") else None
    details = {name: request.form[name].strip() for name in ASKED[standing.rules.delivery]}
    try:
        found = claims.collect(standing, code=code, details=details, publicity=agreed)
    except Conflict:
        return _answer(standing, code), 409
    return render_template(
        "contests/collected.html",
        slug=slug,
        title=faces.words(dict(standing.rules.title), language_of(standing)),
        name=draws.ticket_name(found.ticket),
        delivery=standing.rules.delivery,
        days=DELIVERY_DAYS,
    )


@pages.post("/c/<slug>/forget")
@public
def forget(slug: str) -> Any:
    standing, code = get(slug), draws.find_code(request.form.get("code", "")[:LONGEST_CODE])
    if code is None:
        return _ask(standing, "", _("Please type your code again.")), 422
    claims.forget_address(standing, code=code)
    sentence = _("If an address was left with this ticket, it is deleted. The ticket itself stays in the draw.")
    return render_template("contests/confirmed.html", sentence=sentence)


def _ask(standing: Standing, typed: str, problem: str | None) -> str:
    title = faces.words(dict(standing.rules.title), language_of(standing))
    return render_template(
        "contests/code.html", slug=standing.form.slug, title=title, typed=typed, problem=problem,
        spoken=language_of(standing),
    )  # fmt: skip


def _answer(standing: Standing, code: str, problems: dict[str, str] | None = None) -> str:
    found = claims.look(standing, code=code)
    language = language_of(standing)
    asked = ASKED[standing.rules.delivery] if _may_collect(standing, found) else ()
    shown = problems or {}
    return render_template(
        "contests/answer.html",
        slug=standing.form.slug,
        spoken=language,
        title=faces.words(dict(standing.rules.title), language),
        code=grouped(code),
        name=draws.ticket_name(found.ticket),
        sentence=_sentence(standing, found),
        may_collect=_may_collect(standing, found),
        prize=faces.words(dict(found.prize.name), language) if found.prize else "",
        by=found.by and day_in_words(found.by),
        fields=[_field(name, shown) for name in asked],
        summary=[SimpleNamespace(anchor=n, label=_labels()[n], sentence=s) for n, s in shown.items()],
        publicity=_publicity(),
        agreed=bool(request.form.get("publicity")),
        days=DELIVERY_DAYS,
        has_entered=found.has_entered,
        phase=standing.phase,
    )


def _may_collect(standing: Standing, found: Found) -> bool:
    return found.may_collect and (found.by is None or standing.today <= found.by)


def _sentence(standing: Standing, found: Found) -> str:
    if not found.has_entered:
        return _("There is no ticket of this code in this contest. A ticket that waits for an e-mail is not in it yet.")
    if standing.last is None or standing.draws[0].drawn_at is None:
        return _("Your ticket takes part. Nothing was drawn yet.")
    if found.place is None:
        return _("Your ticket took part and is not among those drawn.")
    if found.place.skipped:
        why = faces.reason_words()[found.place.skipped]
        return _(
            "Your ticket was drawn at place %(number)d and passed over: %(why)s.", number=found.place.number, why=why
        )
    if found.prize is None:
        return _("Your ticket is in reserve, at place %(number)d. Look again later.", number=found.place.number)
    if found.place.is_claimed:
        return _("Your ticket won, and the prize was collected.")
    return _("Your ticket won.")


def _labels() -> dict[str, str]:
    return {"name": _("Your name"), "address": _("Postal address"), "email": _("E-mail address")}


def _field(name: str, problems: dict[str, str]) -> SimpleNamespace:
    autocomplete = {"name": "name", "address": "street-address", "email": "email"}[name]
    return SimpleNamespace(
        name=name,
        label=_labels()[name],
        value=request.form.get(name, "")[: LONGEST[name]],
        problem=problems.get(name, ""),
        autocomplete=autocomplete,
    )


def _problems(standing: Standing) -> dict[str, str]:
    problems = {}
    for name in ASKED[standing.rules.delivery]:
        typed = request.form.get(name, "").strip()
        if not typed:
            problems[name] = _("Please fill this in: the prize cannot be delivered without it.")
        elif len(typed) > LONGEST[name]:
            problems[name] = _("Please use at most %(most)d letters.", most=LONGEST[name])
        elif name == "email" and find_mailbox(typed) is None:
            problems[name] = _("Please write an e-mail address such as name@example.org.")
    return problems


def _publicity() -> str:
    return _("My first name and my town may be published as those of a winner of this contest.")
