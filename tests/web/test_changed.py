"""Who answers questions that were replaced loses nothing: taken for a while, then given what fits the new ones."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy import text

from forms_app.services import forms, releases, submissions, versions
from tests import make
from tests.lived import rows

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
CHANGED = "The questions of this form have changed since you opened it, so nothing was stored yet."
LEFT = "What you answered to questions that are no longer asked"
SENT = {"q1bars": "o2pear", "q2idea": "Chestnut"}
HOUR = timedelta(hours=1)


def new_questions():
    """The first question stays, the second goes, and a third comes."""
    page = make.example("form-1")["pages"][0]
    third = {**make.question("q3rate", "scale"), "text": {"en": "How good?", "de": "Wie gut?"}}
    return make.definition(pages=[{**page, "questions": [page["questions"][0], third]}])


def replaced(*, hours_ago, opened=None, definition=None):
    """A form whose questions were replaced so many hours ago, as its worker knows; returns its link name."""
    slug = make.open_form(opened=opened)
    changed_at = datetime.now(UTC) - hours_ago * HOUR
    made = definition or new_questions()
    form, _ = versions.replace_questions(slug=slug, definition=made, now=datetime.now(UTC))
    releases.run(now=form.changes_at)
    move_back(form.changes_at - changed_at)
    releases.run(now=datetime.now(UTC))
    return slug


def move_back(by):
    """What came in the future happened before now."""
    for bind, table, name in (("site", "version", "begins_at"), ("ballots", "form_state", "ended_at")):
        with current_app.extensions["databases"][bind].begin() as connection:
            for (moment,) in connection.execute(text(f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL")).all():
                then = datetime.fromisoformat(moment) - by
                connection.execute(
                    text(f"UPDATE {table} SET {name} = :then WHERE {name} IS NOT NULL"), {"then": f"{then}"}
                )


def old_token(slug, *, hours_ago):
    form = forms.get_form(slug=slug)
    first = type(form)(form.id, form.slug, 1, form.opens_at, form.closes_at)
    return submissions.issue_token(form=first, nonce=os.urandom(15), now=datetime.now(UTC) - hours_ago * HOUR)


def post(client, slug, token, **given):
    return client.post(f"/f/{slug}", data={"token": token, **(given or SENT)})


def test_an_old_page_is_taken_while_its_answers_are_not_counted_yet(app, client):
    slug = replaced(hours_ago=11)
    assert post(client, slug, old_token(slug, hours_ago=11.5)).status_code == 200
    assert rows(app, "ballots", "SELECT period FROM ballot") == [(1,)]
    wrong = post(client, slug, old_token(slug, hours_ago=11.5), q1bars="o2pear", q2idea="x" * 201)
    assert (wrong.status_code, 'name="q2idea"' in wrong.text, CHANGED in wrong.text) == (422, True, False)


@pytest.mark.parametrize("age", [11.9, 12.5, 47, 49, 400])
def test_an_older_page_gives_the_new_one_with_what_fits_and_the_rest_to_copy(app, client, age):
    slug = replaced(hours_ago=12.1)
    page = post(client, slug, old_token(slug, hours_ago=age))
    assert page.status_code == (409 if age < 48 else 422)
    assert ("Error:" in page.text, 'name="q3rate"' in page.text, 'name="q2idea"' in page.text) == (True, True, False)
    assert CHANGED in page.text
    kept, _, left = page.text.partition(LEFT)
    assert 'value="o2pear" checked' in " ".join(kept.split())
    assert ("Chestnut" in left, "Pear and ginger" in left) == (True, False)
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]
    sent = post(client, slug, make.token_in(page), q1bars="o2pear", q3rate="4")
    assert sent.status_code == 200
    assert rows(app, "ballots", "SELECT period FROM ballot") == [(2,)]


def test_an_answer_that_is_no_longer_offered_stands_to_be_copied(app, client):
    page = make.example("form-1")["pages"][0]
    first = page["questions"][0]
    fewer = {**first, "settings": {**first["settings"], "options": first["settings"]["options"][:1] + [
        {"id": "o4mint", "text": {"en": "Mint", "de": "Minze"}}]}}  # fmt: skip
    slug = replaced(hours_ago=13, definition=make.definition(pages=[{**page, "questions": [fewer]}]))
    left = post(client, slug, old_token(slug, hours_ago=13)).text.partition(LEFT)[2]
    assert ("Pear and ginger" in left, "Chestnut" in left) == (True, True)


def test_a_late_retry_of_what_was_stored_is_thanked_and_stores_nothing(app, client):
    slug = replaced(hours_ago=11)
    token = old_token(slug, hours_ago=11.5)
    code = make.code_in(post(client, slug, token))
    move_back(2 * HOUR)
    releases.run(now=datetime.now(UTC))
    assert make.code_in(post(client, slug, token)) == code
    other = post(client, slug, token, q1bars="o1salt")
    assert (other.status_code, "This page was already sent" in other.text, 'name="q3rate"' in other.text) == (
        409,
        True,
        True,
    )


def walk():
    """The example form on two pages."""
    page = make.example("form-1")["pages"][0]
    first, second = page["questions"][:2]
    return make.definition(pages=[{**page, "questions": [first]}, {"id": "p2idea", "questions": [second]}])


@pytest.mark.parametrize(("hours", "status"), [(11, 200), (13, 409)])
def test_somebody_on_the_way_through_old_pages_goes_on_or_begins_with_the_new_ones(app, client, hours, status):
    slug = replaced(hours_ago=hours, opened=walk())
    step = walk().pages[0].id
    page = post(client, slug, old_token(slug, hours_ago=hours), q1bars="o2pear", step=step, go="next")
    assert (page.status_code, 'name="q2idea"' in page.text) == (status, status == 200)
    assert (CHANGED in page.text, "o2pear" in page.text) == (status == 409, True)


def test_a_longer_page_than_the_new_questions_need_is_still_read(app, client):
    short = make.definition(pages=[{"id": "page01", "questions": [make.example("form-1")["pages"][0]["questions"][0]]}])
    long = make.definition(
        pages=[
            {
                "id": "page01",
                "questions": [
                    make.example("form-1")["pages"][0]["questions"][0],
                    {
                        **make.question("q9long", "long_text", settings={"longest": 2500}),
                        "text": {"en": "Tell", "de": "Sag"},
                    },
                ],
            }
        ]  # fmt: skip
    )
    slug = replaced(hours_ago=13, opened=long, definition=short)
    words = "ö" * 1200
    padding = "x" * (64 * 1024 - 4000)
    page = client.post(f"/f/{slug}", data={"token": old_token(slug, hours_ago=13), "q9long": words, "pad000": padding})
    assert (page.status_code, words in page.text) == (409, True)


def test_the_first_page_kept_in_memory_changes_with_the_questions_and_with_their_wording(app, client):
    slug = make.open_form()
    before = client.get(f"/f/{slug}").text
    form, _ = versions.replace_questions(slug=slug, definition=new_questions(), now=datetime.now(UTC))
    announced = client.get(f"/f/{slug}").text
    releases.run(now=form.changes_at)
    after = client.get(f"/f/{slug}").text
    words = "this form asks other questions."
    assert [words in page for page in (before, announced, after)] == [False, True, False]
    assert ['name="q3rate"' in page for page in (before, announced, after)] == [False, False, True]
    about = " ".join(client.get(f"/f/{slug}/about").text.split())
    for words in ("Published version 2, with other questions, since", "Published version 1, open since"):
        assert words in about


def test_who_answered_replaced_questions_is_thanked_for_those_and_who_answered_new_ones_for_these(client):
    renamed = new_questions().to_json() | {"title": {"en": "Other bars", "de": "Andere Tafeln"}}
    slug = replaced(hours_ago=1, definition=make.definition(**renamed))
    titles = [
        re.search("Your answers to “([^”]+)”", post(client, slug, token, **given).text)[1]
        for token, given in (
            (old_token(slug, hours_ago=2), SENT),
            (make.token_in(client.get(f"/f/{slug}")), {"q1bars": "o2pear"}),
            (old_token(slug, hours_ago=2), SENT),
        )
    ]
    assert titles == [titles[0], "Other bars", titles[0]]
    assert titles[0] != "Other bars"
