"""Every kind of question is asked so that everybody can follow it, and nothing sent is lost."""

import json

import pytest

from tests import faces
from tests.face_trees import CONDITION, CONTROLS, PROBLEM, STATES, TREE, asked, sent, tree

ASKING = [sample for sample in faces.SAMPLES if sample != "statement"]

each_sample = pytest.mark.parametrize("sample", faces.SAMPLES)
each_asking = pytest.mark.parametrize("sample", ASKING)
each_state = pytest.mark.parametrize("state", STATES)


@each_sample
@each_state
def test_ids_are_unique(sample, state):
    ids = [element.get("id") for element in asked(sample, state).all() if element.get("id")]

    assert sorted(ids) == sorted(set(ids))


@each_asking
@each_state
def test_every_input_has_one_label_in_words(sample, state):
    face = asked(sample, state)
    labelled = {label.get("for"): label.said() for label in face.tags("label")}

    assert [c.get("id") for c in face.tags(*CONTROLS)] == [id_ for id_, words in labelled.items() if words]


@each_asking
def test_the_first_input_carries_the_id_of_the_question(sample):
    assert asked(sample).tags(*CONTROLS)[0].get("id") == faces.make_input(sample).id


@each_asking
def test_several_inputs_stand_in_a_fieldset_named_by_the_question(sample):
    face = asked(sample)
    groups = [e for e in face.tags("fieldset") if "matrix__row" not in (e.get("class") or "")]
    labels = [e.said() for e in face.all() if "question__label" in (e.get("class") or "")]

    assert labels == [f"What about {sample}? (optional)"]
    assert [e.inside[1].tag for e in groups] == ["legend"] * len(groups)
    lonely = face.tags("label")[0].get("class") == "question__label"
    assert bool(groups) is not lonely


MARKED = {  # what bears aria-required where the question is required: tag and role or type
    "single": [("fieldset", "radiogroup")],
    "single-long": [("select", None)],
    "multi": [],  # a group of checkboxes cannot say it: the legend does
    "yes-no": [("fieldset", "radiogroup")],
    "likert": [("fieldset", "radiogroup")],
    "slider": [("input", "number")],
    "matrix": [("fieldset", "radiogroup")] * 3,
    "ranking": [("select", None)] * 4,
    "date": [("input", "date")],
    "short": [("input", "text")],
    "long": [("textarea", None)],
    "consent": [("input", "checkbox")],
}


@pytest.mark.parametrize("sample", MARKED)
def test_what_must_be_answered_says_so_to_screen_readers(sample):
    def marked(state):
        found = asked(sample, state).find(**{"aria-required": "true"})
        return [(element.tag, element.get("role") or element.get("type")) for element in found]

    assert (marked("empty"), marked("required")) == ([], MARKED[sample])


def test_each_row_of_a_matrix_is_a_group_named_by_the_row():
    rows = asked("matrix").find(role="radiogroup")

    assert [(row.tag, row.tags("legend")[0].said()) for row in rows] == [
        ("fieldset", "The waiting time at the counter"),
        ("fieldset", "Friendliness"),
        ("fieldset", "Price"),
    ]
    assert {len(row.find(type="radio")) for row in rows} == {5}


@each_sample
@each_state
def test_every_description_that_is_named_is_there(sample, state):
    face = asked(sample, state)
    named = {id_ for e in face.all() for id_ in (e.get("aria-describedby") or "").split()}

    assert named <= {e.get("id") for e in face.all()}


@each_asking
def test_hint_condition_and_problem_describe_the_question(sample):
    face = asked(sample, "problem")
    id_ = faces.make_input(sample).id
    described = [name for e in face.all() for name in (e.get("aria-describedby") or "").split()]
    there = [f"{id_}-{end}" for end in ("condition", "hint", "problem") if face.find(id=f"{id_}-{end}")]

    assert face.find(id=f"{id_}-problem")[0].said() == f"Error: {PROBLEM}"
    assert face.find(id=f"{id_}-condition")[0].said() == CONDITION
    assert [name for name in dict.fromkeys(described) if not name.endswith("-unit")] == there


@each_asking
def test_what_needs_another_look_is_marked_and_nothing_else(sample):
    allowed = {"input", "select", "textarea", "fieldset"}

    assert [e.tag for e in asked(sample, "filled").find(**{"aria-invalid": "true"})] == []
    assert {e.tag for e in asked(sample, "problem").find(**{"aria-invalid": "true"})} <= allowed
    assert asked(sample, "problem").find(**{"aria-invalid": "true"}) != []


