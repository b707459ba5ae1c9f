"""The page of webhooks: made, tried, changed and removed in the browser, with what went wrong in plain words."""

import re
from datetime import UTC, datetime

import pytest

from forms_app.services import webhooks
from tests import make
from tests.web.staff_pages import on_sqlite, said
from tests.webhooks import peers
from tests.webhooks.test_calls import counted, genuine, run

PAGE = "/staff/webhooks"
TODAY = datetime(2030, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def browser(app):
    return make.sign_in(app, make.account(app, "admin@shop.example", "administrator"))


def post(browser, path=PAGE, **data):
    return browser.post(path, data={**data, "csrf_token": make.csrf_in(browser.get(PAGE))})


def of(hook):
    return f"{PAGE}/{hook.id.hex()}"


def only():
    (hook,) = webhooks.list_webhooks()
    return hook


def test_one_is_made_its_secret_is_shown_once_and_verifies(browser, peer):
    assert "No program is told of anything" in said(browser.get(PAGE))
    answer = post(browser, url=peer.url, events=["results"])
    secret = re.search(r"<code>(whsec_[^<]+)</code>", answer.text)[1]
    assert (answer.status_code, secret in browser.get(PAGE).text) == (200, False)
    assert post(browser, url=peer.url, events=["results"]).status_code == 422  # the same page again
    assert post(browser, of(only()), do="test").status_code == 303
    ((headers, body, _path),) = peer.calls
    assert (genuine()(headers, body, secret), peer.told[0]["type"]) == (True, "test")
    assert "The test was taken by" in said(browser.get(PAGE))


@on_sqlite
@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"url": "example.org", "events": ["results"]}, "Write an address such as"),
        ({"url": "http://example.org/", "events": ["results"]}, "must begin with https://"),
        ({"url": "https://example.org/"}, "Choose at least one thing"),
        ({"url": "https://example.org/", "events": ["nothing"]}, "Choose at least one thing"),
    ],
)
def test_what_is_mistyped_is_said_and_kept(browser, sent, problem):
    answer = post(browser, **sent)
    assert (answer.status_code, problem in said(answer), f'value="{sent["url"]}"' in answer.text) == (422, True, True)
    assert webhooks.list_webhooks() == []


@on_sqlite
@pytest.mark.parametrize(
    ("code", "words"),
    [(500, "answered 500 instead of 200"), (302, "points elsewhere"), (410, "nobody takes this any more")],
)
def test_a_test_says_what_was_answered(browser, peer, code, words):
    post(browser, url=peer.url, events=["results"])
    peer.otherwise = code
    answer = post(browser, of(only()), do="test")
    assert (answer.status_code, words in said(answer)) == (422, True)


@on_sqlite
def test_a_test_says_that_nobody_is_there_or_that_it_is_inside(browser, names, let_inside):
    port = peers.nobody()
    let_inside(f"127.0.0.1:{port}")
    names.known = {"inside.example": [["10.0.0.1"]]}
    for url, words in (
        (f"http://127.0.0.1:{port}/", "cannot be reached"),
        ("https://inside.example/", "leads to this machine or to a private network"),
        ("https://nobody.example/", "No server has this name"),
    ):
        post(browser, url=url, events=["results"])
        hook = next(one for one in webhooks.list_webhooks() if one.url == url)
        assert words in said(post(browser, of(hook), do="test"))


def test_what_it_tells_its_secret_and_the_whole_are_changed(browser, peer):
    post(browser, url=peer.url, events=["results"])
    before = webhooks.secret_of(only())
    assert post(browser, of(only()), do="events", events=["vouchers"]).status_code == 303
    assert only().events == ("vouchers",)
    assert post(browser, of(only()), do="events").status_code == 422
    renewed = post(browser, of(only()), do="secret")
    assert (before in renewed.text, webhooks.secret_of(only()) in renewed.text) == (False, True)
    hook = only()
    assert post(browser, of(hook), do="remove").status_code == 303
    assert (webhooks.list_webhooks(), post(browser, of(hook), do="test").status_code) == ([], 404)


def test_what_waits_and_what_was_given_up_is_tried_again_or_deleted(browser, peer):
    post(browser, url=peer.url, events=["results"])
    counted()
    peer.otherwise = 410
    run(TODAY)
    page = browser.get(PAGE)
    assert "Could not be delivered. The server answered 410" in said(page)
    call = re.search(r'name="call" value="([0-9a-f]{32})"', page.text)[1]
    assert "Could not be delivered" not in said(browser.get("/staff/outbox"))  # it is no mail
    peer.otherwise = 200
    assert post(browser, f"{PAGE}/calls", call=call, do="retry").status_code == 303
    run(datetime.now(UTC).replace(year=2031))
    assert (len(peer.calls), webhooks.list_calls()) == (2, [])
    assert post(browser, f"{PAGE}/calls", call=call, do="give-up").status_code == 404


def test_the_next_try_of_what_waits_is_said_and_it_can_be_deleted(browser, peer):
    post(browser, url=peer.url, events=["results"])
    counted()
    peer.otherwise = 503
    run(TODAY)
    page = browser.get(PAGE)
    assert "answered 503 instead of 200. The next try is on" in said(page)
    assert f"To {only().shown}: Results are ready" in said(page)
    call = re.search(r'name="call" value="([0-9a-f]{32})"', page.text)[1]
    assert post(browser, f"{PAGE}/calls", call=call, do="give-up").status_code == 303
    assert webhooks.list_calls() == []


@on_sqlite
@pytest.mark.parametrize("key", ["x", "00", "00" * 16, "calls"])
def test_nothing_is_done_to_what_is_not_there(browser, key):
    assert post(browser, f"{PAGE}/{key}", do="test").status_code == 404


@on_sqlite
@pytest.mark.parametrize("role", ["staff", "manager", "till", "inbox"])
def test_only_who_looks_after_the_site_opens_it(app, role):
    other = make.sign_in(app, make.account(app, role=role))
    assert other.get(PAGE).status_code == 403
