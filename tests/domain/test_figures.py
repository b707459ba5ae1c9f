"""From ballots to a publication: every kind, conditions and groups, each figure within its bound."""

import json
from collections import Counter
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from forms_app.domain.publications import publish
from forms_app.domain.reports import report_of
from forms_app.domain.tallies import Tally
from tests import make

SECRET = b"a secret of thirty-two bytes...."
DAYS = {"first_day": date(2030, 6, 1), "last_day": date(2030, 6, 30)}
OPTIONS = [{"id": f"opt{n:03d}", "text": {"en": f"Option {n}"}} for n in range(3)]
YES = {"q": "quest1", "op": "=", "value": "yes000"}


def counted(form, ballots):
    tally = Tally(form, SECRET)
    for number, values in enumerate(ballots):
        tally.add(number.to_bytes(16, "big"), values)
    return publish(tally, secret=SECRET, number=1, version=1, **DAYS)


def every_kind():
    return make.form(
        make.question("quest1", required=True),
        make.question("multi1", "multi_choice", settings={"options": OPTIONS, "max_chosen": 2}),
        make.question("scale1", "scale", required=True),
        make.question("score1", "scale", settings={"style": "nps", "min": 0, "max": 10}),
        make.question("matri1", "matrix_single", settings={"rows": OPTIONS[:2], "columns": OPTIONS}),
        make.question("ranki1", "ranking", settings={"items": OPTIONS}),
        make.question("agree1", "yes_no", show_if=YES),
        make.question("other1", "single_choice", settings={"options": OPTIONS, "other": True}),
        make.question("words1", "short_text"),
        breakdowns=["quest1"],
    )


def ballot(number):
    """Answers that differ from person to person, some left open."""
    ids = [option["id"] for option in OPTIONS]
    values = {
        "quest1": "yes000" if number % 3 else "no0000",
        "multi1": {"chosen": ids[: 1 + number % 2]},
        "scale1": 1 + number % 5,
        "score1": number % 11,
        "matri1": {ids[0]: ids[number % 3]},
        "ranki1": {ids[0]: 1, ids[1]: 2, ids[2]: 3} if number % 2 else {ids[2]: 1, ids[0]: 2, ids[1]: 3},
        "other1": {"other": f"words {number}"} if number % 7 == 0 else ids[number % 3],
        "words1": f"idea {number}",
    }
    if number % 3:
        values["agree1"] = number % 2 == 0
    if number % 10 == 9:
        del values["multi1"], values["ranki1"], values["score1"]
    return values


BALLOTS = [ballot(number) for number in range(120)]


def table_of(document, question, table="choice"):
    (found,) = (q for q in document["questions"] if q["id"] == question)
    return next(one for one in found["tables"] if one["id"] == table)


def printed(table):
    return {row["id"]: row["printed"] for row in table["rows"]}


def within(table, true):
    return all(abs(row["printed"] - true[row["id"]]) <= row["bound"] for row in table["rows"])


def test_a_publication_of_every_kind_is_of_its_format():
    schema = json.loads((make.SCHEMAS / "publication-1.schema.json").read_text())
    assert list(Draft202012Validator(schema).iter_errors(counted(every_kind(), BALLOTS))) == []


def test_every_printed_count_is_within_its_bound():
    document = counted(every_kind(), BALLOTS)
    assert within(table_of(document, "scale1"), Counter(str(b["scale1"]) for b in BALLOTS))
    assert within(table_of(document, "score1"), Counter(str(b["score1"]) for b in BALLOTS if "score1" in b))
    for option in OPTIONS:
        chosen = sum(option["id"] in b.get("multi1", {"chosen": ()})["chosen"] for b in BALLOTS)
        assert within(table_of(document, "multi1", option["id"]), {"chosen": chosen})
        ranks = Counter(str(b["ranki1"][option["id"]]) for b in BALLOTS if "ranki1" in b)
        assert within(table_of(document, "ranki1", option["id"]), ranks)


