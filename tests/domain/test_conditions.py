"""Show-if trees: when they hold, and what may not be asked of them."""

import pytest
from pydantic import TypeAdapter, ValidationError

from forms_app.domain.answers import check, read
from forms_app.domain.conditions import Condition, holds
from forms_app.domain.errors import Refused
from forms_app.domain.publishable import unpublishable
from tests import make

YES = {"q": "quest1", "op": "=", "value": "yes000"}
NO = {"q": "quest1", "op": "=", "value": "no0000"}


def tree(given):
    return TypeAdapter(Condition).validate_python(given)


@pytest.mark.parametrize(
    ("given", "answer", "expected"),
    [
        (YES, "yes000", True),
        (YES, "no0000", False),
        (YES, None, False),
        ({**YES, "op": "!="}, "no0000", True),
        ({**YES, "op": "!="}, None, True),
        ({"q": "quest1", "op": "empty"}, None, True),
        ({"q": "quest1", "op": "filled"}, None, False),
        ({"any": [YES, NO]}, "no0000", True),
        ({"all": [YES, NO]}, "no0000", False),
        ({"all": [{"any": [YES, NO]}, {"q": "quest1", "op": "filled"}]}, "yes000", True),
    ],
)
def test_a_tree_holds_as_its_branches_do(given, answer, expected):
    form = make.form(make.question("quest1"))
    values = {} if answer is None else {"quest1": answer}
    assert holds(tree(given), values, form.kinds) is expected


@pytest.mark.parametrize(
    "given", [{"all": []}, {"q": "quest1", "op": "~", "value": 1}, {"all": [YES], "any": [NO]}, {}]
)
def test_a_tree_of_another_shape_is_refused(given):
    with pytest.raises(ValidationError):
        tree(given)


def test_what_a_condition_hides_is_dropped_unread_and_hides_what_hangs_on_it():
    form = make.form(
        make.question("quest1"),
        make.question("quest2", show_if=YES, required=True),
        make.question("quest3", show_if={"q": "quest2", "op": "filled"}),
    )
    sent = {"quest1": ["no0000"], "quest2": ["nonsense"], "quest3": ["yes000"]}
    assert check(form, sent).counted == {"quest1": "no0000"}


def test_a_required_question_is_required_once_it_is_shown():
    form = make.form(make.question("quest1"), make.question("quest2", show_if=YES, required=True))
    with pytest.raises(Refused) as refused:
        check(form, {"quest1": ["yes000"]})
    assert list(refused.value.problems) == ["quest2"]


def test_a_hidden_page_hides_its_questions():
    form = make.form(
        make.page("page01", make.question("quest1")), make.page("page02", make.question("quest2"), show_if=YES)
    )
    assert read(form, {"quest1": ["no0000"]}).shown == {"quest1"}
    assert read(form, {"quest1": ["yes000"]}).shown == {"quest1", "quest2"}


def problems(*pages, **given):
    return unpublishable(make.form(*pages, **given))


def test_conditions_that_can_be_read_and_met_may_be_opened():
    assert problems(make.question("quest1"), make.question("quest2", show_if={"any": [YES, NO]})) == []


@pytest.mark.parametrize(
    ("show_if", "sentence"),
    [
        ({"q": "quest9", "op": "filled"}, "depends on a question that is not there (quest9)"),
        ({"q": "quest2", "op": "filled"}, "depend on each other|comes later"),
        ({"q": "quest3", "op": "filled"}, "comes later"),
        ({"q": "quest1", "op": "<", "value": 3}, "does not know"),
        ({"q": "quest1", "op": "=", "value": "option"}, "The condition names"),
        ({"all": [YES, NO]}, "would never be shown"),
        ({"all": [{"any": [{"all": [{"any": [{"all": [{"any": [YES]}]}]}]}]}]}, "nested too deeply"),
    ],
)
def test_a_condition_that_cannot_work_is_named(show_if, sentence):
    found = problems(
        make.question("quest1"),
        make.question("quest2", show_if=show_if),
        make.question("quest3"),
    )
    assert len(found) == 1
    assert any(part in found[0] for part in sentence.split("|"))


def test_two_questions_that_wait_for_each_other_are_named():
    found = problems(
        make.question("quest1", show_if={"q": "quest2", "op": "filled"}),
        make.question("quest2", show_if={"q": "quest1", "op": "filled"}),
    )
    assert "depend on each other" in found[0]


def test_a_page_may_not_depend_on_its_own_questions():
    own = {"q": "quest2", "op": "filled"}
    found = problems(
        make.page("page01", make.question("quest1")),
        make.page("page02", make.question("quest2"), make.question("quest3"), show_if=own),
    )
    assert found


def test_a_question_that_hangs_on_one_never_shown_is_never_shown():
    found = problems(
        make.question("quest1"),
        make.question("quest2", show_if={"all": [YES, NO]}),
        make.question("quest3", show_if={"q": "quest2", "op": "filled"}),
    )
    assert [sentence.split("”")[0] for sentence in found] == ["“Question quest2", "“Question quest3"]


def test_personal_details_neither_depend_on_answers_nor_decide_what_is_shown():
    given_away = problems(make.question("quest1"), make.detail(show_if=YES))
    looked_at = problems(make.detail(), make.question("quest1", show_if={"q": "email1", "op": "filled"}))
    assert "would give one away" in given_away[0]
    assert "may not look at" in looked_at[0]
