"""Every kind is set up so that it may be opened, sent as a browser sends it, and counted by hand."""

import pytest

from bench.replay import dataset
from bench.replay.conversions import CONVERSIONS
from bench.replay.convert import code
from bench.replay.dataset import DatasetProblem
from bench.replay.truth import recount
from forms_app.domain import answers
from forms_app.domain.definitions import Definition
from forms_app.domain.fields import KINDS
from forms_app.domain.publishable import unpublishable

FIRST = {"id": "a0", "text": "Which?", "kind": "single_choice", "options": ["Salt", "Pear"]}


@pytest.fixture
def speak(write_survey):
    """Code a survey of one question with one answer to it."""

    def speak_one(kind, answer, **given):
        question = {"id": "a1", "text": "What?", "kind": kind, **given}
        read = dataset.read(write_survey([FIRST, question], [{"a1": answer}]))
        return Spoken(code(read), read.visitors)

    return speak_one


class Spoken:
    """One coded question with the words of the survey instead of ids."""

    def __init__(self, form, visitors):
        self.form, self.visitors, self.question = form, visitors, form.questions[1]
        self.words = {id_: label for label, id_ in self.question.option_ids.items()} | {self.question.id: "a1"}

    @property
    def settings(self):
        return self.form.definition["pages"][0]["questions"][1]["settings"]

    @property
    def fields(self):
        return [(self._plain(name), self._plain(value)) for name, value in self.form.submissions[0].fields]

    @property
    def counted(self):
        tables = recount(self.question, self.visitors)
        return {
            self._plain(id_): {self._plain(label): count for label, count in table.counts.items()}
            for id_, table in tables.items()
        }

    @property
    def stored(self):
        """What the application would store, as it takes it from the form."""
        sent = {}
        for name, value in self.form.submissions[0].fields:
            sent.setdefault(name, []).append(value)
        definition = Definition.model_validate(self.form.definition)
        assert unpublishable(definition) == []
        taken = answers.check(definition, sent)
        return (taken.counted | taken.details)[self.question.id]

    def _plain(self, text):
        return ".".join(self.words.get(part, part) for part in text.split("."))


def test_the_replay_speaks_every_kind_there_is():
    assert set(CONVERSIONS) == set(KINDS)


def test_tables_and_labels_are_those_of_the_application(speak):
    columns = {"rows": ["Soup", "Cake"], "columns": ["Good", "Bad"]}
    spoken = speak("matrix_single", {"Soup": "Bad"}, **columns)
    kind = Definition.model_validate(spoken.form.definition).questions[1].settings

    sheets = CONVERSIONS["matrix_single"].sheets(spoken.question)

    assert [(table.id, [id_ for id_, _ in table.labels]) for table in kind.tables()] == [
        (sheet.id, list(sheet.labels)) for sheet in sheets
    ]


def test_a_single_choice_may_be_somebodys_own_words(speak):
    spoken = speak("single_choice", "Plum", options=["Salt", "Pear"], allow_other=True)

    assert spoken.fields == [("a1", "other"), ("a1.other", "Plum")]
    assert spoken.counted == {"choice": {"other": 1}}
    assert spoken.stored == {"other": "Plum"}


def test_several_choices_are_sent_one_by_one_and_own_words_once(speak):
    spoken = speak("multi_choice", ["Salt", "Plum", "Rose"], options=["Salt", "Pear"], allow_other=True)

    assert spoken.fields == [("a1", "Salt"), ("a1", "other"), ("a1.other", "Plum; Rose")]
    assert spoken.counted == {"Salt": {"chosen": 1}, "Pear": {}, "other": {"chosen": 1}}
    assert spoken.stored["other"] == "Plum; Rose"


@pytest.mark.parametrize(
    ("options", "answer", "stored"),
    [(["Yes", "No"], "Yes", True), (["No", "Yes"], "Yes", True), (["Aye", "Nay"], "Nay", False), ([], "No", False)],
)
def test_yes_is_yes_whichever_the_survey_names_first(speak, options, answer, stored):
    spoken = speak("yes_no", answer, options=options)

    assert spoken.counted == {"choice": {"yes" if stored else "no": 1}}
    assert spoken.stored is stored