def test_a_conditional_question_prints_who_was_asked_and_adds_up_to_it():
    document = counted(every_kind(), BALLOTS)
    (question,) = (q for q in document["questions"] if q["id"] == "agree1")
    table = table_of(document, "agree1")
    asked = sum(b["quest1"] == "yes000" for b in BALLOTS)
    assert abs(question["asked"]["printed"] - asked) <= question["asked"]["bound"]
    assert sum(printed(table).values()) + table["no_answer"]["printed"] == question["asked"]["printed"]


def test_groups_are_sized_and_every_question_is_split_by_them():
    document = counted(every_kind(), BALLOTS)
    (breakdown,) = document["breakdowns"]
    (split,) = table_of(document, "scale1")["splits"]
    assert [group["id"] for group in breakdown["groups"]] == ["yes000", "no0000"]
    for group, id_ in zip(split["groups"], ("yes000", "no0000"), strict=True):
        true = Counter(str(b["scale1"]) for b in BALLOTS if b["quest1"] == id_)
        assert all(abs(count["printed"] - true[str(point)]) <= count["bound"] for point, count in enumerate(group, 1))


def test_a_question_by_which_groups_are_made_has_no_table_of_its_own():
    (question,) = (q for q in counted(every_kind(), BALLOTS)["questions"] if q["id"] == "quest1")
    assert question["tables"] == []


def test_a_hidden_answer_of_a_hostile_ballot_is_not_counted():
    form = make.form(make.question("quest1"), make.question("agree1", "yes_no", show_if=YES))
    ballots = [{"quest1": "no0000", "agree1": True}] * 20 + [{"quest1": "yes000", "agree1": False}] * 20
    table = table_of(counted(form, ballots), "agree1")
    assert printed(table)["yes"] <= 4
    assert printed(table)["no"] >= 16


@pytest.mark.parametrize(
    "show_if",
    [
        {"q": "quest1", "op": "!=", "value": "no0000"},
        {"q": "quest1", "op": "filled"},
        {"any": [YES, {"q": "quest1", "op": "=", "value": "no0000"}]},
        {"all": [YES, {"q": "scale1", "op": ">=", "value": 3}]},
        {"any": [YES, {"q": "scale1", "op": "<", "value": 2}]},
        {"all": [{"any": [YES, {"q": "scale1", "op": "<", "value": 2}]}, {"q": "scale1", "op": "filled"}]},
        {"q": "words1", "op": "filled"},
    ],
)
def test_any_condition_may_be_published(show_if):
    form = make.form(
        make.question("words1", "short_text"),
        make.question("quest1"),
        make.question("scale1", "scale"),
        make.question("agree1", "yes_no", show_if=show_if),
    )
    ballots = [
        {"quest1": "yes000" if n % 2 else "no0000", "scale1": 1 + n % 5, "words1": "w", "agree1": n % 3 == 0}
        for n in range(80)
    ]
    assert counted(form, ballots)["n"] == 80


def test_few_people_see_a_scale_in_three_classes_and_no_mean():
    form = make.form(make.question("scale1", "scale"))
    document = counted(form, [{"scale1": 1 + n % 5} for n in range(20)])
    table = report_of(document)["questions"][0]["tables"][0]
    assert [row["text"]["en"] for row in table["rows"]] == ["1 to 2", "3", "4 to 5"]
    assert (table["mean"], table["rows"][0]["percent"]) == (None, None)


def test_means_and_scores_follow_from_printed_numbers():
    report = report_of(counted(every_kind(), BALLOTS))
    questions = {question["id"]: question["tables"] for question in report["questions"]}
    (scale,), (score,) = questions["scale1"], questions["score1"]
    people = sum(row["printed"] for row in scale["rows"])
    assert scale["mean"] == round(sum(row["value"] * row["printed"] for row in scale["rows"]) / people, 1)
    assert score["nps"] % 5 == 0
    assert scale["nps"] is None


