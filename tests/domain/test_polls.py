"""Public polls: what they may be, when their numbers are exact, and that they say so."""

import json
from datetime import UTC, date, datetime

import pytest
from jsonschema import Draft202012Validator

from forms_app.domain import periods
from forms_app.domain.disclosure import Cell, Condition, Options, Parent, Plan, Question, Table, tell
from forms_app.domain.forms import Form
from forms_app.domain.polls import EXACT_FROM, conversion_problem, moving_problem
from forms_app.domain.publications import publish
from forms_app.domain.publishable import unpublishable
from forms_app.domain.reports import report_of
from forms_app.domain.tallies import Tally
from tests import make

SECRET = b"a secret of thirty-two bytes...."
DAYS = {"first_day": date(2030, 5, 1), "last_day": date(2030, 5, 20)}
OTHER = make.question("vote01", required=True, settings={**make.VOTE["settings"], "other": True})
CLOSES_AT = datetime(2030, 5, 20, 10, tzinfo=UTC)
OPENED = Form("form01", "sundays", 1, datetime(2030, 5, 1, tzinfo=UTC), CLOSES_AT)


def test_a_poll_as_it_should_be_may_be_opened():
    assert unpublishable(make.poll()) == []


@pytest.mark.parametrize(
    ("questions", "given", "sentence"),
    [
        ([make.VOTE, make.question("vote02", required=True)], {}, "asks one question; take the others away"),
        ([make.VOTE, make.question("words1", "statement")], {}, "asks one question; take the others away"),
        ([make.question("vote01", "yes_no", required=True)], {}, "“Question vote01” is no single choice"),
        ([make.question("vote01", "scale", required=True)], {}, "“Question vote01” is no single choice"),
        ([make.question("vote01", "short_text", required=True)], {}, "“Question vote01” is no single choice"),
        ([OTHER], {}, "“Question vote01” takes own words"),
        ([make.question("vote01")], {}, "make it required"),
        ([make.question("vote01", personal=make.PURPOSE)], {}, "“Question vote01” is a personal detail"),
        ([make.VOTE, make.detail()], {}, "“Question email1” is a personal detail"),
        ([], {"breakdowns": ["vote01"]}, "has no groups to compare"),
        ([], {"switches": ["count", "keep"]}, "take the switch “keep” away"),
        ([], {"switches": ["count", "subscribe"]}, "take the switch “subscribe” away"),
        ([], {"rhythm": "week"}, "counted once, when it closes"),
        ([], {"rhythm": "fifty"}, "counted once, when it closes"),
        ([], {"closes": None}, "needs a closing time"),
        ([], {"schedule": {"zone": "UTC", "opens": "2030-05-01T10:00"}}, "needs a closing time"),
        ([], {"receipt": "withdraw"}, "gives no receipt codes"),
        ([], {"audience": "employees"}, "not for employees"),
    ],
)  # fmt: skip
def test_what_a_poll_may_not_have_is_refused_in_a_sentence(questions, given, sentence):
    problems = unpublishable(make.poll(*questions, **given))
    assert [sentence in problem for problem in problems].count(True) == 1


def test_the_same_things_are_allowed_on_a_form_that_is_no_poll():
    ordinary = make.form(OTHER, make.detail(), make.question("vote02"), rhythm="week", audience="employees")
    assert unpublishable(ordinary) == []


@pytest.mark.parametrize(
    ("given", "receipt"),
    [
        ({}, "withdraw"),
        ({"audience": "employees"}, "none"),
        ({"poll": True}, "none"),
        ({"audience": "employees", "receipt": "withdraw"}, "withdraw"),
        ({"poll": True, "receipt": "withdraw"}, "withdraw"),
        ({"receipt": "none"}, "none"),
    ],
)
def test_polls_and_employees_get_no_receipt_code_unless_it_is_asked_for(given, receipt):
    made = make.form(make.VOTE, **given)
    assert made.receipt == receipt
    assert type(made).model_validate(made.to_json()) == made


def test_a_poll_is_of_the_format_of_forms():
    schema = json.loads((make.SCHEMAS / "form-1.schema.json").read_text())
    asked = {key: value for key, value in make.VOTE.items()}
    head = {"format": "form/1", "id": "form01", "languages": ["en"], "title": {"en": "A form"}, "poll": True}
    given = {**head, "audience": "anyone", "pages": [make.page("page01", asked)]}
    assert list(Draft202012Validator(schema).iter_errors(given)) == []
    assert [error.path[0] for error in Draft202012Validator(schema).iter_errors({**given, "poll": 1})] == ["poll"]


