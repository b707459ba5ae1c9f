"""Codes by mail: one for everybody on a pasted list, reminders without it, and no list after the close."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.errors import Problem, Unpublishable
from forms_app.services import admission, forms, invitations, sending, subscriptions, upkeep
from tests import gates, make
from tests.lived import rows as lived_rows
from tests.mail.test_outbox import rows

LINK = re.compile(r"https://forms\.shop\.example/f/flavours#code=([0-9A-Z-]+)")
PEOPLE = [f"person{number}@example.org" for number in range(12)]
NOW = datetime.now(UTC)


@pytest.fixture
def draft(app, mail_works):
    forms.import_form(definition=make.definition(), slug="flavours")
    admission.choose_who(slug="flavours", who="codes", password="")


@pytest.fixture
def opened(draft):
    invitations.invite(slug="flavours", typed="\n".join(PEOPLE), now=NOW)
    return gates.open_it("flavours")


def invited_in(app):
    return lived_rows(app, "people", "SELECT count(*) FROM invited")[0][0]


def send_all(now=None):
    while sending.run(now=now or datetime.now(UTC)).tried:
        pass


def codes_by_person(peer):
    return {mail["To"]: LINK.search(mail.get_body(("plain",)).get_content())[1] for mail in peer.mails}


def post(client, code):
    return client.post("/f/flavours", data=gates.page_of(client, "flavours", entry=code))


def test_everybody_gets_one_code_that_works_once_when_the_form_opens(app, client, draft, peer):
    assert invitations.invite(slug="flavours", typed=", ".join(PEOPLE + PEOPLE[:3]), now=NOW) == 12
    send_all()
    assert peer.kept == []
    gates.open_it("flavours")
    for _ in range(2):
        send_all()
    codes = codes_by_person(peer)
    assert (sorted(codes), len(set(codes.values())), len(peer.kept)) == (sorted(PEOPLE), 12, 12)
    assert rows(app) == []
    assert [post(client, code).status_code for code in codes.values()] == [200] * 12
    assert post(client, codes[PEOPLE[0]]).status_code == 422


def test_the_order_of_the_mails_is_not_that_of_the_list(opened, peer):
    send_all()
    assert sorted(peer.recipients) == sorted(PEOPLE)
    assert peer.recipients != PEOPLE


def test_a_reminder_goes_to_all_without_a_code_and_not_too_often(client, opened, peer):
    with pytest.raises(Problem):
        invitations.remind(slug="flavours", today=NOW.date())
    send_all()
    post(client, codes_by_person(peer)[PEOPLE[0]])
    del peer.kept[:]
    for _ in range(3):
        with pytest.raises(Problem):
            invitations.remind(slug="flavours", today=NOW.date() + timedelta(days=1))
    for number in range(1, 4):
        invitations.remind(slug="flavours", today=NOW.date() + timedelta(days=2 * number))
        send_all()
    assert sorted(peer.recipients) == sorted(3 * PEOPLE)
    assert not any("code=" in mail.get_body((part,)).get_content() for mail in peer.mails for part in ("plain", "html"))
    with pytest.raises(Problem):
        invitations.remind(slug="flavours", today=NOW.date() + timedelta(days=30))


def test_who_comes_later_gets_an_invitation_and_no_reminder_that_was_before(opened, peer):
    send_all()
    invitations.remind(slug="flavours", today=NOW.date() + timedelta(days=2))
    send_all()
    del peer.kept[:]
    late = [f"late{number}@example.org" for number in range(10)]
    assert invitations.invite(slug="flavours", typed="\n".join(PEOPLE + late), now=NOW) == 10
    send_all()
    assert sorted(codes_by_person(peer)) == late


def test_the_list_and_what_waits_are_gone_when_the_form_closes(app, opened, peer, settings):
    peer.rcpt = dict.fromkeys(PEOPLE, "451 later")
    send_all()
    assert len(rows(app)) == 12
    forms.close_form(slug="flavours", now=datetime.now(UTC))
    for _ in range(2):
        send_all()
    assert (rows(app), invited_in(app)) == ([], 0)
    assert (settings.people_keys / "forms" / f"invited_{make.definition().id}.key").read_bytes() == b""


def test_fewer_than_ten_new_people_are_refused_and_nobody_is_added(app, draft):
    for typed in ("", "\n".join(PEOPLE[:9]), "\n".join([*PEOPLE, "no address"])):
        with pytest.raises(Problem):
            invitations.invite(slug="flavours", typed=typed, now=NOW)
    assert invited_in(app) == 0
    with pytest.raises(Unpublishable):
        forms.open_form(slug="flavours", now=datetime.now(UTC))


def test_who_asked_never_to_be_written_to_is_left_out_also_of_reminders(client, draft, peer):
    gone, later = PEOPLE[:2]
    client.post(subscriptions.never_link("", gone))
    assert invitations.invite(slug="flavours", typed="\n".join(PEOPLE), now=NOW) == 11
    gates.open_it("flavours")
    send_all()
    letter = next(mail for mail in peer.mails if mail["To"] == later).get_body(("plain",)).get_content()
    assert client.post(re.search(r"/subscribe/never/\S+", letter)[0]).status_code == 200
    invitations.remind(slug="flavours", today=NOW.date() + timedelta(days=2))
    send_all()
    assert (peer.recipients.count(gone), peer.recipients.count(later)) == (0, 1)


def test_a_list_that_nobody_ends_goes_by_itself(app, draft):
    invitations.invite(slug="flavours", typed="\n".join(PEOPLE), now=NOW)
    assert upkeep.purge_people(today=NOW.date() + timedelta(days=364))["people invited"] == 0
    assert upkeep.purge_people(today=NOW.date() + timedelta(days=365))["people invited"] == 12


def test_staff_paste_a_list_and_see_numbers_and_no_address(app, draft):
    staff = make.sign_in(app, make.account(app, "staff@shop.example", "staff"))
    page = staff.get("/staff/forms/flavours/share")
    sent = {"do": "invite", "addresses": "\n".join(PEOPLE[:4]), "csrf_token": make.csrf_in(page)}
    refused = staff.post("/staff/forms/flavours/share", data=sent)
    said = [words in refused.text for words in (PEOPLE[3], "4 people would be added")]
    assert (refused.status_code, said) == (422, [True, True])
    answer = staff.post("/staff/forms/flavours/share", data={**sent, "addresses": "\n".join(PEOPLE)})
    shown = staff.get(answer.location).text
    assert (answer.status_code, "12 people" in shown, "12, when the form opens" in shown) == (303, True, True)
    assert not any(address in shown for address in PEOPLE)


def test_addresses_are_taken_as_mail_programs_copy_them():
    typed = 'Ann Lee <ann@example.org>; "Bo" <bo@example.org>,\ncy@example.org cy@Example.org'
    assert sorted(invitations.read_addresses(typed)) == ["ann@example.org", "bo@example.org", "cy@example.org"]
