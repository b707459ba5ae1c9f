"""What differs between two definitions: wording is told apart from everything else, for every kind."""

import pytest

from forms_app.domain.definitions import Definition
from forms_app.domain.differences import Reworded, differences, rewordings
from forms_app.domain.fields import KINDS
from tests import make
from tests.domain.fields.examples import EXAMPLES


def of_example(name):
    example = EXAMPLES[name]
    personal = {"personal": make.PURPOSE} if KINDS[example.kind].is_personal else {}
    return make.form(make.question("q1kind", example.kind, settings=example.settings, **personal))


def reworded(value, key=""):
    """The same JSON with a mark behind every text of a definition, but what details are used for."""
    if isinstance(value, dict) and set(value) == {"en"} and key != "purpose":
        return {"en": value["en"] + " (better)"}
    if isinstance(value, dict):
        return {name: reworded(inner, name) for name, inner in value.items()}
    return [reworded(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", EXAMPLES)
def test_texts_of_every_kind_may_be_reworded(name):
    old = of_example(name)
    new = Definition.model_validate(reworded(old.to_json()))
    assert differences(old, new) == []
    found = rewordings(old, new)
    assert len(found) == str(old.to_json()).count("'en': ") - bool(old.details)
    assert all(one.now == {"en": one.was["en"] + " (better)"} for one in found)
    assert found[0].question is None
    assert {one.question for one in found[1:]} == {"q1kind"}


FIRST, SECOND, THIRD = make.question("q1bars"), make.question("q2gift"), make.question("q3idea", "short_text")
OLD = make.form(make.page("page01", FIRST, SECOND, THIRD))
OPTIONS = [{"id": "yes000", "text": {"en": "Yes"}}, {"id": "maybe0", "text": {"en": "No"}}]
SHOWN = {"q": "q1bars", "op": "=", "value": "yes000"}


@pytest.mark.parametrize(
    ("new", "lines"),
    [
        (make.form(FIRST, SECOND), ["“Question q3idea” is not asked any more."]),
        (make.form(FIRST, SECOND, THIRD, make.question("q4more")), ["“Question q4more” is new."]),
        (make.form(SECOND, FIRST, THIRD), ["The questions stand in another order."]),
        (
            make.form(make.page("page01", FIRST), make.page("page02", SECOND, THIRD)),
            ["The pages are divided otherwise."],
        ),
        (
            make.form(FIRST, make.question("q2gift", settings={"options": OPTIONS}), THIRD),
            ["“Question q2gift” has other answers or limits."],
        ),
        (
            make.form(FIRST, SECOND, make.question("q3idea", "short_text", settings={"longest": 12})),
            ["“Question q3idea” has other answers or limits."],
        ),
        (
            make.form(FIRST, SECOND, make.question("q3idea", "long_text")),
            ["“Question q3idea” is another question type."],
        ),
        (
            make.form(FIRST, make.question("q2gift", required=True, show_if=SHOWN, help={"en": "Think"}), THIRD),
            [
                "“Question q2gift” has a help text now, or has none any more.",
                "“Question q2gift” is required now, or is no longer required.",
                "“Question q2gift” is shown on another condition.",
            ],
        ),
        (
            make.form(make.page("page01", FIRST, SECOND, THIRD, title={"en": "Bars"})),
            ["A page is shown on another condition, or has a title now, or has none any more."],
        ),
    ],
)
def test_everything_else_is_said(new, lines):
    assert differences(OLD, new) == lines


def test_what_details_are_used_for_is_more_than_wording():
    old = make.form(FIRST, make.detail())
    new = make.form(FIRST, make.question("email1", "email", personal={**make.PURPOSE, "purpose": {"en": "to sell"}}))
    assert differences(old, new) == ["“Question email1” is treated otherwise as a personal detail."]


def test_both_wordings_are_told_in_the_order_of_the_form():
    new = make.form(make.question("q1bars", text="Bars?"), SECOND, THIRD, title={"en": "Another title"})
    assert rewordings(OLD, new) == [
        Reworded(None, {"en": "A form"}, {"en": "Another title"}),
        Reworded("q1bars", {"en": "Question q1bars"}, {"en": "Bars?"}),
    ]
