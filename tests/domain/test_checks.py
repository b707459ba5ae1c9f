"""Forms that repeat themselves are pointed out; words that would name a group are refused."""

import pytest

from forms_app.domain.checks import warnings
from forms_app.domain.publishable import unpublishable
from tests import make

YES = {"q": "quest1", "op": "=", "value": "yes000"}


def follow_ups(number):
    return [make.question(f"more{n:02d}", text="abcdefghijkl"[n] * 20, show_if=YES) for n in range(number)]


@pytest.mark.parametrize(
    ("texts", "is_named"),
    [
        (("How was the soup today?", "How  was the SOUP, today?"), True),
        (("How was the soup today?", "Would you come again?"), False),
    ],
)
def test_two_questions_that_ask_nearly_the_same_are_named(texts, is_named):
    form = make.form(*(make.question(f"quest{n}", text=text) for n, text in enumerate(texts)))
    found = [warning for warning in warnings(form) if all(text in warning for text in texts)]
    assert (len(found) == 1, unpublishable(form)) == (is_named, [])


def test_questions_that_sound_alike_and_have_other_answers_are_not_named():
    form = make.form(make.question("quest1", text="How was it?"), make.question("quest2", "scale", text="How was it?"))
    assert warnings(form) == []


@pytest.mark.parametrize(("number", "is_named"), [(10, False), (11, True)])
def test_more_than_ten_follow_ups_to_one_answer_are_named(number, is_named):
    form = make.form(make.question("quest1", text="Soup?"), *follow_ups(number))
    assert [f"{number} questions follow" in warning for warning in warnings(form)] == [True] * is_named
    assert unpublishable(form) == []


def test_a_text_that_only_one_group_writes_is_refused():
    words = make.question("words1", "short_text", show_if=YES)
    grouped = make.form(make.question("quest1", text="Soup?"), words, breakdowns=["quest1"])
    assert [problem for problem in unpublishable(grouped) if "by which groups are compared" in problem] != []
    assert unpublishable(make.form(make.question("quest1", text="Soup?"), words)) == []


def test_importing_and_opening_say_what_to_look_at_again(app, tmp_path):
    form = make.form(*(make.question(f"quest{n}", text="How was it?") for n in range(2)))
    file = tmp_path / "form.json"
    file.write_text(form.model_dump_json(exclude_none=True))
    run = app.test_cli_runner().invoke
    said = [run(args=["forms", "import", str(file), "--slug", "twice"]), run(args=["forms", "open", "twice"])]
    assert [("Look again:" in one.output, one.exit_code) for one in said] == [(True, 0)] * 2


def test_ten_questions_that_ask_the_same_are_one_sentence():
    form = make.form(*(make.question(f"quest{n}", text=f"Is bar {n} a good one?") for n in range(10)))
    assert [" and 8 more ask nearly the same" in warning for warning in warnings(form)] == [True]
