"""My forms: the list, and each with its card; opened, closed for good, put away, or given a later closing date."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from forms_app.domain import roles
from forms_app.domain.errors import ChangedMeanwhile, Conflict, Unpublishable
from forms_app.domain.status import STEPS, Status
from forms_app.services import builder, extensions, forms, status, teams
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words, moment_in_words
from forms_app.web.promise import promise_of
from forms_app.web.status_faces import matches, status_face, title_of

pages = Blueprint("forms", __name__)
ORDER = ("open", "scheduled", "draft", "closed")  # of the list
REFRESH = 3  # seconds between two looks at a count that goes on


@pages.get("/staff/forms")
@may("make forms")
def index() -> str:
    wanted = request.args.get("q", "").strip()
    hidden = teams.hidden_from(account_id=current_user.id)
    found = [one for one in status.list_status(now=current.now()) if one.form.id not in hidden]
    found.sort(key=lambda one: (ORDER.index(one.state), title_of(one).casefold()))
    faces = [status_face(one) for one in found if matches(one, wanted)]
    return render_template(
        "staff/forms/index.html",
        forms=[one for one in faces if not one.is_archived],
        archived=[one for one in faces if one.is_archived],
        wanted=wanted,
        has_any=bool(found),
        **_rights(),
    )


@pages.get("/staff/forms/<slug>")
@may("make forms")
def show(slug: str) -> str:
    return _card(_status(slug))


@pages.post("/staff/forms/<slug>/open")
@may("make forms")
def open_(slug: str) -> Any:
    """Opening twice is harmless; what stands against it is on the page. What was not looked at is not opened."""
    try:
        forms.open_form(slug=slug, now=current.now(), revision=request.form.get("revision", type=int))
    except ChangedMeanwhile:
        return _card(_status(slug), refused=_("It was changed meanwhile, so it was not opened yet")), 409
    except (Conflict, Unpublishable):
        found = _status(slug)
        if found.state == "draft":
            return _card(found, refused=_("It was not opened")), 422
    return redirect(url_for("forms.show", slug=slug), 303)


@pages.get("/staff/forms/<slug>/closing")
@may("make forms")
def closing(slug: str) -> Any:
    """Asks whether to close for good; once closed, says how far the count is, again and again until it is done."""
    found = _status(slug)
    if found.state == "closed":
        return _progress(found)
    if not found.may_be_closed:
        return redirect(url_for("forms.show", slug=slug), 303)
    return _ask_to_close(found)


@pages.post("/staff/forms/<slug>/closing")
@may("make forms")
def close(slug: str) -> Any:
    found = _status(slug)
    if found.state == "open" and not found.may_be_closed:
        return _card(found, refused=_("A public poll closes when voters were told it does")), 422
    if found.state == "open":
        if request.form.get("sure") != "yes":
            return _ask_to_close(found, problem=_("Please tick the box if you want to close it for good.")), 422
        forms.close_form(slug=slug, now=current.now())
    return redirect(url_for("forms.closing", slug=slug), 303)


@pages.post("/staff/forms/<slug>/archive")
@may("make forms")
def put_away(slug: str) -> Any:
    try:
        forms.archive_form(slug=slug, now=current.now())
    except Conflict:
        return _card(_status(slug), refused=_("Only drafts and closed forms are put into the archive")), 422
    return redirect(url_for("forms.index"), 303)


@pages.post("/staff/forms/<slug>/unarchive")
@may("make forms")
def take_back(slug: str) -> Response:
    forms.take_from_archive(slug=slug)
    return redirect(url_for("forms.show", slug=slug), 303)


@pages.post("/staff/forms/<slug>/later")
@may("make forms")
def extend(slug: str) -> Any:
    found, typed = _status(slug), request.form.get("day", "").strip()
    until = _until(found, typed)
    if until is not None:
        try:
            extensions.extend_form(slug=slug, until=until, now=current.now())
            return redirect(url_for("forms.show", slug=slug), 303)
        except Conflict:
            found = _status(slug)
    if not found.may_be_extended:
        return _card(found, refused=_("Its closing date cannot be moved any more")), 422
    return _card(found, typed=typed, problem=_("Please choose one of these days.")), 422


def _status(slug: str) -> Status:
    return status.get_status(slug=slug, now=current.now())


def _rights() -> dict[str, Any]:
    held = [role.name for role in current_user.roles]
    return {"may_see_results": roles.may("see results", held), "own_roles": held}


def _card(found: Status, *, refused: str = "", typed: str = "", problem: str = "") -> str:
    return render_template(
        "staff/forms/show.html",
        form=status_face(found),
        promise=_promise(found) if found.state != "closed" else None,
        reasons=status.list_reasons(found) if found.state == "draft" else [],
        revision=builder.get_draft(slug=found.form.slug).revision if found.state == "draft" else None,
        later=_later_days(found),
        refused=refused,
        typed=typed,
        problem=problem,
        **_rights(),
    )


def _promise(found: Status) -> SimpleNamespace:
    """What visitors are told of it, or will be."""
    return promise_of(found.form_if_opened, found.definition, current.LANGUAGE)


def _ask_to_close(found: Status, problem: str = "") -> str:
    count_at = found.count_after_closing_at
    given_up_on = found.local(found.given_up_if_closed_at)
    return render_template(
        "staff/forms/close.html",
        form=status_face(found),
        count_later=moment_in_words(count_at.astimezone(found.zone)) if count_at > found.now else None,
        given_up_on=day_in_words(given_up_on.date()) if given_up_on else None,
        problem=problem,
    )


def _progress(found: Status) -> Response:
    """The page is fetched anew by itself while a step is being done, unless it was asked to stand still."""
    still = "still" in request.args
    moves = found.step is not None
    steps = [SimpleNamespace(name=name, number=number) for number, name in enumerate(STEPS, 1)]
    page = render_template(
        "staff/forms/progress.html",
        form=status_face(found),
        steps=steps,
        step=found.step,
        still=still,
        given_up=found.given_up_at and day_in_words(found.given_up_at.astimezone(found.zone).date()),
        **_rights(),
    )
    response = make_response(page)
    if moves and not still:
        response.headers["Refresh"] = f"{REFRESH}; url={url_for('forms.closing', slug=found.form.slug)}"
    return response


def _later_days(found: Status) -> SimpleNamespace | None:
    """The days to which the close may be moved; None where it may not."""
    last = found.local(found.last_close_at)
    if last is None or not found.may_be_extended:
        return None
    first = found.now.astimezone(found.zone)
    first += timedelta(days=first.time() >= last.time())
    return SimpleNamespace(
        first=first.date().isoformat(),
        last=last.date().isoformat(),
        words=_("%(first)s to %(last)s", first=day_in_words(first.date()), last=day_in_words(last.date())),
        time=f"{last:%H:%M}",
    )


def _until(found: Status, typed: str) -> datetime | None:
    """The chosen day at the time of day it closed; None where nobody can read it as a day."""
    last, first_close = found.local(found.last_close_at), found.local(found.form.closes_at)
    if last is None or first_close is None:
        return None
    try:
        chosen = datetime.combine(date.fromisoformat(typed), first_close.time(), found.zone)
    except ValueError:
        return None
    return (last if chosen.date() == last.date() else chosen).astimezone(UTC)
