"""Sample reports: the real counting over invented answers, marked on every part, with nothing kept or looked at."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain.reports import report_of
from forms_app.services import forms, releases
from tests import make

MARK = "Sample from invented answers"
TABLES = {"site": ["publication"], "ballots": ["ballot", "spent"], "people": ["text"]}


def rows(app):
    """How many rows stand in every table that a report or an answer could leave something in."""
    found = {}
    for bind, tables in TABLES.items():
        with app.extensions["databases"][bind].connect() as connection:
            for table in tables:
                found[table] = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    return found


def maker(app):
    return make.sign_in(app, make.account(app, role="staff"))


@pytest.mark.parametrize("people", [12, 30, 100, 1000])
def test_a_sample_is_shown_at_each_size_with_links_to_the_others(app, people):
    forms.import_form(definition=make.definition(), slug="flavours")
    page = maker(app).get(f"/staff/forms/flavours/sample?people={people}")
    assert page.status_code == 200
    assert f"What a report of <strong>{people}</strong> answers looks like." in page.text
    assert [f"sample?people={size}" in page.text for size in (12, 30, 100, 1000)] == [True] * 4
    assert page.text.count('aria-current="page"') == 1


def test_every_part_of_a_sample_bears_the_mark(app):
    forms.import_form(definition=make.definition(), slug="flavours")
    page = maker(app).get("/staff/forms/flavours/sample?people=100").text
    parts = page.split("<section")[1:]
    assert len(parts) == 2
    assert [MARK in part.split("</section>")[0] for part in parts] == [True, True]
    assert MARK in page.split('<aside class="why"')[1]
    assert MARK in page.split("<h1")[0]


def test_a_real_report_bears_no_mark(app, client):
    slug = make.open_form()
    for _ in range(12):
        client.post(f"/f/{slug}", data={"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt"})
    forms.close_form(slug=slug, now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC) + timedelta(seconds=1))
    page = make.sign_in(app, make.account(app)).get(f"/staff/results/{slug}/1").text
    assert ("<strong>12</strong> people answered." in page, MARK in page, 'class="mark"' in page) == (
        True,
        False,
        False,
    )


def shown(page):
    """What a page says, without the mark of its sign-out button, which holds the second it was made in."""
    return page.text.replace(make.csrf_in(page), "")


def test_a_sample_keeps_nothing_and_does_not_hang_on_real_answers(app, client):
    slug = make.open_form()
    browser = maker(app)
    before = shown(browser.get(f"/staff/forms/{slug}/sample"))
    client.post(f"/f/{slug}", data={"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt"})
    kept = rows(app)
    assert shown(browser.get(f"/staff/forms/{slug}/sample")) == before
    assert rows(app) == kept == {"publication": 0, "ballot": 1, "spent": 1, "text": 0}


def test_another_number_of_people_is_taken_as_thirty(app):
    forms.import_form(definition=make.definition(), slug="flavours")
    browser = maker(app)
    pages = {shown(browser.get(f"/staff/forms/flavours/sample{asked}")) for asked in ("", "?people=3", "?people=x")}
    assert len(pages) == 1
    assert "<strong>30</strong>" in pages.pop()


def test_a_form_that_cannot_be_opened_says_why_instead(app):
    alone = {"options": [{"id": "opt000", "text": {"en": "A"}}, {"id": "opt000", "text": {"en": "B"}}]}
    forms.import_form(definition=make.form(make.question("quest1", settings=alone)), slug="twice")
    page = maker(app).get("/staff/forms/twice/sample")
    assert (page.status_code, "Two options share the id opt000." in page.text) == (200, True)


def test_the_page_of_a_long_form_leaves_groups_out_and_says_so_and_the_command_has_them(app):
    short = [make.question(f"quest{n}", required=True) for n in range(2)]
    long = [make.question(f"ques{n:02d}", required=True) for n in range(61)]
    forms.import_form(definition=make.form(*short, id="form02", breakdowns=["quest0"]), slug="short")
    forms.import_form(definition=make.form(*long, breakdowns=["ques00"]), slug="long")
    browser = maker(app)
    pages = [browser.get(f"/staff/forms/{slug}/sample?people=100").text for slug in ("short", "long")]
    assert [("Groups by" in page, "leaves out how groups compare" in page) for page in pages] == [
        (True, False),
        (False, True),
    ]
    printed = json.loads(invoke(app, "long", "--people", "100", "--format", "json").output)
    assert len(printed["breakdowns"]) == 1


def test_a_sample_of_an_unknown_form_is_not_there(app):
    assert maker(app).get("/staff/forms/nothing/sample").status_code == 404


def invoke(app, *words):
    return app.test_cli_runner().invoke(args=["reports", "sample", *words])


def test_the_command_prints_the_same_sample_of_a_file_and_of_a_form_on_the_site(app, tmp_path):
    forms.import_form(definition=make.definition(), slug="flavours")
    file = tmp_path / "form.json"
    file.write_text(json.dumps(make.definition().to_json()))
    of_file, of_site = (invoke(app, form, "--people", "64", "--format", "json") for form in (str(file), "flavours"))
    assert (of_file.exit_code, of_file.output) == (0, of_site.output)
    printed = json.loads(of_file.output)
    assert (printed["sample"], printed["n"], printed["outcome"]) == (MARK, 64, "figures")
    assert set(printed) - {"sample"} == set(report_of(make.example("publication-1")))


def test_the_command_says_first_that_answers_are_invented_and_how_precise_figures_are(app):
    forms.import_form(definition=make.definition(), slug="flavours")
    lines = invoke(app, "flavours", "--people", "100").output.splitlines()
    assert lines[:2] == [MARK, "Expected error in points: 1.4 by rounding, 3.0 by the luck of who answered."]


def test_the_command_refuses_fewer_than_ten_and_what_is_no_form(app, tmp_path):
    file = tmp_path / "form.json"
    file.write_text("{}")
    found = [invoke(app, "flavours", "--people", "9"), invoke(app, "flavours"), invoke(app, str(file))]
    assert [one.exit_code for one in found] == [2, 1, 1]
    assert "There is no such form." in found[1].output
    assert "form.json is not a form/1" in found[2].output
