"""Whom a conditional question was put to, and the groups of a breakdown, are compared with a recount of people."""

from dataclasses import replace

import pytest

from bench.replay import dataset
from bench.replay.compare import compare
from bench.replay.convert import code
from bench.replay.printed import Count, Figures, Group, Question, Report, Row, Split, Table

SEEN = {"id": "a1", "text": "Seen it?", "kind": "single_choice", "options": ["Yes", "No"]}
BEST = {"id": "a2", "text": "Best?", "kind": "single_choice", "options": ["Soup", "Cake"]}
OFTEN = {**BEST, "id": "a3", "show_if": {"q": "a1", "op": "=", "value": "Yes"}}
AGE = {"id": "a4", "text": "Age?", "kind": "single_choice", "options": ["Young", "Old", "Older"]}

LINES = (
    [{"a1": "Yes", "a2": "Soup", "a3": "Soup", "a4": "Young"}] * 40
    + [{"a1": "No", "a2": "Cake", "a4": "Old"}] * 30
    + [{"a2": "Cake", "a4": "Older"}] * 18
    + [{"a2": "Cake"}] * 2
)


class Case:
    """An honest report of the survey, and what a comparison says of a changed one."""

    def __init__(self, folder):
        self.read = dataset.read(folder)
        self.questions = code(self.read).questions
        seen, best, often, self.age = (question.id for question in self.questions)
        self.best, self.often = best, often
        ids = {question.source.id: question.option_ids for question in self.questions}
        self.young, self.old = ids["a4"]["Young"], ids["a4"]["Old"]
        rows = [ids["a2"]["Soup"], ids["a2"]["Cake"]]
        few = [ids["a3"]["Soup"], ids["a3"]["Cake"]]
        groups = [Group(self.young, count(40)), Group(self.old, count(30)), Group("others", count(20))]
        split = Split(self.age, 5, [figures(rows, 40, 0), figures(rows, 0, 30), figures(rows, 0, 20)])
        questions = {
            seen: Question({"choice": table(list(ids["a1"].values()), 40, 30, none=20, splits=[self.seen_split(ids)])}),
            best: Question({"choice": table(rows, 40, 50, splits=[split])}),
            often: Question({"choice": table(few, 40, 0, asked=40)}, is_conditional=True, asked=count(40)),
            self.age: Question(),
        }
        self.honest = Report(1, 90, "figures", questions, {self.age: groups})

    def seen_split(self, ids):
        rows = list(ids["a1"].values())
        return Split(self.age, 5, [figures(rows, 40, 0), figures(rows, 0, 30), figures(rows, 0, 0, none=20)])

    def compare(self, report):
        return compare(self.read, self.questions, [report])

    def with_question(self, id_, **changes):
        changed = replace(self.honest.questions[id_], **changes)
        return replace(self.honest, questions=self.honest.questions | {id_: changed})


@pytest.fixture
def case(write_survey):
    by_age = {"Soup": {"Young": 40, "Old": 0, "Older": 0}, "Cake": {"Young": 0, "Old": 30, "Older": 18}}
    crosstabs = [
        {"row": "a2", "col": "a4", "counts": by_age, "column_base": {"Young": 40, "Old": 30, "Older": 18}},
        {"row": "a2", "col": "a3", "counts": {}, "column_base": {}},
    ]
    return Case(write_survey([SEEN, BEST, OFTEN, AGE], LINES, crosstabs=crosstabs))


def count(printed):
    return Count(printed, max(0, printed - 4), min(90, printed + 4))


