"""Settings that make no fit question are named in sentences, and what is counted bears readable labels."""

import pytest
from pydantic import ValidationError

from forms_app.domain.fields import KINDS
from tests.domain.fields.choices import APPLE, FRUIT, NONE, PEARS

WORD = {"en": "Word"}


def kind(name, **settings):
    return KINDS[name].model_validate(settings)


@pytest.mark.parametrize(
    ("name", "settings", "problems"),
    [
        ("single_choice", {"options": [APPLE, APPLE]}, ["Two options share the id apple1."]),
        (
            "multi_choice",
            {"options": FRUIT, "none_of_these": "plums3"},
            ["The answer that stands alone, plums3, is not among the options."],
        ),
        (
            "multi_choice",
            {"options": FRUIT, "max_chosen": 3},
            ["3 answers are asked for, but only 2 can be chosen together."],
        ),
        (
            "multi_choice",
            {"options": [*FRUIT, NONE], "min_chosen": 3, "none_of_these": "none00"},
            ["3 answers are asked for, but only 2 can be chosen together."],
        ),
        ("multi_choice", {"options": FRUIT, "other": True, "max_chosen": 3}, []),
        (
            "multi_choice",
            {"options": FRUIT, "min_chosen": 2, "max_chosen": 1},
            ["At least 2 and at most 1 answers cannot be chosen."],
        ),
        ("scale", {"min": 5, "max": 1}, ["A scale needs at least two points."]),
        ("scale", {"min": 1, "max": 4, "step": 2}, ["The steps of the scale do not end at its greatest point."]),
        ("scale", {"min": 1, "max": 12}, ["A scale of 12 points must be a slider."]),
        ("scale", {"labels": [WORD]}, ["The scale has 5 points but 1 labels."]),
        ("scale", {"style": "nps"}, ["A recommendation scale goes from 0 to 10."]),
        (
            "scale",
            {"bins": [[1, 2], [4, 5]]},
            ["Each point of the scale must fall into exactly one of the groups to count by."],
        ),
        (
            "scale",
            {"bins": [[1, 3], [3, 5]]},
            ["Each point of the scale must fall into exactly one of the groups to count by."],
        ),
        ("scale", {"bins": [[3, 5], [1, 2]]}, ["The groups to count by must rise."]),
        ("scale", {"min": 0, "max": 100, "style": "slider"}, []),
        (
            "matrix_single",
            {"rows": [APPLE, APPLE], "columns": [PEARS, PEARS]},
            ["Two options share the id apple1.", "Two options share the id pears2."],
        ),
        ("ranking", {"items": [APPLE, APPLE]}, ["Two options share the id apple1."]),
        ("number", {"min": 2, "max": 1}, ["The least value, 2, is above the greatest, 1."]),
        ("number", {"min": 0.5}, ["0.5 has more decimals than the answers may have."]),
        ("number", {"bins": [2, 2]}, ["The edges of the groups to count by must rise."]),
        (
            "number",
            {"min": 0, "bins": [0, 5]},
            ["The edges of the groups to count by must lie between the least and the greatest value."],
        ),
        (
            "date",
            {"earliest": "2026-02-01", "latest": "2026-01-01"},
            ["The least value, 2026-02-01, is above the greatest, 2026-01-01."],
        ),
        ("date", {"bins": ["2026-02-01", "2026-01-01"]}, ["The edges of the groups to count by must rise."]),
        ("time", {"earliest": "09:00", "latest": "08:00"}, ["The least value, 09:00, is above the greatest, 08:00."]),
    ],
)
def test_what_makes_settings_unfit_is_said(name, settings, problems):
    assert kind(name, **settings).problems(["en"]) == problems


