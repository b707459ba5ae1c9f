"""The builder over HTTP, as a browser without scripts uses it: every deed is a post that leads back to the page."""

import json
import re
from datetime import UTC, datetime

import pytest

from forms_app.domain import drafts
from forms_app.domain.fields import KINDS
from forms_app.services import builder, releases
from tests import make
from tests.web.builder_pages import made_in, option_ids, said

on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@pytest.fixture
def made(app):
    return made_in(app)


def test_a_form_is_built_opened_and_answered_without_scripts(app, client, made):
    made.add("single_choice", text="Which bar next?", **{"s-options": "Salt\nMint\nNougat"})
    made.add("email", text="Your address", purpose="to send a bar", delete_after="30")
    assert "Nothing keeps it from opening." in said(made.get())
    assert made.post("open").status_code == 303
    releases.run(now=datetime.now(UTC))
    page = client.get("/f/bars")
    assert [text in page.text for text in ("Which bar next?", "Nougat")] == [True, True]


@on_sqlite
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_added_opened_changed_and_previewed(made, kind):
    card = made.add(kind)
    edited = made.get(card=card)
    assert (edited.status_code, f'id="{card}-text"' in edited.text) == (200, True)
    made.post(do="done", card=card, text="Something?", purpose="to answer", delete_after="30")
    assert made.texts() == [["Something?"]]
    assert made.get("preview").status_code == 200


@on_sqlite
def test_options_keep_their_ids_when_they_are_reworded_moved_or_joined_by_others(made):
    card = made.add("single_choice", text="Which?", **{"s-options": "Salt\nMint\nNougat"})
    salt, mint, nougat = option_ids(made.document())
    made.post(do="save", card=card, text="Which?", **{"s-options": "Sea salt\nMint\nNougat"})
    assert option_ids(made.document()) == [salt, mint, nougat]
    made.post(do="save", card=card, text="Which?", **{"s-options": "Nougat\nSea salt\nPear\nMint"})
    found = option_ids(made.document())
    assert ([found[0], found[1], found[3]], found[2] in (salt, mint, nougat)) == ([nougat, salt, mint], False)


@on_sqlite
def test_another_type_keeps_what_fits(made):
    card = made.add("single_choice", text="Which?", help="Only one", **{"s-options": "Salt\nMint"})
    made.post(do="kind", card=card, text="Which ones?", help="Only one", kind="ranking", **{"s-options": "Salt\nMint"})
    (question,) = drafts.questions_of(made.document())
    assert (question["kind"], question["text"], question["help"]) == (
        "ranking",
        {"en": "Which ones?"},
        {"en": "Only one"},
    )
    assert [item["text"]["en"] for item in question["settings"]["items"]] == ["Salt", "Mint"]


def test_cards_move_within_and_over_pages_which_are_split_titled_and_removed(made):
    one, two, three = (made.add("yes_no", text=text) for text in ("One", "Two", "Three"))
    made.post(do="split", card=three)
    second = made.document()["pages"][1]["id"]
    made.post(do="page-save", card=second, **{f"title-{second}": "Last things"})
    made.post(do="down", card=one)
    assert made.texts() == [["Two", "One"], ["Three"]]
    made.post(do="down", card=one)
    assert made.texts() == [["Two"], ["One", "Three"]]
    made.post(do="place", card=three, page=made.document()["pages"][0]["id"], index="0")
    made.post(do="up", card=one)
    assert (made.texts(), made.document()["pages"][1]["title"]) == (
        [["Three", "Two", "One"], []],
        {"en": "Last things"},
    )
    assert "Page 2 has no questions; add one or remove the page." in said(made.get())
    made.post(do="page-remove", card=second)
    assert made.texts() == [["Three", "Two", "One"]]


def test_a_page_moves_with_its_questions_and_conditions_are_checked(made):
    one, two = made.add("yes_no", text="One"), made.add("yes_no", text="Two")
    made.post(do="split", card=two)
    first, second = (page["id"] for page in made.document()["pages"])
    made.post("logic", of=second, do="add", asked=one)
    after = made.post(do="page-up", card=second)
    assert made.texts() == [["Two"], ["One"]]
    assert f"#page-up-{second}" in after.location
    page = made.browser.get(after.location)
    assert re.search(r'role="status"[^>]*>The page is now page 1 of 2\.<', page.text)
    assert "“Two” depends on “One”, which comes later" in said(page)
    made.post(do="page-up", card=second)
    made.post(do="page-down", card=second)
    assert (made.texts(), "which comes later" in said(made.get())) == ([["One"], ["Two"]], False)


@on_sqlite
def test_every_move_is_said_in_a_live_region(made):
    one, two = made.add("yes_no", text="One"), made.add("yes_no", text="Two")
    page = made.document()["pages"][0]["id"]
    moves = [({"do": "down", "card": one}, 2), ({"do": "up", "card": one}, 1)]
    moves += [({"do": "place", "card": two, "page": page, "index": "0"}, 1)]
    for sent, number in moves:
        after = made.browser.get(made.post(**sent).location)
        assert re.search(rf'role="status"[^>]*>The question is now question {number}, on page 1\.<', after.text)


