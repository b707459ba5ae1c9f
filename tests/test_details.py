"""Details that visitors volunteer: sealed, apart from the answers, gone on their day or by receipt code."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.gateways import people_keys
from forms_app.services import contacts, upkeep
from tests import make
from tests.test_path import count


@pytest.fixture
def slug(app):
    return make.open_form("raffle", make.form(make.question("quest1"), make.detail(), make.detail("phone1", "phone")))


def send(client, slug, **answers):
    token = make.token_in(client.get(f"/f/{slug}"))
    return client.post(f"/f/{slug}", data={"token": token, "quest1": "yes000", **answers})


def rows(app):
    with app.extensions["databases"]["people"].connect() as connection:
        return connection.execute(text("SELECT id, delete_on, body FROM contact")).all()


def test_details_are_sealed_under_the_key_of_their_day(app, client, slug):
    assert send(client, slug, email1="ada@example.org").status_code == 200
    ((id_, delete_on, body),) = rows(app)
    day = datetime.now(UTC).date() + timedelta(days=30)
    opened = people_keys.open_sealed(
        bytes(body), purpose="contacts", form_id="form01", delete_on=day, row_id=bytes(id_)
    )
    assert str(delete_on) == day.isoformat()
    assert b"ada@example.org" not in bytes(body)
    assert opened == b'{"email1":"ada@example.org"}'


def test_details_left_empty_leave_nothing(app, client, slug):
    send(client, slug, email1=" ", phone1="")
    assert (count(app, "ballots", "ballot"), count(app, "people", "contact")) == (1, 0)


def test_a_retry_keeps_details_once_and_completes_what_a_crash_left_out(app, client, slug):
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "quest1": "yes000", "email1": "ada@example.org"}
    first = client.post(f"/f/{slug}", data=data)
    with app.extensions["databases"]["people"].begin() as connection:
        connection.execute(text("DELETE FROM contact"))
    second = client.post(f"/f/{slug}", data=data)
    third = client.post(f"/f/{slug}", data=data)
    assert first.text == second.text == third.text
    assert (count(app, "ballots", "ballot"), count(app, "people", "contact")) == (1, 1)


def test_other_details_under_the_same_token_are_asked_again(app, client, slug):
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "quest1": "yes000", "email1": "ada@example.org"}
    client.post(f"/f/{slug}", data=data)
    again = client.post(f"/f/{slug}", data={**data, "email1": "grace@example.org"})
    assert again.status_code == 409
    assert "grace@example.org" in again.text


def test_the_receipt_code_erases_details_and_a_retry_does_not_bring_them_back(app, client, slug):
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "quest1": "yes000", "email1": "ada@example.org"}
    code = make.code_in(client.post(f"/f/{slug}", data=data))
    send(client, slug, email1="grace@example.org")
    client.post("/receipt", data={"code": code})
    client.post(f"/f/{slug}", data=data)
    assert (count(app, "ballots", "ballot"), count(app, "people", "contact")) == (1, 1)


def test_the_worker_deletes_details_and_their_key_on_their_day(app, client, slug):
    send(client, slug, email1="ada@example.org")
    day = datetime.now(UTC).date() + timedelta(days=30)
    assert contacts.purge(today=day - timedelta(days=1)) == 0
    upkeep.run(now=datetime.now(UTC) + timedelta(days=30))
    assert count(app, "people", "contact") == 0
    assert list((app.extensions["settings"].people_keys / "days").glob("contacts_*")) == []


def test_a_rehearsed_purge_says_what_would_go_and_deletes_nothing(app, client, slug):
    send(client, slug, email1="ada@example.org")
    with app.extensions["databases"]["people"].begin() as connection:
        connection.execute(text("UPDATE contact SET delete_on = '2020-01-01'"))
    run = app.test_cli_runner().invoke
    assert "contacts: 1 would be deleted" in run(args=["people", "purge", "--dry-run"]).output
    assert count(app, "people", "contact") == 1
    assert "contacts: 1 deleted" in run(args=["people", "purge"]).output
    assert count(app, "people", "contact") == 0


def test_visitors_are_told_what_details_are_for_who_sees_them_and_when_they_go(app, client, slug):
    who = "seen only by staff whose task it is (makes forms)"
    page = client.get(f"/f/{slug}")
    data = {"token": make.token_in(page), "quest1": "yes000", "step": "page01", "go": "next"}
    step = client.post(f"/f/{slug}", data=data).text
    assert f"Question email1, Question phone1: only to send your prize; {who}; deleted 30 days" in step
    assert f"{who}, and deleted 30 days" in page.text