@pytest.mark.parametrize(
    ("name", "settings", "words"),
    [
        ("single_choice", {"options": FRUIT}, ["A", "P"]),
        ("multi_choice", {"options": FRUIT}, ["A", "P"]),
        ("matrix_single", {"rows": [APPLE], "columns": [PEARS, NONE]}, ["A", "P", "-"]),
        ("ranking", {"items": FRUIT}, ["A", "P"]),
        ("yes_no", {"yes": {"en": "Yes", "cy": "Oes"}}, ["No"]),
        ("scale", {"min": 1, "max": 2, "low": WORD, "high": WORD, "labels": [WORD, WORD], "na": WORD}, ["Word"] * 5),
        ("number", {"unit": WORD}, ["Word"]),
        ("consent", {"label": WORD}, ["Word"]),
    ],
)
def test_every_text_that_lacks_a_language_is_named(name, settings, words):
    assert kind(name, **settings).problems(["en", "cy"]) == [f"“{word}” has no text in cy." for word in words]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("single_choice", {"options": [APPLE]}),
        ("multi_choice", {"options": FRUIT, "max_chosen": 0}),
        ("scale", {"step": 0}),
        ("scale", {"max": 10_001}),
        ("scale", {"style": "stars"}),
        ("number", {"min": "nan"}),
        ("number", {"max": 1e300}),
        ("date", {"earliest": "2026-02-30"}),
        ("date", {"earliest": "20260201"}),
        ("time", {"latest": "24:00"}),
        ("short_text", {"longest": 801}),
        ("long_text", {"longest": 0}),
        ("text_list", {"entries": 21}),
        ("consent", {}),
        ("statement", {"text": WORD}),
        ("matrix_single", {"rows": FRUIT, "answers": FRUIT}),
    ],
)
def test_settings_of_another_shape_are_not_read(name, settings):
    with pytest.raises(ValidationError):
        kind(name, **settings)


@pytest.mark.parametrize(
    ("name", "settings", "labels"),
    [
        ("number", {"bins": [10, 20, 21]}, ["under 10", "10 to 19", "20", "21 or more"]),
        ("number", {"decimals": 1, "bins": [0.5, 100]}, ["under 0.5", "0.5 to 99.9", "100 or more"]),
        (
            "date",
            {"bins": ["2026-01-01", "2026-03-01"]},
            ["before 2026-01-01", "2026-01-01 to 2026-02-28", "2026-03-01 or later"],
        ),
        (
            "scale",
            {"min": 0, "max": 20, "style": "slider", "bins": [[0, 0], [1, 20]], "na": WORD},
            ["0", "1 to 20", "Word"],
        ),
        ("scale", {"min": 1, "max": 2, "labels": [{"en": "Bad"}, {"en": "Good"}]}, ["Bad", "Good"]),
        ("scale", {"min": 0, "max": 2}, ["0", "1", "2"]),
        ("single_choice", {"options": FRUIT, "other": True}, ["A", "P", "Other"]),
        ("yes_no", {}, ["Yes", "No"]),
        ("consent", {"label": WORD}, ["Word"]),
    ],
)
def test_the_one_table_of_a_question_has_readable_labels(name, settings, labels):
    (table,) = kind(name, **settings).tables()
    assert (table.id, table.text, [text["en"] for _, text in table.labels]) == ("choice", None, labels)


def test_questions_of_several_rows_have_a_table_for_each():
    many = kind("multi_choice", options=FRUIT, other=True).tables()
    matrix = kind("matrix_single", rows=FRUIT, columns=FRUIT).tables()
    ranking = kind("ranking", items=FRUIT).tables()
    assert [(t.id, t.text["en"], [id_ for id_, _ in t.labels]) for t in [*many, *matrix, *ranking]] == [
        ("apple1", "A", ["chosen"]),
        ("pears2", "P", ["chosen"]),
        ("other", "Other", ["chosen"]),
        ("apple1", "A", ["apple1", "pears2"]),
        ("pears2", "P", ["apple1", "pears2"]),
        ("apple1", "A", ["1", "2"]),
        ("pears2", "P", ["1", "2"]),
    ]
