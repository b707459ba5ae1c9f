"""The builder's logic: conditions made by choosing, the map of them, and what nobody would see."""

import json
import re

import pytest

from forms_app.domain import drafts
from tests.web.builder_pages import made_in, option_ids, said
from tests.web.staff_pages import on_sqlite


@pytest.fixture
def made(app):
    return made_in(app)


@on_sqlite
def test_a_condition_is_made_nested_said_and_removed(made):
    first = made.add("single_choice", text="Which?", **{"s-options": "Salt\nMint"})
    second, third = made.add("yes_no", text="Again?"), made.add("yes_no", text="Why?")
    offered = made.get("logic", of=second).text
    assert (f'<option value="{first}"' in offered, f'<option value="{third}"' in offered) == (True, False)
    salt, mint = option_ids(made.document())
    made.post("logic", of=third, do="add", asked=first)
    made.post("logic", of=third, do="group", asked=second, **{"op-0": "=", "value-0": json.dumps(mint)})
    made.post("logic", of=third, do="add", asked=first, into="1", **{"op-0": "!=", "value-0": json.dumps(mint)})
    condition = drafts.get_question(made.document(), third)["show_if"]
    again = {"q": second, "op": "=", "value": True}
    inner = {"any": [again, {"q": first, "op": "=", "value": salt}]}
    assert condition == {"all": [{"q": first, "op": "!=", "value": mint}, inner]}
    assert "Only if “Which?” is not “Mint” and (“Again?” is “Yes” or “Which?” is “Salt”)" in said(made.get("logic"))
    made.post("logic", of=third, do="remove-1-0")
    made.post("logic", of=third, do="remove-0")
    assert drafts.get_question(made.document(), third)["show_if"] == {"all": [{"any": [inner["any"][1]]}]}
    made.post("logic", of=third, do="clear")
    assert "show_if" not in drafts.get_question(made.document(), third)


@on_sqlite
def test_a_map_draws_pages_as_boxes_and_conditions_as_arrows_with_their_words(made):
    first, second = made.add("yes_no", text="Again & again?"), made.add("yes_no", text="Why?")
    assert "<svg" not in made.get("logic").text
    made.post(do="split", card=second)
    page = made.document()["pages"][1]["id"]
    made.post("logic", of=second, do="add", asked=first)
    made.post("logic", of=page, do="add", asked=first)
    drawn = re.search(r"<svg.*?</svg>", made.get("logic").text, re.DOTALL)[0]
    assert (drawn.count('class="map__page"'), drawn.count('class="map__if"')) == (2, 2)
    assert drawn.count(">only if 1</text>") == 2
    assert ("1 Again &amp; again?" in drawn, "Map of the way through the form</title>" in drawn) == (True, True)
    made.post(do="remove", card=first)
    assert made.get("logic").status_code == 200


@on_sqlite
def test_what_nobody_would_ever_see_is_said_at_once(made):
    first, second = made.add("yes_no", text="Again?"), made.add("yes_no", text="Why?")
    made.post("logic", of=second, do="add", asked=first)
    made.post("logic", of=second, do="add", asked=first, **{"op-0": "=", "value-0": "true"})
    made.post("logic", of=second, do="save", join="all", **{"value-0": "true", "value-1": "false"})
    assert "“Why?” would never be shown: no answers fulfil its condition." in said(made.get("logic"))
