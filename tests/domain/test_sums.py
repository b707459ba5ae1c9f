"""All reports together: every count lies within the bounds that the sum says, and what cannot be added is left out."""

from datetime import date
from random import Random

from forms_app.domain.reports import report_of
from forms_app.domain.samples import sample_publication
from forms_app.domain.sums import sum_of
from tests import make

OPTIONS = [{"id": f"opt{n:03d}", "text": {"en": f"Option {n}"}} for n in range(3)]


def form(*more):
    return make.form(
        make.question("quest1", "single_choice", settings={"options": OPTIONS}),
        make.question("scale1", "scale", required=True),
        *more,
    )


def published(definition, *sizes):
    """A publication for each number of people, newest first."""
    found = [
        {
            **sample_publication(definition, people=n, day=date(2030, month, 1), dice=Random(month).randrange),
            "number": month,
        }
        for month, n in enumerate(sizes, start=1)
    ]
    return found[::-1]


def test_people_counts_and_bounds_add_up():
    reports = published(form(), 40, 60, 300)
    whole = sum_of(reports)
    assert (whole["n"], whole["first_day"], whole["last_day"]) == (400, "2030-01-01", "2030-03-01")
    for place in range(3):
        rows = [report["questions"][0]["tables"][0]["rows"][place] for report in reports]
        summed = whole["questions"][0]["tables"][0]["rows"][place]
        assert (summed["printed"], summed["bound"]) == (sum(r["printed"] for r in rows), sum(r["bound"] for r in rows))


def test_a_scale_that_some_report_showed_in_three_classes_is_left_out():
    whole = sum_of(published(form(), 12, 60))
    choice, scale = (question["tables"][0] for question in whole["questions"])
    assert (choice["base"], scale["base"]) == (5, None)
    assert {row["printed"] for row in scale["rows"]} == {None}


def test_a_question_that_some_report_did_not_ask_is_left_out():
    newest = published(form(make.question("quest2")), 40)
    whole = sum_of([*newest, *published(form(), 50)])
    assert [question["id"] for question in whole["questions"]] == ["quest1", "scale1"]


def test_the_question_that_makes_the_groups_is_left_out_with_them():
    definition = make.form(make.question("group1", required=True), make.question("quest2"), breakdowns=["group1"])
    reports = published(definition, 300, 300)
    assert [one["question"] for one in reports[0]["breakdowns"]] == ["group1"]
    whole = sum_of(reports)
    assert ([question["id"] for question in whole["questions"]], whole["breakdowns"]) == (["quest2"], [])
    assert whole["questions"][0]["tables"][0]["splits"] == []


def test_reports_of_fewer_than_ten_add_nothing():
    counted = published(form(), 40)
    few = {**counted[0], "n": None, "outcome": "fewer_than_ten", "questions": [], "number": 2}
    whole = sum_of([few, *counted])
    assert (whole["n"], whole["questions"], whole["last_day"]) == (40, counted[0]["questions"], "2030-01-01")
    assert sum_of([few])["n"] is None


def test_a_sum_reads_as_a_report():
    report = report_of(sum_of(published(form(), 40, 60)))
    row = report["questions"][0]["tables"][0]["rows"][0]
    assert row["bound"] == 8
    assert row["percent_low"] <= row["percent"] <= row["percent_high"]
