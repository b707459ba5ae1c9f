"""Wordings are corrected under the same ids, at once, and both stand in public; anything else is refused."""

import json

import pytest

from forms_app.domain.errors import Conflict
from forms_app.services import forms, reports, versions
from tests import make
from tests.lived import answer, at, count, open_on, published
from tests.replaced import changed, page_shown, replace, send

on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
WAS, NOW = "Which flavour would you buy?", "Which flavour would you choose?"


def worded(text=NOW, **given):
    """The example form with another text for its first question."""
    page = make.example("form-1")["pages"][0]
    first = {**page["questions"][0], "text": {"en": text, "de": "Welche Sorte würden Sie kaufen?"}}
    return make.definition(**{"pages": [{**page, "questions": [first, *page["questions"][1:]]}], **given})


def correct(when, definition, *, slug="flavours"):
    return versions.correct_wording(slug=slug, definition=definition, now=at(when))


def both(report):
    return [(one["day"], one["question"], one["was"]["en"], one["now"]["en"]) for one in report["corrections"]]


def test_a_corrected_wording_ends_no_period_and_both_stand_in_the_report(app):
    open_on("2026-03-02T09:00", "week", schedule={"zone": "Pacific/Auckland"})
    answer("2026-03-03T12:00", 6)
    old_page = page_shown("2026-03-03T13:00")
    correct("2026-03-03T13:30", worded(rhythm="week", schedule={"zone": "Pacific/Auckland"}))
    send(old_page, "2026-03-03T14:00")
    answer("2026-03-04T12:00", 6)
    count("2026-03-08T11:00:01")
    assert published() == [(1, 13, "2026-03-02", "2026-03-08")]
    (report,) = reports.get_reports(slug="flavours")["reports"]
    assert (report["versions"], both(report)) == ([1], [("2026-03-04", "q1bars", WAS, NOW)])
    assert report["questions"][0]["text"]["en"] == NOW


def test_corrections_follow_each_other_and_end_with_their_version(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 10)
    correct("2026-03-03T13:00", worded("Second", rhythm="week"))
    replace("2026-03-03T14:00")
    correct("2026-03-04T13:00", worded("Third", rhythm="week"))
    count("2026-03-09T00:00:01", "2026-03-09T12:00:01")
    answer("2026-03-10T12:00", 10)
    count("2026-03-16T00:00:01")
    newest, oldest = reports.get_reports(slug="flavours")["reports"]
    assert both(newest) == []
    assert both(oldest) == [("2026-03-03", "q1bars", WAS, "Second"), ("2026-03-04", "q1bars", "Second", "Third")]
    assert (oldest["questions"][0]["text"]["en"], newest["questions"][0]["text"]["en"]) == ("Third", WAS)


@on_sqlite
def test_the_page_about_a_form_shows_both_wordings_and_the_form_says_where(app, client):
    slug = make.open_form()
    assert "Wording corrected" not in client.get(f"/f/{slug}").text
    form = forms.get_form(slug=slug)
    correct(f"{form.opens_at:%Y-%m-%dT%H:%M:%S}", worded())
    page, about = (client.get(f"/f/{slug}{more}").text for more in ("", "/about"))
    assert (WAS in page, NOW in page) == (False, True)
    assert f'href="/f/{slug}/about#changes"' in page
    assert f'<q lang="en">{WAS}</q> became <q lang="en">{NOW}</q>' in about
    assert 'id="changes"' in about


@on_sqlite
def test_a_language_that_is_added_says_the_same_to_more_people(app, client):
    slug = make.open_form()
    form, first = forms.get_form(slug=slug), make.example("form-1")
    text = first["pages"][0]["questions"][0]["text"] | {"fr": "Quel parfum choisiriez-vous ?"}
    page = first["pages"][0]
    questions = [{**page["questions"][0], "text": text}, *page["questions"][1:]]
    more = make.definition(languages=[*first["languages"], "fr"], pages=[{**page, "questions": questions}])
    correct(f"{form.opens_at:%Y-%m-%dT%H:%M:%S}", more)
    about = client.get(f"/f/{slug}/about").text
    assert ("Words in Français added on" in about, "became" in about) == (True, False)
    assert "Quel parfum choisiriez-vous ?" in client.get(f"/f/{slug}?lang=fr").text


