"""Rows of exports: one a figure, the same columns for ever, safe where spreadsheets calculate."""

import csv
import io
from collections import Counter

import pytest

from forms_app.domain.exports import COLUMNS, document_of, rows_of, safe, to_csv
from tests import make
from tests.domain.test_figures import BALLOTS, counted, every_kind

EXAMPLE = make.example("publication-1")


def rows(publication, wanted="en"):
    return rows_of(publication, slug="bars", wanted=wanted)


def filled(row):
    return {name: cell for name, cell in row.items() if cell is not None}


def test_columns_keep_their_names_and_order():
    assert ",".join(COLUMNS) == (
        "form,report,first_day,last_day,reports_summed,version,people,"
        "question,question_text,table,table_text,figure,answer,answer_text,breakdown,group,group_text,"
        "printed,low,high,base,asked,asked_low,asked_high,per_cent,value"
    )


def test_the_example_is_a_row_of_everybody_three_answers_and_no_answer():
    head = {"form": "bars", "report": 1, "first_day": "2030-06-01", "last_day": "2030-06-30"}
    head |= {"reports_summed": 1, "version": "1", "people": 214}
    asked = {"asked": 214, "asked_low": 214, "asked_high": 214}
    about = {"question": "q1bars", "question_text": "Welche Sorte würden Sie kaufen?", "table": "choice", **asked}
    found = [filled(row) for row in rows(EXAMPLE, "de")]
    assert [row["figure"] for row in found] == ["people", "answer", "answer", "answer", "no_answer"]
    assert found[0] == {**head, "figure": "people", "printed": 214, "low": 214, "high": 214, "base": 1}
    assert found[1] == {
        **head,
        **about,
        **{"figure": "answer", "answer": "o1salt", "answer_text": "Meersalz"},
        **{"printed": 85, "low": 81, "high": 89, "base": 5, "per_cent": 41},
    }
    counts = {"printed": 10, "low": 6, "high": 14, "base": 5}
    assert found[4] == {**head, **about, "figure": "no_answer", "answer_text": "No answer", **counts}


def printed_in(part):
    """Every printed number of a publication, however deep."""
    if isinstance(part, dict):
        own = [part["printed"]] if "printed" in part else []
        return own + [number for value in part.values() for number in printed_in(value)]
    return [number for each in part for number in printed_in(each)] if isinstance(part, list) else []


def test_every_printed_number_of_every_kind_has_a_row_and_no_other_number_has():
    document = counted(every_kind(), BALLOTS)
    asked = [question["asked"]["printed"] for question in document["questions"] if question["asked"]]
    counts = ("group_size", "answer", "no_answer")
    found = Counter(row["printed"] for row in rows(document) if row["figure"] in counts)
    assert found + Counter(asked) == Counter(printed_in(document))


def test_groups_means_and_scores_have_rows_of_their_own():
    found = rows(counted(every_kind(), BALLOTS))
    sizes = [row["group"] for row in found if row["figure"] == "group_size"]
    scale = [row for row in found if row["question"] == "scale1" and row["figure"] == "answer"]
    sums = {(row["question"], row["figure"], row["group"]) for row in found if row["value"] is not None}
    assert sizes == ["yes000", "no0000"]
    assert [row["group"] for row in scale] == [None] * 5 + ["yes000"] * 5 + ["no0000"] * 5
    assert {("scale1", "mean", None), ("score1", "recommendation_score", None)} <= sums


def test_a_withheld_figure_is_empty():
    (question, *others) = EXAMPLE["questions"]
    nothing = {"printed": None, "bound": None}
    table = question["tables"][0]
    table = {**table, "base": None, "no_answer": nothing, "rows": [row | nothing for row in table["rows"]]}
    document = {**EXAMPLE, "questions": [{**question, "tables": [table]}, *others]}
    numbers = ("printed", "low", "high", "base", "per_cent")
    assert {tuple(row[name] for name in numbers) for row in rows(document)[1:]} == {(None,) * 5}


def test_fewer_than_ten_are_one_row_without_a_figure():
    few = {**EXAMPLE, "outcome": "fewer_than_ten", "n": None, "questions": []}
    assert [(row["figure"], row["people"], row["printed"], row["base"]) for row in rows(few)] == [
        ("people", None, None, None)
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_a_spreadsheet_would_calculate_is_marked_as_a_text_and_numbers_are_not(start):
    hostile = f"{start}HYPERLINK(1)"
    row = dict.fromkeys(COLUMNS) | {"answer_text": hostile, "group_text": "a-b=c", "value": -20}
    (read,) = csv.DictReader(io.StringIO(to_csv([row]), newline=""))
    assert (read["answer_text"], read["group_text"], read["value"]) == (f"'{hostile}", "a-b=c", "-20")


def test_the_document_says_wording_versions_and_how_many_reports_are_summed():
    document = document_of([EXAMPLE], slug="bars")
    (report,) = document["reports"]
    assert (document["slug"], report["versions"], report["reports_summed"]) == ("bars", [1], 1)
    table = report["questions"][0]["tables"][0]
    assert (table["base"], table["rows"][0]["low"], table["rows"][0]["high"]) == (5, 81, 89)


@pytest.mark.parametrize("start", "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
def test_no_text_begins_like_a_formula_in_full_width_letters_either(start):
    assert safe(f"{start}1+1") == f"'{start}1+1"
