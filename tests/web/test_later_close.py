"""A form that closed with fewer than ten answers is given a later day, over HTTP."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from forms_app.services import forms
from tests.lived import count, open_on
from tests.web.staff_pages import on_sqlite, post, said, stamp, work

NOW = datetime.now(UTC)
CARD = "/staff/forms/flavours"


def closed_under_ten():
    then = NOW - timedelta(days=3)
    closes = (NOW - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    open_on(stamp(then), "close", schedule={"zone": "Europe/Berlin", "closes": closes})
    count(stamp(NOW))


def day_after(days):
    return (NOW + timedelta(days=days)).date().isoformat()


def test_a_form_that_closed_under_ten_is_given_a_later_day_and_takes_answers_again(maker):
    closed_under_ten()
    before = forms.get_form(slug="flavours").closes_at
    assert "Fewer than ten people answered" in said(maker.get(CARD))
    done = post(maker, f"{CARD}/later", day=day_after(7))
    after = forms.get_form(slug="flavours").closes_at
    assert (done.status_code, done.location, after - before) == (303, CARD, timedelta(days=8))
    work()
    assert "fewer than 10 answers as of" in said(maker.get(CARD))
    again = post(maker, f"{CARD}/later", day=day_after(9))
    assert (again.status_code, forms.get_form(slug="flavours").closes_at) == (422, after)


@on_sqlite
@pytest.mark.parametrize("day", ["", "tomorrow", "2020-01-01", day_after(40), "2026-13-01", "<b>"])
def test_another_day_is_refused_and_kept(maker, day):
    closed_under_ten()
    before = forms.get_form(slug="flavours").closes_at
    refused = post(maker, f"{CARD}/later", day=day)
    assert (refused.status_code, "Please choose one of these days." in refused.text) == (422, True)
    assert f'value="{unescape(day)}"' in unescape(refused.text)
    assert ("<b>" in refused.text, forms.get_form(slug="flavours").closes_at) == (False, before)


@on_sqlite
def test_the_last_day_that_is_offered_is_taken(maker):
    closed_under_ten()
    last = re.search(r'max="([^"]+)"', maker.get(CARD).text)[1]
    assert post(maker, f"{CARD}/later", day=last).status_code == 303
