"""Every form says when its answers are counted, what happens below ten, and until when they can be withdrawn."""

from datetime import UTC, datetime
from html import unescape

import pytest

from forms_app.domain.forms import Form
from forms_app.web.promise import promise_of
from tests import make

CARRIED = "Fewer than ten new answers are not counted: they stay locked and are carried over to the next count."
CLOSING = {"schedule": {"zone": "UTC", "closes": "2099-05-20T12:00"}}
MOVED = "the closing date may be moved once, until June 19, 2099 at the latest; after that they are deleted unread."


def opened(**given):
    made = make.definition(**given)
    return make.open_form(opened=made)


def said(client, address):
    return " ".join(unescape(client.get(address).text).split())


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("given", "sentences"),
    [
        ({}, ["Answers are counted when the form closes.", "they are deleted unread 30 days later."]),
        (CLOSING, ["Answers are counted when the form closes on May 20, 2099.", MOVED]),
        ({"rhythm": "week"}, ["at the beginning of every Monday.", "The next count is on", CARRIED]),
        ({"rhythm": "month"}, ["first day of each month.", "The last count is when the form closes.", CARRIED]),
        ({"rhythm": "quarter", **CLOSING}, ["first day of each quarter.", "closes on May 20, 2099.", MOVED, CARRIED]),
        ({"rhythm": "fifty"}, ["at midnight once at least 50 new ones are there, at most once a day.", CARRIED]),
    ],
)
def test_a_form_and_the_page_about_it_say_when_answers_are_counted(app, client, given, sentences):
    slug = opened(**given)
    for address in (f"/f/{slug}", f"/f/{slug}/about"):
        page = said(client, address)
        assert [sentence for sentence in sentences if sentence not in page] == []


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("given", "until"),
    [
        (CLOSING, "until May 20, 2099, unless the questions are replaced and yours are counted before."),
        ({}, "until they are counted."),
        ({"rhythm": "month", **CLOSING}, "until they are counted."),
    ],
)
def test_the_thanks_say_until_when_answers_can_be_withdrawn(app, client, given, until):
    slug = opened(**given)
    page = client.get(f"/f/{slug}")
    thanks = client.post(f"/f/{slug}", data={"token": make.token_in(page), "q1bars": "o1salt"})
    assert f"With it you can withdraw your answers {until}" in " ".join(thanks.text.split())


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_form_whose_close_was_moved_still_names_the_day_that_visitors_were_told(app):
    moved = datetime(2099, 6, 1, 12, tzinfo=UTC)
    promise = promise_of(
        Form("k3f9a2", "f", 1, datetime(2026, 1, 1, tzinfo=UTC), moved), make.definition(**CLOSING), "en"
    )
    assert (promise.may_be_moved, f"{promise.given_up_on}") == (False, "2099-06-19")
