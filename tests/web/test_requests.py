"""People see, take along and erase what is held about them; every table is answered for; copies revive nothing."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain import mail_tokens
from forms_app.domain.held import TABLES
from forms_app.services import erasures, holdings, mail_setup, outbox, requests, subscriptions, topics, upkeep
from forms_app.services.subscriptions import Origin
from forms_app.storage.database import METADATA
from tests import make
from tests.lived import rows
from tests.test_restored import back_up, put_back
from tests.web.staff_pages import post, said

ADA = "ada@example.org"
FORM = make.form(make.question("quest1"), make.detail(), make.detail("name01", "name", text="Your name"))


@pytest.fixture
def form(app):
    mail_setup.remember_tested()
    return make.open_form("raffle", FORM)


def send(client, slug, **answers):
    token = make.token_in(client.get(f"/f/{slug}"))
    return make.code_in(client.post(f"/f/{slug}", data={"token": token, "quest1": "yes000", **answers}))


def subscribe(app, address=ADA):
    topic = topics.make_topic(values={"name": "Bars", "description": "New ones.", "frequency": "monthly"})
    id_, now = address[:3].encode() * 5 + b"x", datetime.now(UTC)
    subscriptions.ask(address=address, topics=[topic], origin=Origin(), now=now, id_=id_)
    keys = app.extensions["site_keys"].signing
    subscriptions.confirm(token=mail_tokens.id_token(keys, mail_tokens.CONFIRM, id_), today=now.date())


def path_to(app, address=ADA, days=3):
    keys, until = app.extensions["site_keys"].signing, datetime.now(UTC).date() + timedelta(days=days)
    token = mail_tokens.own_token(keys, subscriptions.subject_of(address), until=until, purpose=mail_tokens.RIGHTS)
    return f"/privacy/request/mine/{token}"


def test_every_column_of_people_is_known_to_what_gives_out_and_what_erases():
    declared = {name: frozenset(table.c.keys()) for name, table in METADATA["people"].tables.items()}
    assert declared == {name: held.columns for name, held in TABLES.items()}
    named = {by for held in TABLES.values() for by in (held.given_out_by, held.erased_by)} - {None}
    assert named == set(holdings.HOLDERS)
    assert [n for n, held in TABLES.items() if not (held.given_out_by and held.erased_by) and not held.why_not] == []


def test_everything_held_is_shown_and_taken_along_and_nobody_elses(app, client, form):
    send(client, form, email1=ADA, name01="Ada of Example")
    send(client, form, email1="eve@example.org", name01="Eve of Example")
    subscribe(app)
    path = path_to(app)
    assert "Ada of Example" not in said(client.get(path))
    page = said(client.post(path))
    assert ("Ada of Example" in page, "Bars" in page, "Confirmed" in page, "eve" in page.lower().split()) == (
        True,
        True,
        True,
        False,
    )
    taken = json.loads(client.post(f"{path}/file", data={"format": "json"}).data)
    names = [section["name"] for section in taken["sections"]]
    assert names[:2] == ["Details you left with forms", "Address for newsletters"]
    assert "Eve" not in json.dumps(taken)
    table = client.post(f"{path}/file", data={"format": "csv"})
    assert (table.mimetype, "Ada of Example" in table.text) == ("text/csv", True)


def test_erasing_takes_a_tick_and_leaves_only_what_has_its_reason(app, client, form):
    send(client, form, email1=ADA)
    send(client, form, email1="eve@example.org")
    subscribe(app)
    path = path_to(app)
    assert client.post(f"{path}/erase").status_code == 422
    assert len(rows(app, "people", "SELECT id FROM contact")) == 2
    assert "It is gone" in said(client.post(f"{path}/erase", data={"sure": "yes"}))
    assert len(rows(app, "people", "SELECT id FROM contact")) == 1
    left = {section.name for section in holdings.list_held(subject=subscriptions.subject_of(ADA))}
    assert left == {"What you agreed to and refused", "Do-not-mail list"}
    assert [mail for mail in outbox.list_all() if mail.kind == "confirm"] == []
    assert client.post(f"{path}/erase", data={"sure": "yes"}).status_code == 200


def test_a_restored_copy_from_before_an_erasure_is_erased_again(app, client, form):
    send(client, form, email1=ADA)
    subscribe(app)
    copy = back_up(app, "people")
    client.post(f"{path_to(app)}/erase", data={"sure": "yes"})
    put_back(app, "people", copy)
    assert len(rows(app, "people", "SELECT id FROM contact")) == 1
    assert erasures.replay(today=datetime.now(UTC).date()) == 2
    assert rows(app, "people", "SELECT id FROM contact") == rows(app, "people", "SELECT subject FROM subscriber") == []
    assert len(rows(app, "people", "SELECT subject FROM suppression")) == 1
    assert erasures.replay(today=datetime.now(UTC).date()) == 0


def test_who_agrees_anew_after_an_erasure_stays(app, form):
    subscribe(app)
    holdings.erase(subject=subscriptions.subject_of(ADA), today=datetime.now(UTC).date())
    topic, later, id_ = topics.list_topics()[0], datetime.now(UTC) + timedelta(days=1), b"a-later-request!"
    subscriptions.ask(address=ADA, topics=[topic], origin=Origin(), now=later, id_=id_)
    token = mail_tokens.id_token(app.extensions["site_keys"].signing, mail_tokens.CONFIRM, id_)
    subscriptions.confirm(token=token, today=later.date())
    assert erasures.replay(today=later.date()) == 0
    assert len(rows(app, "people", "SELECT subject FROM subscriber")) == 1


def test_a_code_shows_and_erases_details_and_never_an_answer(app, client, form):
    code = send(client, form, email1=ADA)
    shown = said(client.post("/privacy/request/code", data={"code": code}))
    assert (ADA in shown, "Yes, please" in shown) == (True, False)
    client.post("/receipt", data={"code": code})
    assert rows(app, "people", "SELECT id FROM contact") == []
    assert "hold no personal details" in said(client.post("/privacy/request/code", data={"code": code}))


def test_every_address_gets_the_same_page_and_its_own_mail(app, client, form):
    send(client, form, email1=ADA)
    pages = [client.post("/privacy/request", data={"address": one}).text for one in (ADA, "nobody@example.org")]
    assert pages[0] == pages[1]
    client.post("/privacy/request", data={"address": ADA})
    mails = [outbox.SingleMails().write(mail) for mail in outbox.list_all() if mail.kind == "rights"]
    assert sorted(mail.to for mail in mails) == [ADA, "nobody@example.org"]
    (link,) = {re.search(r"/privacy/request/mine/\S+", mail.text)[0] for mail in mails if mail.to == ADA}
    assert ADA in said(client.post(link))


def test_a_link_that_is_old_or_made_up_opens_nothing(app, client, form):
    for path in (path_to(app, days=-1), "/privacy/request/mine/x"):
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
        assert client.post(f"{path}/file").status_code == client.post(f"{path}/erase", data={"sure": "yes"}).status_code
        assert client.post(f"{path}/file").status_code == 404


def test_what_only_staff_can_do_waits_in_their_queue_until_its_day(app, client, form):
    browser = make.sign_in(app, make.account(app, "admin@example.org", role="administrator"))
    typed = {"kind": "correct", "words": "My name is Ada King.", "address": ADA, "nonce": "n1"}
    assert client.post(f"{path_to(app)}/ask", data={**typed, "address": "eve@example.org"}).status_code == 422
    for _time in range(2):
        assert "within 30 days" in said(client.post(f"{path_to(app)}/ask", data=typed))
    (asked,) = requests.list_requests()
    assert (asked.due_on - asked.asked_on, asked.words) == (timedelta(days=30), "My name is Ada King.")
    assert b"King" not in bytes(rows(app, "people", "SELECT body FROM privacy_request")[0][0])
    told = [mail for mail in outbox.list_all() if mail.kind == "request"]
    assert len(told) == 1
    assert "King" not in outbox.SingleMails().write(told[0]).text
    assert post(browser, f"/staff/requests/{asked.key}/longer", reason="").status_code == 422
    post(browser, f"/staff/requests/{asked.key}/longer", reason="We must ask the shop.")
    assert post(browser, f"/staff/requests/{asked.key}/longer", reason="Again.").status_code == 422
    post(browser, f"/staff/requests/{asked.key}/done")
    (done,) = requests.list_requests()
    assert (done.due_on - done.asked_on, done.done_on) == (timedelta(days=90), datetime.now(UTC).date())


def test_what_reached_its_day_goes_once_and_is_told_in_tens(app, client, form):
    for number in range(12):
        send(client, form, email1=f"p{number}@example.org")
    day = datetime.now(UTC).date() + timedelta(days=30)
    assert upkeep.purge_people(today=day)["contacts"] == 12
    assert upkeep.purge_people(today=day)["contacts"] == 0
    assert ("contacts", 10) in {(what, tens) for _day, what, tens in upkeep.list_purged()}
    assert "Personal details 10 or a few more" in said(client.get("/privacy/deletions"))
