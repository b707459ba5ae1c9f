"""The steps a visitor walks follow from the form and from what was answered."""

from forms_app.domain.answers import read
from forms_app.domain.steps import DETAILS, REVIEW, find_step, steps_of
from tests import make

YES = {"q": "quest1", "op": "=", "value": "yes000"}


def walked(form, sent=None):
    return [(step.id, [q.id for q in step.questions]) for step in steps_of(form, read(form, sent or {}))]


def test_a_short_form_is_one_step():
    assert walked(make.form(make.question("quest1"))) == [("page01", ["quest1"])]


def test_details_are_asked_last_and_apart():
    form = make.form(make.detail(), make.question("quest1"))
    assert walked(form) == [("page01", ["quest1"]), (DETAILS, ["email1"])]


def test_several_pages_end_with_a_look_back():
    form = make.form(make.page("page01", make.question("quest1")), make.page("page02", make.question("quest2")))
    assert walked(form) == [("page01", ["quest1"]), ("page02", ["quest2"]), (REVIEW, [])]


def test_a_page_on_a_condition_is_walked_only_when_it_holds():
    form = make.form(
        make.page("page01", make.question("quest1")), make.page("page02", make.question("quest2"), show_if=YES)
    )
    assert [id_ for id_, _ in walked(form, {"quest1": ["no0000"]})] == ["page01", REVIEW]
    assert [id_ for id_, _ in walked(form, {"quest1": ["yes000"]})] == ["page01", "page02", REVIEW]


def test_a_question_that_its_own_page_decides_is_on_the_page_from_the_start():
    form = make.form(make.question("quest1"), make.question("quest2", show_if=YES))
    assert walked(form) == [("page01", ["quest1", "quest2"])]


def test_a_page_left_with_no_question_is_not_walked():
    hidden = make.page("page02", make.question("quest2", show_if=YES))
    form = make.form(make.page("page01", make.question("quest1")), hidden)
    assert [id_ for id_, _ in walked(form)] == ["page01", REVIEW]


def test_a_step_that_is_no_longer_walked_leads_to_the_first():
    form = make.form(make.page("page01", make.question("quest1")), make.page("page02", make.question("quest2")))
    assert find_step(steps_of(form, read(form, {})), "gone00") == 0
