"""Sample reports for those who make forms: invented answers at four sizes, never a real one."""

from types import SimpleNamespace

from flask import Blueprint, render_template, request

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Unpublishable
from forms_app.domain.texts import choose_language, in_language
from forms_app.services import builder, samples
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.results.faces import report_face
from forms_app.web.results.precision import answers_in_words, precision_in_words

pages = Blueprint("samples", __name__)
SIZES = (12, 30, 100, 1_000)  # people
USUAL = 30


@pages.get("/staff/forms/<slug>/sample")
@may("make forms")
def show(slug: str) -> str:
    definition = samples.get_definition(slug=slug)
    sampled = samples.for_a_page(definition)
    expected = builder.get_draft(slug=slug).people
    people = _people(expected)
    try:
        report = samples.make_sample(definition=sampled, people=people, day=current.now().date())
    except Unpublishable as error:
        return render_template("results/no_sample.html", title=_title(definition), reasons=error.reasons)
    sizes = [_size(definition, one) for one in sizes_with(expected)]
    face = report_face(report)
    is_short = len(sampled.breakdowns) < len(definition.breakdowns)
    return render_template("results/sample.html", slug=slug, report=face, sizes=sizes, is_short=is_short)


def sizes_with(expected: int | None) -> list[int]:
    """The sizes that are shown: the usual ones, and as many people as are expected."""
    own = [expected] if expected and SIZES[0] <= expected <= SIZES[-1] else []
    return sorted({*SIZES, *own})


def _people(expected: int | None) -> int:
    """As many as were asked for; first as many as are expected, as near as can be."""
    usual = min(max(expected, SIZES[0]), SIZES[-1]) if expected else USUAL
    asked = request.args.get("people", usual, type=int)
    return asked if asked in sizes_with(expected) else usual


def _size(definition: Definition, people: int) -> SimpleNamespace:
    error = samples.expect_error(definition=definition, people=people)
    words = error and precision_in_words(error)
    return SimpleNamespace(people=people, answers=answers_in_words(people), precision=words)


def _title(definition: Definition) -> str:
    return in_language(definition.title, choose_language([current.LANGUAGE], definition.languages))
