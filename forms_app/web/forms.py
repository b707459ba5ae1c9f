"""My forms: the list, and each with its status card; opened, closed for good, or given a later closing date."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from forms_app.domain import roles
from forms_app.domain.definition_files import read_definition
from forms_app.domain.errors import Conflict, Malformed, Unpublishable
from forms_app.domain.forms import is_slug
from forms_app.domain.status import STEPS, Status
from forms_app.services import extensions, forms, status
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words, moment_in_words
from forms_app.web.promise import promise_of
from forms_app.web.status_faces import matches, status_face, title_of

pages = Blueprint("forms", __name__)
LONGEST_FILE, ROOM_BESIDE = 512 * 1024, 64 * 1024  # bytes of a file, and of what is sent with it
ORDER = ("open", "scheduled", "draft", "closed")  # of the list
MOST_PROBLEMS = 20  # said of one file
REFRESH = 3  # seconds between two looks at a count that goes on


@pages.get("/staff/forms")
@may("make forms")
def index() -> str:
    return _list()


@pages.post("/staff/forms")
@may("make forms")
def import_() -> Any:
    """A file becomes a draft, or is given back with everything that is wrong with it."""
    request.max_content_length = LONGEST_FILE + ROOM_BESIDE
    sent, name = request.files.get("file"), request.form.get("name", "").strip()
    content = sent.read(LONGEST_FILE + 1) if sent else b""
    problems = _file_problems(content, name)
    if not problems:
        try:
            slug = forms.import_form(definition=read_definition(content), slug=name or None)
            return redirect(url_for("forms.show", slug=slug), 303)
        except Malformed as error:
            problems = error.reasons[:MOST_PROBLEMS]
        except Conflict:
            problems = [_("A form with this link name or this id is here already. Please choose another one.")]
    return _list(problems, name), 422


def _file_problems(content: bytes, name: str) -> list[str]:
    if not content:
        return [_("Please choose a file.")]
    if len(content) > LONGEST_FILE:
        return [_("This file is longer than 512 kB.")]
    if name and not is_slug(name):
        return [_("A link name has small letters, digits and single hyphens, at most 60.")]
    return []


def _list(problems: Sequence[str] = (), typed_name: str = "") -> str:
    wanted = request.args.get("q", "").strip()
    found = status.list_status(now=current.now())
    found.sort(key=lambda one: (ORDER.index(one.state), title_of(one).casefold()))
    return render_template(
        "staff/forms/index.html",
        forms=[status_face(one) for one in found if matches(one, wanted)],
        wanted=wanted,
        has_any=bool(found),
        problems=[SimpleNamespace(anchor="", label="", sentence=sentence) for sentence in problems],
        typed_name=typed_name,
        **_rights(),
    )


@pages.get("/staff/forms/<slug>")
@may("make forms")
def show(slug: str) -> str:
    return _card(_status(slug))


@pages.post("/staff/forms/<slug>/open")
@may("make forms")
def open_(slug: str) -> Any:
    """Opening twice is harmless; what stands against it is on the page."""
    try:
        forms.open_form(slug=slug, now=current.now())
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


def _rights() -> dict[str, bool]:
    return {"may_see_results": roles.may("see results", [role.name for role in current_user.roles])}


def _card(found: Status, *, refused: str = "", typed: str = "", problem: str = "") -> str:
    return render_template(
        "staff/forms/show.html",
        form=status_face(found),
        promise=_promise(found) if found.state != "closed" else None,
        reasons=status.list_reasons(found) if found.state == "draft" else [],
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
