"""Sample reports for those who make forms: invented answers at four sizes, never a real one."""

from types import SimpleNamespace

from flask import Blueprint, render_template, request

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Unpublishable
from forms_app.domain.texts import choose_language, in_language
from forms_app.services import samples
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.precision_words import answers_in_words, precision_in_words
from forms_app.web.result_faces import report_face

pages = Blueprint("samples", __name__)
SIZES = (12, 30, 100, 1_000)  # people
USUAL = 30


@pages.get("/staff/forms/<slug>/sample")
@may("make forms")
def show(slug: str) -> str:
    definition = samples.get_definition(slug=slug)
    sampled = samples.for_a_page(definition)
    people = _people()
    try:
        report = samples.make_sample(definition=sampled, people=people, day=current.now().date())
    except Unpublishable as error:
        return render_template("results/no_sample.html", title=_title(definition), reasons=error.reasons)
    sizes = [_size(definition, one) for one in SIZES]
    face = report_face(report)
    is_short = len(sampled.breakdowns) < len(definition.breakdowns)
    return render_template("results/sample.html", slug=slug, report=face, sizes=sizes, is_short=is_short)


def _people() -> int:
    asked = request.args.get("people", USUAL, type=int)
    return asked if asked in SIZES else USUAL


def _size(definition: Definition, people: int) -> SimpleNamespace:
    error = samples.expect_error(definition=definition, people=people)
    words = error and precision_in_words(error)
    return SimpleNamespace(people=people, answers=answers_in_words(people), precision=words)


def _title(definition: Definition) -> str:
    return in_language(definition.title, choose_language([current.LANGUAGE], definition.languages))
