"""Results are news to an account until it opens them or puts them away; makers are told what needs a look."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from forms_app.domain.notices import NEWS_FOR
from forms_app.services import forms, notices
from tests import make
from tests.lived import answer, at, count, open_on, rows

on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
NOW = datetime.now(UTC)
READY = "Results are ready"


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def counted(people=10, *, slug="flavours", id_="k3f9a2", ago=timedelta(days=1)):
    """A form that was closed by hand and counted."""
    then = NOW - ago
    open_on(stamp(then), "close", slug=slug, id=id_)
    answer(stamp(then), people, slug=slug)
    forms.close_form(slug=slug, now=then + timedelta(hours=1))
    count(stamp(then + timedelta(hours=1, seconds=1)))


def said(page):
    return " ".join(unescape(page.text).split())


def put_away(browser, shown):
    token = make.csrf_in(browser.get("/staff"))
    return browser.post("/staff/notices", data={"csrf_token": token, "shown": shown})


def test_results_are_news_to_each_account_until_it_opens_them(app):
    counted()
    one, other = (make.sign_in(app, make.account(app, f"{name}@example.org")) for name in ("a", "b"))
    assert [READY in browser.get("/staff").text for browser in (one, other)] == [True, True]
    one.get("/staff/results/flavours/1")
    one.get("/staff/results/flavours/1")
    assert [READY in browser.get("/staff").text for browser in (one, other)] == [False, True]
    assert rows(app, "people", "SELECT form_id, number FROM seen_result") == [("k3f9a2", 1)]


def test_what_is_put_away_is_what_the_page_showed(app):
    counted()
    browser = make.sign_in(app, make.account(app))
    browser.get("/staff")
    counted(slug="since", id_="since1")
    done = put_away(browser, ["k3f9a2.1", "nothin.1", "k3f9a2.99", "k3f9a2.x", "", "k3f9a2." + "9" * 30])
    assert (done.status_code, done.location) == (303, "/staff")
    page = browser.get("/staff").text
    assert ("results/since/1" in page, "results/flavours/1" in page) == (True, False)
    assert put_away(browser, ["k3f9a2.1"]).status_code == 303
    assert rows(app, "people", "SELECT form_id, number FROM seen_result") == [("k3f9a2", 1)]


@on_sqlite
def test_news_is_newest_first_and_holds_no_figure(app):
    open_on("2026-09-01T00:00", "month")
    for month in ("09", "10"):
        answer(f"2026-{month}-02T12:00", 13)
        count(f"2026-{int(month) + 1}-01T00:00:01")
    found = notices.list_news(account_id=1, today=at("2026-11-02T00:00").date())
    assert [(ready.number, f"{ready.first_day}", f"{ready.last_day}") for ready in found] == [
        (2, "2026-10-01", "2026-10-31"),
        (1, "2026-09-01", "2026-09-30"),
    ]
    assert "13" not in repr(found)


@on_sqlite
def test_old_results_are_no_news_to_a_new_account(app):
    counted(ago=NEWS_FOR + timedelta(days=3))
    assert READY not in make.sign_in(app, make.account(app)).get("/staff").text


@on_sqlite
def test_a_form_that_stayed_under_ten_is_said_to_have_no_figures(app):
    counted(9, ago=timedelta(days=40))
    count(stamp(NOW))
    assert (
        "Fewer than ten people answered, so there are no figures."
        in make.sign_in(app, make.account(app)).get("/staff").text
    )


@on_sqlite
def test_who_may_not_see_results_is_not_told_of_them_and_may_not_put_them_away(app):
    counted()
    browser = make.sign_in(app, make.account(app, role="staff"))
    assert READY not in browser.get("/staff").text
    assert put_away(browser, ["k3f9a2.1"]).status_code == 403


@on_sqlite
def test_a_notice_put_away_without_the_mark_stays(app):
    counted()
    browser = make.sign_in(app, make.account(app))
    assert browser.post("/staff/notices", data={"shown": "k3f9a2.1"}).status_code == 400
    assert READY in browser.get("/staff").text


def soon(**more):
    closes = NOW + timedelta(days=2)
    return {"schedule": {"zone": "UTC", "closes": closes.strftime("%Y-%m-%dT%H:%M"), **more}}


def broken(app):
    make.open_form()
    with app.extensions["databases"]["site"].begin() as connection:
        connection.exec_driver_sql("INSERT INTO self_test VALUES ('k3f9a2', '2026-11-24', 'key')")


def short(app):
    make.open_form(opened=make.definition(**soon()))


def closed_under_ten(app):
    then = NOW - timedelta(days=3)
    closes = (NOW - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    open_on(stamp(then), "close", schedule={"zone": "UTC", "closes": closes})
    count(stamp(NOW))


@on_sqlite
@pytest.mark.parametrize(
    ("happened", "sentences"),
    [
        (broken, ["the key that opens its answers is missing or was exchanged"]),
        (short, ["It closes on", "Fewer than ten new answers so far; the next count is on"]),
        (closed_under_ten, ["It closed with fewer than ten answers. You may choose a later closing date."]),
    ],
)
def test_makers_are_told_which_forms_need_a_look_and_managers_are_not(app, happened, sentences):
    happened(app)
    page = said(make.sign_in(app, make.account(app, role="staff")).get("/staff"))
    assert [sentence for sentence in ["Forms that need a look", *sentences] if sentence not in page] == []
    assert "Forms that need a look" not in make.sign_in(app, make.account(app)).get("/staff").text


@on_sqlite
def test_where_nothing_is_wrong_nothing_is_said(app):
    make.open_form()
    assert "Forms that need a look" not in make.sign_in(app, make.account(app, role="staff")).get("/staff").text