def test_the_close_of_a_poll_moves_for_nobody():
    said = "sundays is a public poll: it closes when voters were told it does (2030-05-20 12:00, Europe/Berlin)"
    late = {"until": datetime(2030, 6, 1, tzinfo=UTC), "now": datetime(2030, 5, 21, tzinfo=UTC)}
    assert said in moving_problem(make.poll(), "sundays")
    assert said in periods.extension_problem(make.poll(), OPENED, **late)
    assert not periods.may_be_extended(make.poll(), OPENED)
    assert periods.given_up_at(make.poll(), OPENED) == CLOSES_AT


def test_other_forms_are_moved_as_before():
    ordinary = make.poll(poll=False)
    assert moving_problem(ordinary, "sundays") is None
    assert periods.may_be_extended(ordinary, OPENED)
    assert periods.given_up_at(ordinary, OPENED) == CLOSES_AT + periods.EXTENSION


def test_neither_of_a_poll_and_an_ordinary_form_becomes_the_other():
    poll, ordinary = make.poll(), make.poll(poll=False)
    assert "stays one" in conversion_problem(poll, ordinary, "sundays")
    assert "never becomes a public poll" in conversion_problem(ordinary, poll, "sundays")
    assert [conversion_problem(one, one, "sundays") for one in (poll, ordinary)] == [None, None]


def votes(definition, yes, no):
    tally = Tally(definition, SECRET)
    for number, option in enumerate(["yes000"] * yes + ["no0000"] * no):
        tally.add(number.to_bytes(16, "big"), {"vote01": option})
    return publish(tally, secret=SECRET, number=1, version=1, **DAYS)


def table_in(publication):
    return publication["questions"][0]["tables"][0]


def figures_in(publication):
    table = table_in(publication)
    return table["base"], [(row["printed"], row["bound"]) for row in table["rows"]], table["no_answer"]


def test_fifty_votes_are_printed_exactly_and_forty_nine_rounded():
    assert figures_in(votes(make.poll(), 33, 17)) == (1, [(33, 0), (17, 0)], {"printed": 0, "bound": 0})
    base, rows, _none = figures_in(votes(make.poll(), 33, 16))
    assert (base, [bound for _, bound in rows]) == (5, [4, 4])
    assert {printed % 5 for printed, _ in rows} == {0}


def test_a_poll_in_which_everybody_votes_alike_says_so():
    assert figures_in(votes(make.poll(), 50, 0))[1] == [(50, 0), (0, 0)]


def test_the_same_votes_on_a_form_that_is_no_poll_are_rounded():
    assert figures_in(votes(make.poll(poll=False), 333, 168))[:2] != (1, [(333, 0), (168, 0)])
    assert figures_in(votes(make.poll(poll=False), 333, 168))[0] == 5


@pytest.mark.parametrize("people", [10, 49, 50, 1000])
def test_the_publication_of_a_poll_is_of_its_format(people):
    schema = json.loads((make.SCHEMAS / "publication-1.schema.json").read_text())
    assert list(Draft202012Validator(schema).iter_errors(votes(make.poll(), people - 4, 4))) == []


def test_a_report_says_whether_its_numbers_are_exact():
    exact, rounded = report_of(votes(make.poll(), 33, 17)), report_of(votes(make.poll(), 33, 16))
    rows = table_in(exact)["rows"]
    assert [(row["low"], row["high"], row["percent"], row["bound"]) for row in rows] == [
        (33, 33, 66, 0),
        (17, 17, 34, 0),
    ]
    assert (exact["is_exact"], rounded["is_exact"]) == (True, False)
    assert [row["bound"] for row in table_in(rounded)["rows"]] == [4, 4]


def plan(*questions, n=50, breakdowns=()):
    return Plan(n, {f"q{number}": question for number, question in enumerate(questions)}, breakdowns)


TABLE = Table((Cell(30, 1), Cell(20, 2), Cell(0, None)))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (plan(Question((Table((Cell(30, 1), Cell(19, 2))),)), n=49), "need 50 people"),
        (plan(Question((TABLE,)), Question((TABLE,))), "one question without groups"),
        (plan(Question((TABLE,)), breakdowns=("q0",)), "one question without groups"),
        (plan(Question((TABLE, TABLE))), "one table of everybody"),
        (plan(Question((TABLE,), Options(0, 1))), "one table of everybody"),
        (plan(Question((TABLE,), condition=Condition((Parent("q0", 0, (0,)),)))), "one table of everybody"),
        (plan(Question((TABLE,)), n=51), "does not hold everybody"),
    ],
)
def test_exact_figures_are_refused_for_what_no_poll_has(given, sentence):
    with pytest.raises(ValueError, match=sentence):
        tell(given, at_least=EXACT_FROM)
