"""Documents of forms under construction: what is missing is said, what is finished is shown, and checks give advice."""

from itertools import count

import pytest

from forms_app.domain import drafts
from forms_app.domain.drafts import settings
from forms_app.domain.drafts.checks import look_at, minutes_of, reading_age
from forms_app.domain.drafts.gaps import as_finished, find_gaps, gap_sentences
from forms_app.domain.drafts.logic import rule_of, tree_of
from forms_app.domain.fields import KINDS
from tests import make
from tests.domain.fields.examples import EXAMPLES


def document(*questions, **given):
    return make.form(make.question("first1", text="Which?"), **given).to_json() | (
        {"pages": [{"id": "page01", "questions": list(questions)}]} if questions else {}
    )


def ids():
    numbers = count()
    return lambda: f"x{next(numbers):05}"


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_settings_of_every_kind_are_shown_as_inputs_and_read_back_the_same(example):
    kind, held, read = KINDS[example.kind], example.settings, {}
    for setting in settings.settings_of(kind):
        shown = settings.show(setting, held.get(setting.name), "en")
        typed = {True: "yes", False: ""}.get(shown, shown)
        read[setting.name] = settings.read(setting, typed, held.get(setting.name), "en", ids())
    given = {name: value for name, value in read.items() if value is not None}
    assert kind.model_validate(given) == kind.model_validate(held)


@pytest.mark.parametrize("old", KINDS)
@pytest.mark.parametrize("new", KINDS)
def test_every_kind_becomes_every_other_and_what_is_carried_can_be_read(old, new):
    made = drafts.change_kind(
        document({"id": "first1", "kind": old, "text": {"en": "Which?"}, "settings": {}}), "first1", new
    )
    assert (drafts.questions_of(made)[0]["kind"], as_finished(made).id) == (new, "form01")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_question_of_every_kind_says_that_it_has_no_text(kind):
    made = drafts.add_question(document(), kind=kind, page="page01", after="first1", id_="second")
    gaps = [(gap.at, gap.sentence.said(lambda value: value)) for gap in find_gaps(made)]
    assert ("second", "Question 2 has no text yet.") in gaps
    assert [question.id for question in as_finished(made).questions] == ["first1"]


def test_what_cannot_be_read_stays_and_is_said():
    question = {"id": "scale1", "kind": "scale", "text": {"en": "How much?"}, "settings": {"min": "few"}}
    (sentence,) = gap_sentences(document(question))
    assert sentence.startswith("Question 1: min cannot be read")


def test_a_finished_document_has_no_gaps_and_is_its_definition():
    form = make.form(make.question("first1"))
    assert (find_gaps(form.to_json()), as_finished(form.to_json())) == ([], form)


def test_conditions_on_what_is_not_finished_are_left_out_of_what_is_shown():
    unfinished = {"id": "first1", "kind": "yes_no", "text": {}, "settings": {}}
    depends = make.question("second", show_if={"q": "first1", "op": "filled"})
    (shown,) = as_finished(document(unfinished, depends, breakdowns=[])).questions
    assert (shown.id, shown.show_if) == ("second", None)


def test_changes_leave_the_document_they_were_given_as_it_was():
    before = document()
    for change in (
        lambda d: drafts.add_question(d, kind="scale", page="page01", after=None, id_="second"),
        lambda d: drafts.remove_question(d, "first1"),
        lambda d: drafts.duplicate(d, "first1", fresh=ids(), new_id="second"),
        lambda d: drafts.split_page(d, "first1", id_="page02"),
        lambda d: drafts.change_kind(d, "first1", "ranking"),
    ):
        assert change(before) != before == document()


LEAF, OTHER = {"q": "first1", "op": "filled"}, {"q": "second", "op": "=", "value": True}


@pytest.mark.parametrize("tree", [None, LEAF, {"all": [LEAF, OTHER]}, {"any": [LEAF, {"all": [OTHER, LEAF]}]}])
def test_a_condition_of_two_levels_is_edited_as_rows_and_stays_the_same(tree):
    assert tree_of(rule_of(tree)) == tree


def advice(*questions, **given):
    return [f.sentence.said(lambda value: value) for f in look_at(document(*questions, **given)) if not f.stops]


def scale(text, **settings):
    return {"id": "scale1", "kind": "scale", "text": {"en": text}, "settings": settings}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (scale("How sweet?", low={"en": "Dull"}), "names one end of its scale only"),
        (scale("How good were price and taste?"), "may ask two things at once"),
        (scale("How much do you love our bars?"), "may lead people to an answer"),
        (make.question("date01", "date", text="Your date of birth?"), "Ask for an age band instead"),
        (make.question("text01", "long_text", text="Anything else?"), "they are read apart, never counted"),
    ],
)
def test_what_to_look_at_again_is_said(question, said):
    assert [sentence for sentence in advice(question) if said in sentence]


def test_a_neutral_question_needs_no_advice():
    assert advice(scale("How sweet was it?", low={"en": "Dull"}, high={"en": "Sweet"})) == []


def test_an_answer_that_is_offered_twice_is_said_capitals_aside():
    options = [{"id": f"opt{n:03}", "text": {"en": words}} for n, words in enumerate(("Bread", "Tea", "bread", "tea"))]
    bought = make.question("shop01", text="What did you buy?", settings={"options": options})
    told = "“What did you buy?” offers “bread” more than once; answers would be split between them."
    assert told in advice(bought)
    assert not any("more than once" in one for one in advice(make.question("shop01")))


def test_many_groups_name_the_audience_they_need():
    options = [{"id": f"opt{n:03}", "text": {"en": f"Shop {n}"}} for n in range(6)]
    shop = make.question("shop01", text="Which shop?", settings={"options": options})
    assert "With fewer than about 180 answers" in " ".join(advice(shop, breakdowns=["shop01"]))


def test_length_and_reading_age_are_estimated():
    short = make.form(make.question("first1"))
    long = make.form(*(make.question(f"text{n:02}", "long_text") for n in range(30)))
    assert (minutes_of(short), minutes_of(long) > 10) == (1, True)
    easy, hard = (
        "The cat sat on the mat. " * 8,
        "Organisational considerations necessitate institutional reconfiguration. " * 8,
    )
    assert (reading_age("Too few words."), reading_age(easy) < 8, reading_age(hard) > 20) == (None, True, True)
