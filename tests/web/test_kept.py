"""What a page could not take comes back whole, and can be sent again from there."""

import re
from html import unescape

import pytest
from sqlalchemy import create_engine

from bench.server import free_port
from forms_app.domain.machines import TRAP
from forms_app.web.guards import PUBLIC, guard_of
from forms_app.web.kept import KEEPS
from tests import make

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
limited = pytest.mark.parametrize("settings", [{"FORMS_RATE_LIMIT": "on", "FORMS_WEB_WORKERS": "60"}], indirect=True)
TYPED = 'two\r\nlines <script> & "quotes" '


def hidden_in(page):
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.text)
    return {unescape(name): unescape(value) for name, value in found}


def with_site_database_away(app, send):
    here = app.extensions["databases"]["site"]
    app.extensions["databases"]["site"] = create_engine(f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/nothing")
    try:
        return send()
    finally:
        app.extensions["databases"]["site"] = here


def test_answers_survive_a_database_that_cannot_even_say_which_form_it_is(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt", "q2idea": TYPED}
    refused = with_site_database_away(app, lambda: client.post(f"/f/{slug}?lang=en", data={**data, TRAP: "x"}))
    assert refused.status_code == 503
    assert hidden_in(refused) == data
    assert f'action="/f/{slug}?lang=en" method="post"' in refused.text
    assert '<li class="kept__value">two\r\nlines &lt;script&gt; &amp; &#34;quotes&#34; </li>' in refused.text
    shown = refused.text.split("What you sent")[1]
    assert [hidden for hidden in (data["token"], "o1salt") if hidden in shown] == []


def test_answers_given_back_are_taken_when_sent_again(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q2idea": "chestnut"}
    refused = with_site_database_away(app, lambda: client.post(f"/f/{slug}", data=data))
    assert client.post(f"/f/{slug}", data=hidden_in(refused)).status_code == 200


@limited
def test_answers_sent_too_often_come_back(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q2idea": "chestnut"}
    assert client.post(f"/f/{slug}", data=data).status_code == 200
    refused = client.post(f"/f/{slug}", data=data)
    assert (refused.status_code, hidden_in(refused)) == (429, data)


@limited
def test_a_receipt_code_sent_too_often_is_not_shown(app, client):
    client.post("/receipt", data={"code": "x"})
    refused = client.post("/receipt", data={"code": "SECRET"})
    assert refused.status_code == 429
    assert "SECRET" not in refused.text


@limited
def test_a_password_is_never_given_back(app):
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/staff/sign-in").text)[1]
    data = {"email": "m@example.org", "password": "SECRET SECRET SECRET", "csrf_token": token}
    pages = [client.post("/staff/sign-in", data=data) for _ in range(2)]
    away = with_site_database_away(app, lambda: client.post("/staff/sign-in", data=data))
    assert [page.status_code for page in pages] == [200, 429]
    assert "SECRET" not in pages[1].text + away.text


def test_a_page_longer_than_allowed_is_refused_with_a_sentence(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q2idea": "long" * 300_000}
    refused = client.post(f"/f/{slug}", data=data)
    assert refused.status_code == 413
    assert "What was sent is longer than this page takes." in refused.text
    assert "longlong" not in refused.text


def test_a_page_too_long_to_be_read_while_the_database_is_away_says_what_is_wrong(app, client):
    data = {"q2idea": "long" * 300_000}
    refused = with_site_database_away(app, lambda: client.post("/f/flavours", data=data))
    assert refused.status_code == 503
    assert "Error number 503" in refused.text


def test_every_public_page_that_takes_posts_has_decided_whether_it_gives_back(app):
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert {endpoint for endpoint in posts if guard_of(app, endpoint) == PUBLIC} == set(KEEPS)