@on_sqlite
def test_a_duplicate_is_another_question_with_answers_of_its_own(made):
    card = made.add("single_choice", text="Which?", **{"s-options": "Salt\nMint"})
    after = made.post(do="duplicate", card=card)
    assert "The copy is question 2, on page 1." in said(made.browser.get(after.location))
    first, second = drafts.questions_of(made.document())
    assert first["text"] == second["text"]
    assert set(drafts.ids_in(first)).isdisjoint(drafts.ids_in(second))


def test_a_removed_question_comes_back_with_undo(made):
    card = made.add("yes_no", text="Shall we?")
    after = made.post(do="remove", card=card)
    page = made.browser.get(after.location)
    assert "Question removed." in said(page)
    made.post("undo")
    assert made.texts() == [["Shall we?"]]


@on_sqlite
def test_settings_that_are_refused_lose_nothing_else_that_was_typed(made):
    card = made.add("single_choice", text="Which?", **{"s-options": "Salt\nMint"})
    typed = {"title": "Our new bars", "intro": "Two *minutes*.", "rhythm": "month", "compared": card, "zone": "UTC"}
    refused = made.post("settings", **typed, people="many", keeps="keep", keep_days="soon", audience="employees")
    assert refused.status_code == 422
    shown = refused.text
    for words in ('value="Our new bars"', "\nTwo *minutes*.</textarea>", 'value="soon"', 'value="many"'):
        assert words in shown
    for ticked in ("rhythm-month", f"compared-{card}", "keeps-keep", "audience-employees"):
        assert re.search(rf'id="{ticked}"[^>]* checked', shown), ticked
    assert not re.search(r'id="receipt"[^>]* checked', shown)
    assert made.document()["title"] == {"en": "Bars"}


@on_sqlite
def test_what_was_removed_or_undone_is_said_where_it_stood(made):
    first, second, third = (made.add("yes_no", text=words) for words in ("One?", "Two?", "Three?"))
    page = made.browser.get(made.post(do="remove", card=second).location).text
    places = [page.index(words) for words in (f'id="q-{first}"', "Question removed.", f'id="q-{third}"')]
    assert places == sorted(places)
    page = made.browser.get(made.post("undo").location).text
    places = [page.index(words) for words in (f'id="q-{second}"', "The last change was undone.", f'id="q-{third}"')]
    assert places == sorted(places)
    assert "Question removed." in said(made.get(said="removed", at="head"))


@on_sqlite
def test_ready_made_answers_fill_the_list(made):
    card = made.add("single_choice", text="How often?")
    made.post(do="preset", card=card, text="How often?", preset="frequency")
    (question,) = drafts.questions_of(made.document())
    assert [o["text"]["en"] for o in question["settings"]["options"]] == [
        "Never",
        "Rarely",
        "Sometimes",
        "Often",
        "Always",
    ]
    for name, least in (("months", 12), ("countries", 200), ("ages", 5), ("agreement", 5), ("satisfaction", 5)):
        made.post(do="preset", card=card, text="How often?", preset=name)
        assert len(option_ids(made.document())) >= least


def test_of_two_who_edit_one_card_the_second_sees_both_texts_and_chooses(made):
    card = made.add("yes_no", text="One")
    seen = builder.get_draft(slug=made.slug).revision
    made.post(do="save", card=card, text="Two")
    refused = made.post(do="save", card=card, text="Three", revision=seen)
    assert refused.status_code == 409
    assert ["Two" in said(refused), "Three" in said(refused), made.texts()] == [True, True, [["Two"]]]
    assert re.search(r"data-saved[^>]*>Not saved yet<", refused.text)
    fields = dict(
        re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)">', refused.text.split('<div class="conflict">')[1]
        )
    )
    made.browser.post(f"{made.base}/questions", data=fields)
    assert made.texts() == [["Three"]]


@on_sqlite
def test_a_script_saves_in_the_background_and_is_told_what_the_checks_say(made):
    card = made.add("yes_no")
    told = made.post(do="save", card=card, text="Shall we?", headers={"X-Autosave": "1"})
    assert json.loads(told.text) == {
        "revision": 2,
        "can_undo": True,
        "checked": "Checks: fine",
        "stops": [],
        "advice": [],
        "looks": {"help": []},
    }
    refused = made.post(do="save", card=card, text="Others?", revision=0, headers={"X-Autosave": "1"})
    assert (refused.status_code, "Not saved" in refused.text) == (409, True)