@pytest.mark.parametrize(
    ("answered", "marked"),
    [({"000001": "000001"}, [False, True, True]), (dict.fromkeys(["000001", "000002", "000003"], "?"), [True] * 3)],
)
def test_rows_left_open_are_marked_or_every_row_where_none_is(answered, marked):
    shown = faces.make_input("matrix", problem=PROBLEM, part=lambda row: answered.get(row, ""))

    rows = tree(faces.ask(shown)).find(role="radiogroup")

    assert [row.get("aria-invalid") == "true" for row in rows] == marked


@each_asking
@pytest.mark.parametrize(("state", "word"), [("empty", "(optional)"), ("required", "(required)")])
def test_required_and_optional_are_words(sample, state, word):
    assert [e.said() for e in asked(sample, state).find(**{"class": "needed"})] == [word]


@each_asking
def test_what_was_sent_comes_back_as_it_was(sample):
    _kind, _settings, raw, parts, _answer = faces.SAMPLES[sample]
    name = faces.make_input(sample).name
    own = sorted((name, value) for value in raw if value)

    assert sorted(sent(asked(sample, "filled"))) == sorted(own + [(f"{name}.{k}", v) for k, v in parts.items()])


@each_asking
def test_an_empty_question_sends_nothing(sample):
    assert sent(asked(sample)) == []


@each_asking
def test_an_optional_choice_can_be_taken_back_without_a_script(sample):
    face = asked(sample)
    groups = {}
    for radio in face.find(type="radio"):
        groups.setdefault(radio.get("name"), []).append(radio.get("value"))

    assert [name for name, values in groups.items() if values.count("") != 1] == []
    assert [r for r in asked(sample, "required").find(type="radio") if r.get("value") == ""] == []


@each_sample
def test_texts_of_a_form_are_never_markup(sample):
    face = asked(sample, "problem")

    assert [e.tag for e in face.tags("b", "cherry", "to", "two", "this")] == []


@each_sample
def test_a_condition_is_handed_to_the_script_as_json(sample):
    wrapper = asked(sample, "problem").tags("div")[0]

    assert json.loads(wrapper.get("data-show-if")) == json.loads(TREE)
    assert asked(sample).tags("div")[0].get("data-show-if") is None


@each_asking
def test_a_line_says_what_browsers_may_fill_in(sample):
    tokens = [
        e.get("autocomplete") for e in asked(sample).tags(*CONTROLS) if e.get("type") not in ("radio", "checkbox")
    ]
    expected = {
        "email": ["email"],
        "phone": ["tel"],
        "name": ["name"],
        "name-parts": ["given-name", "family-name"],
        "address": [
            "address-line1",
            "address-line2",
            "postal-code",
            "address-level2",
            "address-level1",
            "country-name",
        ],
    }

    assert tokens == expected.get(sample, ["off"] * len(tokens))


def test_a_personal_text_may_name_its_own_token():
    shown = faces.make_input("short", autocomplete="organization")

    assert [e.get("autocomplete") for e in tree(faces.ask(shown)).tags("input")] == ["organization"]


@pytest.mark.parametrize(
    ("least", "most", "sentence"),
    [
        (0, None, "Choose all that apply."),
        (0, 3, "Choose up to 3."),
        (2, None, "Choose at least 2."),
        (2, 4, "Choose 2 to 4."),
        (2, 2, "Choose exactly 2."),
    ],
)
def test_how_many_may_be_chosen_is_said(least, most, sentence):
    settings = faces.SAMPLES["multi"][1] | {"min_chosen": least, "max_chosen": most}

    face = tree(faces.ask(faces.make_input("multi", settings=settings)))

    assert face.find(id="qmulti-hint")[0].said() == sentence


def test_the_ends_of_a_scale_are_named_for_everybody():
    face = asked("rating")

    assert [label.said() for label in face.tags("label")] == [
        "1, Not at all",
        "2",
        "3",
        "4",
        "5, Very much",
        "No answer",
    ]
    poles = face.find(**{"class": "poles"})[0]
    assert (poles.said(), poles.get("aria-hidden")) == ("1: Not at all 5: Very much", "true")


def test_only_one_option_is_exclusive():
    exclusive = [e.get("value") for e in asked("multi").all() if "data-exclusive" in e.attributes]

    assert exclusive == ["000004"]


def test_a_statement_has_a_heading_and_paragraphs_and_asks_nothing():
    face = asked("statement", "required")

    assert [(e.tag, e.said()) for e in face.tags("h2", "p")] == [
        ("h2", "About your visit"),
        ("p", "We would like to know how it was."),
        ("p", "It takes <two> minutes."),
    ]
    assert face.tags(*CONTROLS, "fieldset") == []