@on_sqlite
def test_the_commands_say_what_changed_and_the_reports_say_both_wordings(app, tmp_path):
    open_on("2026-03-02T09:00", "close")
    answer("2026-03-03T12:00", 10)
    file = tmp_path / "form.json"
    file.write_text(json.dumps(worded().to_json()))
    run = app.test_cli_runner().invoke
    undeclared = run(args=["forms", "correct", "flavours", str(file)])
    assert (undeclared.exit_code, "--meaning-unchanged" in undeclared.output) == (1, True)
    said = run(args=["forms", "correct", "flavours", str(file), "--meaning-unchanged"]).output
    assert said.splitlines()[0] == f"“{WAS}” is now “{NOW}”."
    forms.close_form(slug="flavours", now=at("2099-03-04T12:00"))
    count("2099-03-04T12:00:01")
    shown = run(args=["reports", "show", "flavours"]).output
    assert "  Published version 1\n" in shown
    assert f": “{WAS}” became “{NOW}”\n" in shown
    manager = make.sign_in(app, make.account(app))
    assert f'<q lang="en">{WAS}</q> became <q lang="en">{NOW}</q>' in manager.get("/staff/results/flavours/1").text


@on_sqlite
def test_the_commands_announce_a_change_and_take_it_back(app, tmp_path):
    slug = make.open_form()
    file = tmp_path / "form.json"
    file.write_text(json.dumps(changed().to_json()))
    run = app.test_cli_runner().invoke
    said = run(args=["forms", "replace", slug, str(file)]).output.splitlines()
    begins = f"{forms.get_form(slug=slug).changes_at:%Y-%m-%d 00:00} UTC"
    assert said[0] == "“Which flavour would you buy?” has other answers or limits."
    assert said[1].startswith(f"flavours: these questions are asked from {begins} on;")
    assert said[2].endswith("fewer than ten are deleted unread.")
    assert run(args=["forms", "list"]).output.endswith(f"; other questions from {begins}\n")
    assert run(args=["forms", "take-back", slug]).output == "flavours: its questions stay as they are.\n"
    assert "other questions" not in run(args=["forms", "list"]).output
    again = run(args=["forms", "take-back", slug])
    assert (again.exit_code, again.output) == (1, "Error: No change of flavours is scheduled.\n")


@on_sqlite
@pytest.mark.parametrize(
    ("given", "now", "sentence"),
    [
        ({"rhythm": "month"}, "2026-03-03T12:00", "- When answers are counted differs."),
        ({"languages": ["en"]}, "2026-03-03T12:00", "- A language of the form is gone, or stands elsewhere."),
        ({"intro": None}, "2026-03-03T12:00", "- Whether it has an introduction differs."),
        ({}, "2099-03-03T12:00", "flavours is closed; its questions stay as they are."),
    ],
)
def test_more_than_wording_is_no_correction(app, given, now, sentence):
    open_on("2026-03-02T09:00", "close", intro={"en": "Hello", "de": "Hallo"})
    if now > "2099":
        forms.close_form(slug="flavours", now=at("2026-03-04T12:00"))
    with pytest.raises(Conflict, match=sentence):
        correct(now, worded(**{"intro": {"en": "Hello", "de": "Hallo"}, **given}))


@on_sqlite
def test_what_says_the_same_already_is_no_correction(app):
    open_on("2026-03-02T09:00", "close")
    with pytest.raises(Conflict, match="Nothing differs"):
        correct("2026-03-03T12:00", make.definition())
