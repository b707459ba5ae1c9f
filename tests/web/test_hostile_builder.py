"""Whatever is sent to the builder: a clear page, nothing lost, and no other page of the site stops because of it."""

import re

import pytest

from forms_app.domain import drafts
from forms_app.services import forms
from tests import make
from tests.web.builder_pages import made_in, said
from tests.web.staff_pages import on_sqlite

ENDLESS = "9" * 5_000
SETTINGS = {"title": "Bars", "zone": "UTC"}


@pytest.fixture
def made(app):
    return made_in(app)


@pytest.fixture
def two(made):
    """A form of two questions and a page with its place to name them in posts."""
    cards = [made.add("single_choice", text="Which?", **{"s-options": "A\nB"}), made.add("number", text="How many?")]
    return {"CHOICE": cards[0], "NUMBER": cards[1], "PAGE": made.document()["pages"][0]["id"]}


def every_page(made):
    tabs = [f"{made.base}/{tab}" for tab in ("questions", "logic", "settings", "preview", "sample", "copy", "delete")]
    paths = ["/staff/forms", made.base, *tabs]
    return {path: made.browser.get(path).status_code for path in paths}


def filled(sent, names):
    made = {}
    for key, value in sent.items():
        for name, id_ in names.items():
            key, value = key.replace(name, id_), value.replace(name, id_)
        made[key] = value
    return made


TAKEN = {  # posts that stay in the draft as they were typed
    "a long title": ("settings", {**SETTINGS, "title": "x" * 5_000}),
    "a long introduction": ("settings", {**SETTINGS, "intro": "x" * 5_000}),
    "an unknown rhythm": ("settings", {**SETTINGS, "rhythm": "never"}),
    "a zero byte": ("settings", {**SETTINGS, "title": "a\0b"}),
    "a long title of a page": ("questions", {"do": "page-save", "card": "PAGE", "title-PAGE": "x" * 5_000}),
    "a long question": ("questions", {"do": "done", "card": "CHOICE", "text": "x" * 50_000}),
    "more answers than a list has": (
        "questions",
        {"do": "done", "card": "CHOICE", "text": "x", "s-options": "a\nb\na\n" * 700},
    ),
    "numbers without end": (
        "questions",
        {"do": "done", "card": "NUMBER", "text": "x", "s-min": "1e400", "s-max": "nan"},
    ),
    "days without end": (
        "questions",
        {"do": "done", "card": "CHOICE", "text": "x", "personal": "1", "purpose": "p", "delete_after": ENDLESS},
    ),
    "a place without end": ("questions", {"do": "place", "card": "CHOICE", "page": "PAGE", "index": ENDLESS}),
    "a group without end": ("logic", {"of": "NUMBER", "do": "add", "asked": "CHOICE", "into": ENDLESS}),
    "a group below none": ("logic", {"of": "NUMBER", "do": "add", "asked": "CHOICE", "into": "-1"}),
}


@on_sqlite
@pytest.mark.parametrize("sent", TAKEN.values(), ids=TAKEN)
def test_what_cannot_be_read_is_kept_and_stops_no_page(made, two, sent):
    tab, fields = sent
    answers = [made.post(tab, **filled(fields, two)).status_code for _again in range(2)]
    assert (answers, set(every_page(made).values())) == ([303, 303], {200})


@pytest.mark.parametrize("revision", ["9" * 99, "2147483648", "-5", "x"])
def test_a_revision_that_never_was_is_a_conflict(made, two, revision):
    answer = made.post(revision=revision, do="done", card=two["CHOICE"], text="Mine")
    assert (answer.status_code, "Mine" in said(answer)) == (409, True)


