"""What was destroyed or erased does not come back by the page that brought it, sent again within its two days."""

from datetime import UTC, datetime

import pytest

from forms_app.services import contests, holdings, prize_people
from forms_app.services.subscriptions import subject_of
from tests import make
from tests.contests import story
from tests.test_inbox import send
from tests.test_path import count
from tests.test_read_forms import KEEPS, QUESTIONS, WORDS, key_of
from tests.web.staff_pages import post, said


@pytest.fixture
def desk(app):
    return make.sign_in(app, make.account(app, email="desk@example.org", role="inbox"))


def page_of(client, slug, **answers):
    return {"token": make.token_in(client.get(f"/f/{slug}")), **answers}


def test_a_submission_that_staff_destroyed(app, client, desk):
    slug = make.open_form("contact", make.form(*QUESTIONS, **KEEPS))
    data = page_of(client, slug, quest1="yes000", words1=WORDS)
    first = client.post(f"/f/{slug}", data=data)
    post(desk, f"/staff/inbox/{key_of(app)}", do="destroy")
    again = client.post(f"/f/{slug}", data=data)
    assert (first.text == again.text, count(app, "people", "message")) == (True, 0)


def test_details_that_were_erased_by_their_mailbox(app, client):
    slug = make.open_form("raffle", make.form(make.question("quest1"), make.detail()))
    data = page_of(client, slug, quest1="yes000", email1="ada@example.org")
    first = client.post(f"/f/{slug}", data=data)
    holdings.erase(subject=subject_of("ada@example.org"), today=datetime.now(UTC).date())
    again = client.post(f"/f/{slug}", data=data)
    assert (first.text == again.text, count(app, "people", "contact")) == (True, 0)


def test_a_message_that_staff_destroyed_is_asked_for_anew_and_then_is_another_one(app, client, desk):
    data = {"token": make.token_in(client.get("/write")), "words": "Is it without milk?", "email": ""}
    client.post("/write", data=data)
    post(desk, f"/staff/inbox/{key_of(app)}", do="destroy")
    again = client.post("/write", data=data)
    assert (again.status_code, count(app, "people", "message")) == (422, 0)
    assert "Is it without milk?" in said(again)
    assert send(client).status_code == 200
    assert count(app, "people", "message") == 1


def test_an_address_left_for_a_draw(app):
    story.open_contest()
    entrant = story.enter(address="ada@example.org")
    ticket = contests.ticket_of(slug=story.SLUG, code=entrant.code)
    prize_people.forget_contact(ticket=ticket)
    story.enter(address="ada@example.org", nonce=entrant.nonce)
    assert prize_people.find_contact(ticket=ticket) is None