def test_settings_are_kept_and_groups_compared(made):
    card = made.add("single_choice", text="Which?", **{"s-options": "Salt\nMint"})
    sent = {"title": "Our bars", "intro": "Two minutes.", "rhythm": "month", "compared": card, "zone": "Europe/Berlin"}
    made.post("settings", **sent, closes="2031-05-31T18:00", receipt="yes")
    found = made.document()
    assert (found["title"], found["intro"], found["rhythm"], found["breakdowns"], found["schedule"]) == (
        {"en": "Our bars"},
        {"en": "Two minutes."},
        "month",
        [card],
        {"zone": "Europe/Berlin", "closes": "2031-05-31T18:00"},
    )
    assert "Nothing keeps it from opening." in said(made.get("settings"))


@on_sqlite
@pytest.mark.parametrize("moment", ["2030-03-31T02:30", "2030-10-27T02:30"])
def test_a_time_that_the_clocks_skip_or_repeat_is_given_back(made, moment):
    refused = made.post("settings", title="Bars", zone="Europe/Berlin", closes=moment)
    assert (refused.status_code, "is missing or comes twice" in refused.text) == (422, True)
    assert (moment in refused.text, "schedule" in made.document()) == (True, False)


@on_sqlite
def test_a_preview_is_walked_and_stores_nothing(app, made):
    made.add("single_choice", text="Which?", required="yes", **{"s-options": "Salt\nMint"})
    card = made.add("yes_no", text="Again?")
    made.post(do="split", card=card)
    refused = made.post("preview", go="next", step=made.document()["pages"][0]["id"])
    assert (refused.status_code, "required" in refused.text) == (422, True)
    chosen = {drafts.questions_of(made.document())[0]["id"]: option_ids(made.document())[0]}
    asked = made.post("preview", go="next", step=made.document()["pages"][0]["id"], **chosen)
    assert "Again?" in asked.text
    assert "1 answer would have been taken. Nothing was stored." in said(made.post("preview", go="send", **chosen))
    with app.extensions["databases"]["ballots"].connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ballot").scalar_one() == 0


@on_sqlite
def test_an_unfinished_form_has_a_card_a_sample_and_a_place_in_the_list(made):
    made.add("single_choice")
    for tab in ("", "sample"):
        assert made.browser.get(f"{made.base}/{tab}".rstrip("/")).status_code == 200
    assert made.browser.get("/staff/forms").status_code == 200
    assert made.browser.post(f"{made.base}/open", data={"csrf_token": make.csrf_in(made.get())}).status_code == 422


@on_sqlite
@pytest.mark.parametrize(
    ("address", "sent", "sentence"),
    [
        ("/staff/forms/bars/questions", {"csrf_token": "old"}, "this page was open for too long"),
        ("/staff/forms/nobody/questions", {}, "this is no longer there"),
        ("/staff/forms/bars/questions", {"card": "nobody", "text": "x"}, "this is no longer there"),
    ],
)
def test_a_script_is_told_why_nothing_was_saved(made, address, sent, sentence):
    data = {"csrf_token": make.csrf_in(made.get()), "revision": "0", "do": "save", **sent}
    told = made.browser.post(address, data=data, headers={"X-Autosave": "1"})
    assert (told.status_code >= 400, sentence in told.json["problem"]) == (True, True)


def test_checks_and_samples_begin_with_the_people_who_are_expected(made):
    card = made.add("single_choice", text="Where?", **{"s-options": "\n".join(f"Place {n}" for n in range(7))})
    made.post("settings", title="Bars", zone="UTC", people="1 0 0 , 0", compared=card)
    assert builder.get_draft(slug=made.slug).people == 1000
    made.post("settings", title="Bars", zone="UTC", people="60", compared=card)
    page = said(made.get())
    assert "“Where?” makes 7 groups. With 60 answers most figures are only ranges." in page
    assert "“Where?” offers 7 answers. With 60 people, offer at most 6." in page
    assert "<strong>60</strong>" in made.get("sample").text
    refused = made.post("settings", title="Bars", zone="UTC", people="many")
    assert (refused.status_code, 'value="many"' in refused.text) == (422, True)
    made.post("settings", title="Bars", zone="UTC", people="")
    assert builder.get_draft(slug=made.slug).people is None


@on_sqlite
def test_a_form_of_too_many_questions_is_said_to_be_one(made, monkeypatch):
    for number in range(3):
        made.add("yes_no", text=f"Question {number}?")
    monkeypatch.setattr("forms_app.domain.drafts.gaps.MOST_IN_ALL", 2)
    monkeypatch.setattr("forms_app.domain.definitions.MOST_IN_ALL", 2)
    monkeypatch.setattr("forms_app.domain.drafts.MOST_IN_ALL", 2)
    assert "The form has 3 questions; at most 2 can be asked. Remove some." in said(made.get())
    page = made.document()["pages"][0]["id"]
    refused = made.post(do="add", page=page, after="", new_kind="yes_no")
    assert (refused.status_code, "at most 1,000 questions" in refused.text) == (413, True)
    assert made.get("preview").status_code == 200
