"""Messages to the people who run the site: sealed, read by those who answer them alone, answered, gone on their day."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain.messages import KEPT_DAYS, LONGEST
from forms_app.services import activity, inbox, upkeep
from forms_app.services.activity import Wanted
from forms_app.storage import people_outbox
from forms_app.storage.database import begin
from tests import make
from tests.web.staff_pages import post, said

WORDS = "Is the smoked salt bar without milk? - Anna Müller"


@pytest.fixture
def desk(app):
    return make.sign_in(app, make.account(app, email="desk@example.org", role="inbox"))


def send(client, words=WORDS, email="", **more):
    token = make.token_in(client.get("/write"))
    return client.post("/write", data={"token": token, "words": words, "email": email, **more})


def rows(app, table="message"):
    with app.extensions["databases"]["people"].connect() as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).all()


def key_of(app):
    return bytes(rows(app)[0].id).hex()


def log():
    return [entry.deed for entry in activity.list_entries(wanted=Wanted(area="messages"), before=None, most=100)][::-1]


def test_a_message_is_kept_sealed_with_days_alone_and_shown_to_who_answers_messages(app, client, desk):
    assert send(client, email="anna@example.org").status_code == 200
    (row,) = rows(app)
    today = datetime.now(UTC).date()
    assert (str(row.sent_on), str(row.delete_on)) == (str(today), str(today + timedelta(days=KEPT_DAYS)))
    assert [part for part in (b"Anna", b"anna@") if part in bytes(row.body)] == []
    assert "Is the smoked salt bar without milk?" in said(desk.get("/staff/inbox"))
    shown = said(desk.get(f"/staff/inbox/{key_of(app)}"))
    assert (WORDS in shown, "anna@example.org" in shown) == (True, True)


@pytest.mark.parametrize("role", ["manager", "staff", "reader", "administrator"])
@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_nobody_else_reads_messages(app, client, role):
    send(client)
    other = make.sign_in(app, make.account(app, role=role))
    assert [other.get(path).status_code for path in ("/staff/inbox", f"/staff/inbox/{key_of(app)}")] == [403, 403]


def test_the_same_page_sent_again_is_kept_once_and_with_other_words_is_asked_again(app, client):
    data = {"token": make.token_in(client.get("/write")), "words": WORDS, "email": ""}
    first, again = client.post("/write", data=data), client.post("/write", data=data)
    assert make.code_in(first) == make.code_in(again)
    other = client.post("/write", data={**data, "words": "Something else"})
    assert (other.status_code, "Something else" in other.text, len(rows(app))) == (422, True, 1)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"words": " "}, "Please write your message."),
        ({"words": "x" * (LONGEST + 1)}, "Please write at most 4000 characters."),
        ({"email": "nobody"}, "or leave it empty."),
        ({"token": "forged"}, "please send it again"),
        ({"homepage": "x"}, "please send it again"),
    ],
)
@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_what_cannot_be_taken_is_given_back_with_a_sentence(app, client, data, sentence):
    token = make.token_in(client.get("/write"))
    answer = client.post("/write", data={"token": token, "words": WORDS, "email": "", **data})
    assert (answer.status_code, sentence in said(answer), rows(app)) == (422, True, [])


def test_who_left_no_address_reads_the_answer_with_a_code_that_is_in_no_address(app, client, desk):
    code = make.code_in(send(client))
    assert "There is no answer for this code, or not yet." in said(client.post("/write/answer", data={"code": code}))
    post(desk, f"/staff/inbox/{key_of(app)}", do="reply", reply="It is, without any milk.")
    post(desk, f"/staff/inbox/{key_of(app)}", do="note", note="Ask the kitchen")
    read = said(client.post("/write/answer", data={"code": code}))
    assert ("It is, without any milk." in read, "kitchen" in read) == (True, False)
    assert (rows(app)[0].state, rows(app, "outbox")) == ("answered", [])


def test_an_answer_goes_by_mail_once_where_an_address_was_left(app, client, desk):
    send(client, email="anna@example.org")
    for _again in range(2):
        post(desk, f"/staff/inbox/{key_of(app)}", do="reply", reply="It is.")
    with begin("people", "BEGIN"):
        waiting = people_outbox.list_mails(most=9)
    assert [mail.kind for mail in waiting] == ["answer"]
    assert len(inbox.get_message(key=key_of(app)).replies) == 1


def test_messages_are_taken_sorted_searched_and_destroyed_and_each_deed_is_in_the_log_by_the_day(app, client, desk):
    send(client)
    address = f"/staff/inbox/{key_of(app)}"
    assert "desk@example.org" in said(desk.get(post(desk, address, do="take").location)).split("Sent on")[0][-60:]
    post(desk, address, do="spam")
    assert "Is the smoked salt" not in said(desk.get("/staff/inbox"))
    assert "Is the smoked salt" in said(desk.get("/staff/inbox?state=spam"))
    assert "Is the smoked salt" in said(desk.get("/staff/inbox?q=MÜLLER"))
    assert "No message holds these words." in said(desk.get("/staff/inbox?q=nougat"))
    post(desk, address, do="destroy")
    assert rows(app) == []
    looked = ["messages looked at"]
    expected = ["message given to", *looked, "message sorted", *looked * 4, "message destroyed"]
    assert log() == expected
    assert {entry.at for entry in activity.list_entries(wanted=Wanted(area="messages"), before=None, most=9)} == {None}


def test_messages_go_on_their_day_with_the_key_that_opens_them(app, client):
    send(client)
    day = datetime.now(UTC).date() + timedelta(days=KEPT_DAYS)
    assert upkeep.purge_people(today=day - timedelta(days=1))["messages"] == 0
    assert upkeep.count_due(today=day)["messages"] == 1
    assert upkeep.purge_people(today=day)["messages"] == 1
    assert rows(app) == []
    assert list(app.extensions["settings"].people_keys.glob("days/messages_*")) == []


def test_the_thank_you_page_offers_a_message_and_its_code_is_not_the_receipt_code(app, client):
    slug = make.open_form()
    page = client.get(f"/f/{slug}")
    thanks = client.post(f"/f/{slug}", data={"token": make.token_in(page), "q1bars": "o1salt"})
    assert 'href="/write"' in thanks.text
    assert make.code_in(thanks) != make.code_in(send(client))
    assert re.findall("[0-9A-Z]{4}-", said(client.post("/write/answer", data={"code": make.code_in(thanks)}))) == []


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_what_is_no_message_is_not_there(app, client, desk):
    assert {desk.get(f"/staff/inbox/{key}").status_code for key in ("x", "00", "00" * 16)} == {404}
    assert "25 letters" in said(client.post("/write/answer", data={"code": "x"}))