def figures(rows, *printed, none=0):
    people = sum(printed)
    percents = [people and (200 * one + people) // (2 * people) or (0 if people else None) for one in printed]
    cells = {id_: Row(count(n), percent) for id_, n, percent in zip(rows, printed, percents, strict=True)}
    return Figures(cells, count(none))


def table(rows, *printed, none=0, asked=90, splits=()):
    return Table(5, None, asked - none, 4 if asked == 90 else 8, figures(rows, *printed, none=none), splits)


def test_an_honest_report_agrees_and_names_what_is_not_split(case):
    compared = case.compare(case.honest)

    assert compared.disagreements == []
    assert compared.withheld == []
    assert compared.not_split == ["a3 by a4"]
    assert compared.skipped == ["a2 by a3"]
    assert compared.groups.people == [0] * 12


def test_the_form_is_split_by_the_oracles_columns_that_may_be_breakdowns(case):
    assert code(case.read).definition["breakdowns"] == [case.age]


def test_a_number_of_people_asked_outside_its_range_is_named(case):
    compared = case.compare(case.with_question(case.often, asked=count(30)))

    assert "a3, asked: printed 30 for 26 to 34, but it is 40." in compared.disagreements


def test_a_range_of_people_asked_that_no_base_gives_is_named(case):
    compared = case.compare(case.with_question(case.often, asked=Count(40, 33, 47)))

    assert "a3, asked: ranges [(33, 47)] of [40] are of no base." in compared.disagreements


def test_everybody_asked_is_never_a_range(case):
    compared = case.compare(case.with_question(case.best, asked=count(90)))

    assert "a2: everybody was asked, and that is exact." in compared.disagreements


def test_a_conditional_question_may_be_silent_where_nothing_could_be_printed_safely(case):
    nothing = Count(None, None, None)
    compared = case.compare(case.with_question(case.often, tables={}, asked=nothing))

    assert compared.disagreements == []
    assert compared.withheld == ["a3: 40 were asked; no figures could be printed safely"]


def test_a_conditional_question_that_says_who_was_asked_must_print_figures(case):
    compared = case.compare(case.with_question(case.often, tables={}))

    assert compared.disagreements == ["a3: 40 asked are printed, but no table."]


def test_a_question_that_everybody_was_asked_must_print_figures(case):
    compared = case.compare(case.with_question(case.best, tables={}))

    assert compared.disagreements == ["a2, ids of the tables: printed [], expected ['choice']."]


def test_a_wrong_size_of_a_merged_group_is_named(case):
    groups = [*case.honest.breakdowns[case.age][:2], Group("others", count(15))]
    compared = case.compare(replace(case.honest, breakdowns={case.age: groups}))

    assert "groups by a4: printed 15 for 11 to 19, but it is 20." in compared.disagreements


def test_a_group_that_may_be_too_few_is_named(case):
    wide = [Group(group.id, Count(group.size.printed, 10, 60)) for group in case.honest.breakdowns[case.age]]
    compared = case.compare(replace(case.honest, breakdowns={case.age: wide}))

    assert "groups by a4: [(10, 60), (10, 60), (10, 60)] may be too few." in compared.disagreements


def test_a_breakdown_that_is_not_printed_is_named(case):
    questions = {
        id_: replace(question, tables={name: replace(one, splits=[]) for name, one in question.tables.items()})
        for id_, question in case.honest.questions.items()
    }
    compared = case.compare(replace(case.honest, questions=questions, breakdowns={}))

    assert (compared.disagreements, compared.withheld) == ([], ["groups by a4"])


def test_a_wrong_cell_of_a_group_is_named_by_the_recount_and_the_cross_tab(case):
    best = case.honest.questions[case.best].tables["choice"]
    (split,) = best.splits
    rows = list(best.figures.rows)
    wrong = replace(split, groups=[figures(rows, 30, 0), *split.groups[1:]])
    compared = case.compare(case.with_question(case.best, tables={"choice": replace(best, splits=[wrong])}))

    assert compared.disagreements == [
        "a2 by a4 “Young” “Soup”, the recount: printed 30 for 26 to 34, but it is 40.",
        "a2 by a4 “Young” “Soup”, the oracle’s a2 by a4: printed 30 for 26 to 34, but it is 40.",
    ]


def test_a_question_that_is_not_split_must_be_conditional(case):
    best = case.honest.questions[case.best].tables["choice"]
    compared = case.compare(case.with_question(case.best, tables={"choice": replace(best, splits=[])}))

    assert compared.disagreements == ["a2 by a4, ids of the tables: printed [], expected ['choice']."]
