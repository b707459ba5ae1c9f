"""A new form: what so many answers are good for, then a start, then its title and last day; or a file, or a copy."""

import secrets
from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain.advice import MOST_PEOPLE, advise
from forms_app.domain.definition_files import read_definition
from forms_app.domain.definitions import LAST_YEAR, Definition, Rhythm
from forms_app.domain.drafts import Document
from forms_app.domain.drafts.gaps import as_finished
from forms_app.domain.errors import Conflict, Malformed
from forms_app.domain.form_templates import TEMPLATES
from forms_app.domain.forms import is_slug
from forms_app.domain.new_forms import SORTS
from forms_app.domain.texts import choose_language, in_language
from forms_app.services import builder, forms, new_forms
from forms_app.web import current
from forms_app.web.advice_words import advice_face
from forms_app.web.guards import may

pages = Blueprint("new_form", __name__)
LONGEST_FILE, ROOM_BESIDE = 512 * 1024, 64 * 1024  # bytes of a file, and of what is sent with it
MOST_PROBLEMS = 20  # said of one file
LONGEST_TITLE, LONGEST_NONCE = 300, 60  # characters
NONCE = 15  # bytes


@pages.get("/staff/new-form")
@may("make forms")
def ask() -> str:
    return _choose()


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
            problems = [
                _("A form with this link name or this id is here already or was deleted. Please choose another.")
            ]
    return _choose(problems, name), 422


@pages.get("/staff/new-form/<start>")
@may("make forms")
def name(start: str) -> str:
    return _name(new_forms.get_start(start), start=start)


@pages.post("/staff/new-form/<start>")
@may("make forms")
def make(start: str) -> Any:
    return _make(new_forms.get_start(start), start=start)


@pages.get("/staff/forms/<slug>/copy")
@may("make forms")
def name_copy(slug: str) -> str:
    return _name(new_forms.get_original(slug=slug), slug=slug)


@pages.post("/staff/forms/<slug>/copy")
@may("make forms")
def make_copy(slug: str) -> Any:
    return _make(new_forms.get_original(slug=slug), slug=slug)


def _choose(problems: Sequence[str] = (), typed_name: str = "") -> str:
    people, problem = _people()
    return render_template(
        "staff/new_form/choose.html",
        people=people,
        typed_people=request.args.get("people", ""),
        advice=advice_face(advise(people)) if people else None,
        people_problem=problem,
        sorts=[SimpleNamespace(name=id_, title=_(one.name), purpose=_(one.purpose)) for id_, one in SORTS.items()],
        templates=[_template_face(one) for one in TEMPLATES],
        problems=[SimpleNamespace(anchor="", label="", sentence=sentence) for sentence in problems],
        typed_name=typed_name,
    )


def _people() -> tuple[int | None, str]:
    return read_people(request.args.get("people", ""))


def read_people(said: str) -> tuple[int | None, str]:
    """How many answers are expected, None where nothing readable was said, and what is wrong with it."""
    typed = "".join(said.split()).replace(",", "").replace("'", "")
    if not typed:
        return None, ""
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10 and 1 <= int(typed) <= MOST_PEOPLE):
        return None, _("Please write a whole number, such as 80.")
    return int(typed), ""


def _template_face(name: str) -> SimpleNamespace:
    known, definition = TEMPLATES[name], new_forms.get_template(name)
    return SimpleNamespace(
        name=name,
        title=_(known.name),
        purpose=_(known.purpose),
        minutes=known.minutes,
        answers=known.answers,
        is_poll=definition.poll,
        is_read=definition.is_read,
    )


def _name(
    document: Document, *, start: str = "", slug: str = "", title: str | None = None, problems: Sequence[Any] = ()
) -> str:
    source = as_finished(document)
    spoken = _spoken(source)
    proposed = "" if start in SORTS else in_language(source.title, source.languages[0])
    return render_template(
        "staff/new_form/name.html",
        start=start,
        slug=slug,
        people=_people()[0],
        heading=_known_as(start) if start else in_language(source.title, spoken),
        heading_spoken=None if start else spoken,
        is_empty=start in SORTS,
        is_poll=source.poll,
        spoken=spoken,
        title_spoken=source.languages[0],
        title=proposed if title is None else title,
        typed_day=request.form.get("last_day", ""),
        first_day=_today().isoformat(),
        nonce=request.form.get("nonce") or secrets.token_urlsafe(NONCE),
        questions=[source.name_of(question, spoken) for question in source.questions],
        problems=problems,
        said={"title": "", "last_day": ""} | {problem.anchor: problem.sentence for problem in problems},
    )


def _known_as(start: str) -> str:
    return _(SORTS[start].name if start in SORTS else TEMPLATES[start].name)


def _make(document: Document, *, start: str = "", slug: str = "") -> Any:
    source = as_finished(document)
    title, nonce = " ".join(request.form.get("title", "").split()), request.form.get("nonce", "")
    last_day, problems = _read_day(source, request.form.get("last_day", "").strip())
    if not 0 < len(title) <= LONGEST_TITLE:
        sentence = _("Please give it a title of at most %(most)s letters.", most=LONGEST_TITLE)
        problems.insert(0, SimpleNamespace(anchor="title", label=_("Title"), sentence=sentence))
    if problems or not 0 < len(nonce) <= LONGEST_NONCE:
        return _name(document, start=start, slug=slug, title=title, problems=problems), 422
    rhythm = source.rhythm if slug else _rhythm(source)
    people = builder.get_draft(slug=slug).people if slug else _people()[0]
    slug = new_forms.start_form(
        source=document, nonce=nonce, title=title, last_day=last_day, rhythm=rhythm, people=people
    )
    return redirect(url_for("builder.questions", slug=slug), 303)


def _rhythm(source: Definition) -> Rhythm:
    """Without a last day: the template's own, else what suits the expected number, else each month."""
    people = _people()[0]
    if source.rhythm != "close":
        return source.rhythm
    return advise(people).rhythm if people else "month"


def _read_day(source: Definition, typed: str) -> tuple[date | None, list[SimpleNamespace]]:
    label = _("Last day")
    if not typed and source.poll:
        sentence = _("A public poll needs a last day, which voters are told.")
        return None, [SimpleNamespace(anchor="last_day", label=label, sentence=sentence)]
    if not typed:
        return None, []
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None, [SimpleNamespace(anchor="last_day", label=label, sentence=_("Please write a day."))]
    if day.year > LAST_YEAR:
        return None, [SimpleNamespace(anchor="last_day", label=label, sentence=_("Please write a day."))]
    if day < _today():
        return None, [SimpleNamespace(anchor="last_day", label=label, sentence=_("Please choose a day to come."))]
    return day, []


def _today() -> date:
    """Where the site is at home."""
    return current.now().astimezone(ZoneInfo(current.site().zone)).date()


def _file_problems(content: bytes, name: str) -> list[str]:
    if not content:
        return [_("Please choose a file.")]
    if len(content) > LONGEST_FILE:
        return [_("This file is longer than 512 kB.")]
    if name and not is_slug(name):
        return [_("A link name has small letters, digits and single hyphens, at most 60.")]
    return []


def _spoken(definition: Definition) -> str:
    return choose_language([current.LANGUAGE], definition.languages)
