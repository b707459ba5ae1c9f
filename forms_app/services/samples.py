"""Sample reports: invented answers only, nothing stored, no answer of anybody read."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Conflict, NotFound, Unpublishable
from forms_app.domain.polls import is_exact
from forms_app.domain.precision import Error, expected_error
from forms_app.domain.publications import MINIMUM
from forms_app.domain.publishable import unpublishable
from forms_app.domain.reports import report_of
from forms_app.domain.samples import sample_publication, usual_options
from forms_app.storage import forms, versions
from forms_app.storage.database import reading

MOST_ON_A_PAGE = 120  # tables, those by groups too: about a second


@reading("site")
def get_definition(*, slug: str) -> Definition:
    """The form as it stands, draft or opened."""
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    version = versions.find_version(form)
    return forms.get_draft(form.id) if version is None else version.definition


def for_a_page(definition: Definition) -> Definition:
    """The same form, its groups left out where drawing each table once more for every breakdown would take too long."""
    tables = sum(len(question.settings.tables()) for question in definition.answered)
    if tables * (1 + len(definition.breakdowns)) <= MOST_ON_A_PAGE:
        return definition
    return definition.model_copy(update={"breakdowns": ()})


def make_sample(*, definition: Definition, people: int, day: date) -> dict[str, Any]:
    """The report of so many invented people; the same again for the same form and number."""
    if people < MINIMUM:
        raise Conflict("A report needs at least ten answers.")
    reasons = unpublishable(definition)
    if reasons:
        raise Unpublishable(reasons)
    dice = random.Random(f"sample/1 {definition.id} {people}").randrange
    return report_of(sample_publication(definition, people=people, day=day, dice=dice))


def expect_error(*, definition: Definition, people: int) -> Error | None:
    """How precise a figure of this form would be; None where nothing is counted."""
    options = usual_options(definition)
    if options is None:
        return None
    error = expected_error(people=people, options=options)
    return replace(error, rounding=0.0) if is_exact(definition, people) else error