@pytest.mark.parametrize(("answer", "sent", "stored"), [("9", "9", 9), (10.0, "10", 10), ("N/A", "na", "na")])
def test_a_scale_takes_its_points_and_not_applicable(speak, answer, sent, stored):
    spoken = speak("scale", answer, min=1, max=10, na_option=True)

    assert spoken.fields == [("a1", sent)]
    assert spoken.counted == {"choice": {sent: 1}}
    assert spoken.stored == stored


def test_a_long_scale_is_a_slider_counted_in_ranges(speak):
    spoken = speak("scale", 37, min=0, max=100)

    assert spoken.settings["bins"][:2] == [[0, 10], [11, 21]]
    assert spoken.settings["bins"][-1] == [99, 100]
    assert spoken.counted == {"choice": {"b4": 1}}
    assert spoken.stored == 37


def test_a_matrix_sends_the_rows_that_have_an_answer(speak):
    columns = {"rows": ["Soup", "Cake"], "columns": ["Good", "Bad"]}
    spoken = speak("matrix_single", {"Soup": "Bad", "Cake": None}, **columns)

    assert spoken.fields == [("a1.Soup", "Bad")]
    assert spoken.counted == {"Soup": {"Bad": 1}, "Cake": {}}


def test_a_ranking_sends_the_places_that_were_given(speak):
    spoken = speak("ranking", {"Cake": 1, "Soup": 3}, items=["Soup", "Cake", "Pie"])

    assert spoken.fields == [("a1.Cake", "1"), ("a1.Soup", "3")]
    assert spoken.counted == {"Soup": {"3": 1}, "Cake": {"1": 1}, "Pie": {}}
    assert sorted(spoken.stored.values()) == [1, 3]


def test_a_question_that_cannot_be_asked_is_named(speak):
    with pytest.raises(DatasetProblem, match="Question a1 of form.json cannot be asked: a question of yes or no has 3"):
        speak("yes_no", "Yes", options=["Yes", "No", "No answer"])


def test_a_matrix_answered_by_a_word_is_named_with_its_line(speak):
    with pytest.raises(DatasetProblem, match="Line 1 .* 'Good' says nothing by row"):
        speak("matrix_single", "Good", rows=["Soup"], columns=["Good", "Bad"])


def test_two_items_at_one_place_are_named_with_their_line(speak):
    with pytest.raises(DatasetProblem, match="Line 1 .* two items share a place"):
        speak("ranking", {"Cake": 1, "Soup": 1}, items=["Soup", "Cake"])


@pytest.mark.parametrize(
    ("kind", "given", "part"),
    [
        ("matrix_single", {"rows": ["Soup", "Cake"], "columns": ["Good", "Bad"]}, {"Soup": "Bad"}),
        ("ranking", {"items": ["Soup", "Cake"]}, {"Soup": 1}),
    ],
)
def test_what_somebody_answered_in_part_is_not_required(speak, kind, given, part):
    assert not speak(kind, part, required=True, **given).question.required


@pytest.mark.parametrize(
    ("kind", "answer", "stored"),
    [
        ("short_text", "one\nline \x8cof “words”", "oneline of “words”"),
        ("long_text", " two\n\nlines\there ", "two\n\nlines here"),
        ("text_list", ["first", "second"], ["first", "second"]),
        ("link", "https://example.org/a", "https://example.org/a"),
        ("number", 1200, 1200),
        ("number", 12.5, "12.5"),
        ("date", "2026-05-01", "2026-05-01"),
        ("time", "14:30", "14:30"),
        ("consent", True, True),
        ("email", "name@example.org", "name@example.org"),
        ("phone", "+44 20 7946 0123", "+44 20 7946 0123"),
        ("name", "Ada Example", "Ada Example"),
        ("postal_address", {"line1": "1 Road", "city": "Town"}, {"line1": "1 Road", "city": "Town"}),
    ],
)
def test_texts_numbers_days_and_details_arrive_as_they_were_given(speak, kind, answer, stored):
    assert speak(kind, answer).stored == stored


def test_a_statement_asks_nothing(write_survey):
    question = {"id": "a1", "text": "Read this.", "kind": "statement"}

    assert code(dataset.read(write_survey([FIRST, question], [{}]))).submissions[0].fields == ()
