"""A form with a password: nothing of its questions before it, no cookie, nothing typed lost, guesses counted."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app import create_app
from forms_app.domain import grants
from forms_app.domain.errors import Problem
from forms_app.services import admission, forms
from tests import gates, make

PASSWORD = "open sesame"
QUESTION = "Which bar"


def entered(client, slug, password=PASSWORD, **sent):
    token = make.token_in(client.get(f"/f/{slug}"))
    return client.post(f"/f/{slug}/enter", data={"token": token, "password": password, **sent})


def grant_in(page):
    return re.search(r'name="grant" value="([^"]+)"', page.text)[1]


def page_of(page, **answers):
    return {"token": make.token_in(page), "grant": grant_in(page), "q1bars": "o1salt", **answers}


def stored(app):
    with app.extensions["databases"]["ballots"].connect() as connection:
        return connection.execute(text("SELECT count(*) FROM ballot")).scalar_one()


def test_questions_come_after_the_password_and_answers_are_taken_once(app, client):
    slug = gates.with_password()
    first = client.get(f"/f/{slug}")
    assert ("q1bars" in first.text, "password" in first.text) == (False, True)
    page = entered(client, slug)
    assert (page.status_code, "q1bars" in page.text, PASSWORD in page.text) == (200, True, False)
    data = page_of(page)
    sent, again = (client.post(f"/f/{slug}", data=data) for _ in range(2))
    assert make.code_in(sent) == make.code_in(again)
    assert stored(app) == 1
    assert not any("Set-Cookie" in answer.headers for answer in (first, page, sent))


def test_a_wrong_password_shows_no_question(app, client):
    slug = gates.with_password()
    for wrong in ("", "open sesame ", "OPEN SESAME", "x" * 5_000):
        page = entered(client, slug, wrong)
        assert (page.status_code, "q1bars" in page.text) == (422, False)


@pytest.mark.parametrize("go", ["send", "next", "review"])
@pytest.mark.parametrize("grant", ["", "nonsense", "another form", "old", "another password"])
def test_without_a_grant_nothing_is_stored_and_what_was_typed_goes_along(app, client, go, grant):
    slug, now = gates.with_password(), datetime.now(UTC)
    form, keys = forms.get_form(slug=slug), app.extensions["site_keys"].signing
    hashed = form.admission.password
    given = {
        "another form": grants.sign("other1", hashed, keys, now=now),
        "old": grants.sign(form.id, hashed, keys, now=now - timedelta(hours=49)),
        "another password": grants.sign(form.id, "another", keys, now=now),
    }.get(grant, grant)
    data = page_of(entered(client, slug), q2idea="typed before", go=go) | {"grant": given}
    page = client.post(f"/f/{slug}", data=data)
    assert (page.status_code, "typed before" in page.text, "Bars" in page.text) == (422, True, False)
    assert stored(app) == 0
    back = entered(client, slug, q2idea="typed before")
    assert "typed before" in back.text


def test_who_sent_before_the_password_changed_gets_the_same_thank_you(app, client):
    slug = gates.with_password()
    data = page_of(entered(client, slug))
    code = make.code_in(client.post(f"/f/{slug}", data=data))
    admission.choose_who(slug=slug, who="password", password="another password")
    assert make.code_in(client.post(f"/f/{slug}", data=data)) == code
    fresh = page_of(entered(client, slug, "another password"))
    assert client.post(f"/f/{slug}", data=fresh | {"grant": data["grant"]}).status_code == 422


def test_who_may_answer_is_fixed_once_the_form_is_open(app):
    slug = gates.with_password()
    for who in ("anyone", "codes"):
        with pytest.raises(Problem):
            admission.choose_who(slug=slug, who=who, password="")
    slug = make.open_form("open", make.definition(id="open01"))
    with pytest.raises(Problem):
        admission.choose_who(slug=slug, who="password", password=PASSWORD)


def test_the_password_is_kept_as_argon2id_alone(app):
    slug = gates.with_password()
    with app.extensions["databases"]["site"].connect() as connection:
        row = connection.execute(text("SELECT * FROM form WHERE slug = :slug"), {"slug": slug}).one()
    assert row.password.startswith("$argon2id$")
    assert PASSWORD not in str(row)
    assert row.password not in repr(forms.get_form(slug=slug))


@pytest.mark.parametrize("short", ["", "1234567", "x" * 201])
def test_a_password_has_a_length(app, short):
    forms.import_form(definition=make.definition(), slug="flavours")
    with pytest.raises(Problem):
        admission.choose_who(slug="flavours", who="password", password=short)


@pytest.fixture
def limited(app, settings):
    made = create_app(replace(settings, rate_limit=True))
    with made.app_context():
        yield made


def test_guesses_at_a_password_are_counted_and_right_ones_are_not(app, limited):
    slug, client = gates.with_password(), limited.test_client(use_cookies=False)
    assert {entered(client, slug).status_code for _ in range(15)} == {200}
    assert [entered(client, slug, "a guess").status_code for _ in range(12)] == [422] * 10 + [429] * 2
    refused = entered(client, slug, q2idea="typed before")
    assert (refused.status_code, "typed before" in refused.text, PASSWORD in refused.text) == (429, True, False)


def test_guesses_at_codes_are_counted_and_right_ones_are_not(app, limited):
    slug, codes = gates.with_codes(count=20)
    client = limited.test_client(use_cookies=False)
    sent = [client.post(f"/f/{slug}", data=gates.page_of(client, slug, entry=code)) for code in codes[:12]]
    assert {answer.status_code for answer in sent} == {200}
    pages = [gates.page_of(client, slug, entry="0000-0000-0001", go=go) for go in ("next", "send") * 6]
    assert [client.post(f"/f/{slug}", data=page).status_code for page in pages] == [422] * 10 + [429] * 2