@pytest.mark.parametrize(
    "path",
    [
        "/f/%00",
        "/staff/forms/%00",
        "/staff/forms/%00/questions",
        "/staff/forms/bars%00/questions",
        "/staff/deletions/%00",
        "/staff/deletions/%00/certificate.txt",
        "/staff/results/bars/2147483648",
        f"/staff/results/bars/{'9' * 99}",
        f"/staff/results/bars/{'9' * 99}/aaaaaa.svg",
    ],
)
def test_a_name_that_no_row_has_is_not_there(app, path):
    role = "manager" if "results" in path else "staff"
    assert make.sign_in(app, make.account(app, role=role)).get(path).status_code == 404


@on_sqlite
@pytest.mark.parametrize("do", ["", "x", "page-add"])
def test_an_unknown_deed_publishes_nothing(made, two, do):
    made.post("open")
    made.post("settings", title="Others", zone="UTC", compared=two["CHOICE"])
    assert made.post("versions", do=do, sure="yes").status_code == 404
    assert forms.get_form(slug="bars").changes_at is None


@on_sqlite
@pytest.mark.parametrize(
    ("closes", "zone"),
    [
        ("9999-12-31T23:59", "America/Los_Angeles"),
        ("0001-01-01T00:00", "Asia/Tokyo"),
        ("2026-05-01T10:00+02:00", "UTC"),
    ],
)
def test_a_time_that_no_clock_can_say_is_given_back(made, closes, zone):
    answer = made.post("settings", title="Bars", closes=closes, zone=zone)
    assert (answer.status_code, set(every_page(made).values())) == (422, {200})


@on_sqlite
def test_five_questions_to_compare_groups_by_are_said_to_be_too_many(made):
    cards = [made.add("yes_no", text="Well?") for _each in range(5)]
    made.post("settings", **SETTINGS, compared=cards)
    assert set(every_page(made).values()) == {200}
    assert "Groups can be compared by at most four questions; untick the others." in said(made.get())


@on_sqlite
def test_a_draft_does_not_grow_without_end(made, two, monkeypatch):
    monkeypatch.setattr("forms_app.domain.drafts.MOST_LETTERS", 20_000)
    sent = {"do": "save", "card": two["CHOICE"], "text": "x" * 30_000}
    before = made.document()
    page, script = made.post(**sent), made.post(**sent, headers={"X-Autosave": "1"})
    assert (page.status_code, script.status_code, made.document()) == (413, 413, before)
    assert "about a million letters in all. Nothing was saved." in said(page)
    assert script.json["problem"] in said(page)


@on_sqlite
def test_a_form_gets_no_more_pages_and_questions_than_it_may_have(made, two, monkeypatch):
    monkeypatch.setattr("forms_app.domain.drafts.MOST_PAGES", 2)
    monkeypatch.setattr("forms_app.domain.drafts.MOST_QUESTIONS", 2)
    page = {"page": two["PAGE"]}
    adding = [made.post(do="page-add", **page).status_code for _each in range(2)]
    assert adding == [303, 413]
    assert made.post(do="add", new_kind="yes_no", **page).status_code == 413
    assert made.post(do="remove", card=two["NUMBER"]).status_code == 303


@on_sqlite
def test_a_form_that_was_changed_meanwhile_is_not_opened(made, two):
    page = made.browser.get(made.base)
    sent = dict(re.findall(r'name="(csrf_token|revision)" value="([^"]+)"', page.text))
    made.post(do="done", card=two["NUMBER"], text="How many, to be exact?")
    refused = made.browser.post(f"{made.base}/open", data=sent)
    assert (refused.status_code, "so it was not opened yet" in said(refused)) == (409, True)
    assert forms.get_form(slug="bars").version is None


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "kept"), [("1,5", 1.5), ("12", 12), ("1,000", "1,000"), ("-12,000,000", "-12,000,000")]
)
def test_a_comma_is_read_where_it_can_only_be_that_of_a_fraction(made, typed, kept):
    card = made.add("number", text="How many?", **{"s-min": typed})
    assert drafts.get_question(made.document(), card)["settings"]["min"] == kept