def test_per_cents_of_options_are_of_everybody_who_was_asked():
    report = report_of(counted(every_kind(), BALLOTS))
    (question,) = (q for q in report["questions"] if q["id"] == "multi1")
    row = question["tables"][0]["rows"][0]
    assert row["percent"] == (200 * row["printed"] + 120) // 240


def test_own_words_are_texts_and_count_as_other():
    tally = Tally(every_kind(), SECRET)
    tally.add(bytes(16), ballot(0))
    assert tally.texts == [("other1", "words 0"), ("words1", "idea 0")]


def test_options_of_a_conditional_question_have_per_cents_of_those_asked_in_each_group():
    form = make.form(
        make.question("quest1", required=True),
        make.question("scale1", "scale", required=True, settings={"min": 1, "max": 2}),
        make.question("multi1", "multi_choice", settings={"options": OPTIONS}, show_if=YES),
        breakdowns=["scale1"],
    )
    chosen = {"multi1": {"chosen": [OPTIONS[0]["id"]]}}
    ballots = [
        {"quest1": "yes000" if n % 4 else "no0000", "scale1": 1 + n % 2} | (chosen if n % 4 else {}) for n in range(200)
    ]
    publication = counted(form, ballots)
    table = report_of(publication)["questions"][2]["tables"][0]
    (split,), (asked,) = table["splits"], publication["questions"][2]["asked_split"]
    assert asked["breakdown"] == split["breakdown"] == "scale1"
    near = [
        abs(group["printed"] - true) <= group["bound"] for group, true in zip(asked["groups"], (50, 100), strict=True)
    ]
    assert near == [True, True]
    assert table["rows"][0]["percent"] == 100
    assert [group["rows"][0]["percent"] for group in split["groups"]] == [100, 100]


def test_a_publication_that_does_not_say_who_was_asked_in_groups_has_no_per_cents_of_them():
    form = make.form(
        make.question("quest1", required=True),
        make.question("scale1", "scale", required=True, settings={"min": 1, "max": 2}),
        make.question("multi1", "multi_choice", settings={"options": OPTIONS}, show_if=YES),
        breakdowns=["scale1"],
    )
    chosen = {"multi1": {"chosen": [OPTIONS[0]["id"]]}}
    publication = counted(form, [{"quest1": "yes000", "scale1": 1 + n % 2} | chosen for n in range(200)])
    del publication["questions"][2]["asked_split"]
    question = report_of(publication)["questions"][2]
    (split,) = question["tables"][0]["splits"]
    assert question["asked_split"] == []
    assert [group["rows"][0]["percent"] for group in split["groups"]] == [None, None]


def test_a_branch_of_few_people_has_no_mean():
    form = make.form(
        make.question("quest1", required=True),
        make.question("scale1", "scale", settings={"min": 1, "max": 3}, show_if=YES),
    )
    ballots = [{"quest1": "no0000"}] * 40 + [{"quest1": "yes000", "scale1": 1 + n % 3} for n in range(22)]
    report = report_of(counted(form, ballots))
    (table,) = report["questions"][1]["tables"]
    assert [row["printed"] is None for row in table["rows"]] == [False] * 3
    assert table["mean"] is None


def test_a_withheld_option_says_nothing_at_all():
    publication = counted(every_kind(), BALLOTS)
    (question,) = (q for q in publication["questions"] if q["id"] == "multi1")
    option = question["tables"][0]
    option |= {"base": None, "rows": [row | {"printed": None, "bound": None} for row in option["rows"]], "splits": []}
    (reported,) = (q for q in report_of(publication)["questions"] if q["id"] == "multi1")
    assert (reported["tables"][0]["answered"], reported["tables"][0]["answered_bound"]) == (None, None)
    assert reported["tables"][1]["answered"] == 120
