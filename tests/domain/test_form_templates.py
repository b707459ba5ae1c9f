"""Promises that hold for every template of ours, and for every empty form."""

from datetime import UTC, date, datetime

import pytest

from forms_app.domain import checks
from forms_app.domain.definition_files import read_definition
from forms_app.domain.definitions import Definition
from forms_app.domain.drafts.gaps import gap_sentences
from forms_app.domain.form_templates import TEMPLATES
from forms_app.domain.new_forms import SORTS, started
from forms_app.domain.publishable import obstacles
from forms_app.gateways.form_templates import FOLDER, read_template
from forms_app.services.new_forms import get_start
from tests import make

FILES = sorted(path.stem for path in FOLDER.glob("*.json"))
FIXED = {True: [("A public poll", "it")], False: [("A prize draw", "the form")]}
NOW = datetime(2030, 1, 1, tzinfo=UTC)


def test_every_file_is_listed_and_every_name_has_its_file():
    assert sorted(TEMPLATES) == FILES


def test_no_two_templates_and_no_sort_share_a_name_or_an_id():
    ids = [read_definition(read_template(name)).id for name in FILES]
    assert (len(set(ids)), set(TEMPLATES) & set(SORTS)) == (len(FILES), set())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("last_day", [None, date(2030, 6, 30)])
def test_every_template_opens_with_a_last_day_and_but_for_polls_and_draws_without(name, last_day):
    source = get_start(name)
    document = started(source, form_id="other1", title="Mine", zone="Europe/Berlin", last_day=last_day, rhythm="month")
    made = Definition.model_validate(document)
    needs_day = [f"{what} needs a closing time, which is fixed once {it} is open." for what, it in FIXED[made.poll]]
    assert obstacles(made, NOW) == (needs_day if (made.poll or made.draws_prizes) and last_day is None else [])
    assert checks.warnings(made) == []
    assert (made.id, made.title["en"], document["pages"]) == ("other1", "Mine", source["pages"])


@pytest.mark.parametrize(
    ("name", "gaps"),
    [
        ("survey", ["Nothing is asked yet; add a question."]),
        ("promotion", ["Nothing is asked yet; add a question."]),
        ("contact", ["Nothing is asked yet; add a question."]),
        ("employees", ["Nothing is asked yet; add a question."]),
        ("contest", ["Nothing is asked yet; add a question."]),
        ("poll", ["Question 1 has no text yet.", "Question 1 needs more answers to choose from, one on each line."]),
    ],
)
def test_an_empty_start_has_no_words_to_write_over(name, gaps):
    document = started(get_start(name), form_id="other1", title="Mine", zone="UTC", last_day=None, rhythm="month")
    assert gap_sentences(document) == gaps


def test_what_is_not_finished_is_copied_as_it_stands():
    unfinished = {"id": "first1", "kind": "single_choice", "text": {}, "settings": {"min": "abc"}}
    source = make.blank(title="Bars") | {"pages": [make.page("page01", unfinished), make.page("page02")]}
    made = started(source, form_id="other1", title="Mine", zone="UTC", last_day=None, rhythm="month")
    assert made["pages"] == source["pages"]
    assert made["pages"][0]["questions"] is not source["pages"][0]["questions"]


@pytest.mark.parametrize("name", FILES)
def test_every_template_asks_for_no_detail_and_takes_no_longer_than_it_says(name):
    definition = Definition.model_validate(get_start(name))
    assert definition.is_read or definition.details == ()
    assert len(definition.answered) <= 5 * TEMPLATES[name].minutes
