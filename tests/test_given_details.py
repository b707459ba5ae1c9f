"""Details left with a form, as those see them whom its visitors were told of: the day after, and noted."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.details import seen_by
from forms_app.services import accounts, activity, contacts, details, forms
from forms_app.services.activity import Wanted
from forms_app.services.forms import get_form
from tests import make
from tests.web.staff_pages import said

PAGE = "/staff/forms/raffle/details"
TODAY = datetime.now(UTC).date()
FOR_MANAGERS = {"purpose": {"en": "to write to you"}, "delete_after": 90, "seen_by": ("manager",)}


@pytest.fixture
def raffle(app):
    phone = make.question("phone1", "phone", text="Your telephone", personal=FOR_MANAGERS)
    given = make.form(make.question("quest1"), make.detail(text="Your mailbox"), phone)
    make.open_form("raffle", given)
    return given


def leave(definition, number, *, sent_on=TODAY - timedelta(days=1), **given):
    contacts.keep_details(
        id_=bytes([number]) * 16, definition=definition, details=given, sent_on=sent_on, policy_version=0
    )


def person(app, *roles):
    email = f"{'-'.join(roles)}@shop.example"
    browser = make.sign_in(app, make.account(app, email, roles[0]))
    for role in roles[1:]:
        accounts.grant(email=email, role=role)
    return browser


def take(browser):
    return browser.post(f"{PAGE}/export", data={"csrf_token": make.csrf_in(browser.get("/staff"))})


def test_each_sees_what_visitors_were_told_that_they_see_and_the_look_is_noted_before(app, raffle):
    leave(raffle, 1, email1="ada@example.org", phone1="+49 30 1234567")
    staff, manager, both = person(app, "staff"), person(app, "manager"), person(app, "staff", "manager")
    assert ["ada@example.org" in said(one.get(PAGE)) for one in (staff, manager, both)] == [True, False, True]
    assert ["1234567" in said(one.get(PAGE)) for one in (staff, manager, both)] == [False, True, True]
    entries = activity.list_entries(wanted=Wanted(), before=None, most=6)
    assert {(one.deed, one.at, one.form_id) for one in entries} == {
        ("given details looked at", None, get_form(slug="raffle").id)
    }


@pytest.mark.parametrize("role", ["reader", "inbox", "administrator"])
def test_nobody_else_sees_that_there_are_any(app, raffle, role):
    leave(raffle, 1, email1="ada@example.org")
    other = person(app, role)
    assert (other.get(PAGE).status_code, take(other).status_code) == (404, 404)


def test_what_came_today_is_shown_tomorrow(app, raffle):
    leave(raffle, 1, email1="ada@example.org", sent_on=TODAY)
    page = said(person(app, "staff").get(PAGE))
    assert ("ada@example.org" in page, "Nobody has left any so far." in page) == (False, True)


def test_a_term_that_was_shortened_hides_nothing_that_came_before(app, raffle):
    leave(raffle, 1, email1="ada@example.org")
    leave(raffle, 2, email1="grace@example.org", sent_on=TODAY)
    mailbox = make.question("email1", "email", text="Your mailbox", personal=make.PURPOSE | {"delete_after": 10})
    shorter = make.form(make.question("quest1"), mailbox, id=raffle.id)
    found = details.list_given(form=get_form(slug="raffle"), seen=seen_by(["staff"], [shorter, raffle]), today=TODAY)
    assert [dict(one.words) for one in found] == [{"email1": "ada@example.org"}]


def test_two_details_of_one_name_stay_two(app):
    both = [make.detail(text="Your mailbox"), make.detail("email2", text="Your mailbox")]
    form = make.form(make.question("quest1"), *both)
    make.open_form("raffle", form)
    leave(form, 1, email1="ada@example.org", email2="grace@example.org")
    staff = person(app, "staff")
    assert [word in said(staff.get(PAGE)) for word in ("ada@example.org", "grace@example.org")] == [True, True]
    assert "ada@example.org,grace@example.org," in take(staff).text


def test_a_file_holds_the_same_safely_and_is_taken_by_a_post_alone(app, raffle):
    leave(raffle, 1, email1="=1+1@example.org")
    leave(raffle, 2, email1="grace@example.org", phone1="+49 30 7654321")
    staff = person(app, "staff")
    lines = list(csv.DictReader(io.StringIO(take(staff).text)))
    assert [line["Your mailbox"] for line in lines] == ["'=1+1@example.org", "grace@example.org"]
    assert list(lines[0]) == ["Your mailbox", "deleted_on"]
    assert activity.list_entries(wanted=Wanted(), before=None, most=1)[0].deed == "given details taken"
    assert staff.get(f"{PAGE}/export").status_code == 405


def test_many_people_come_in_parts(app, raffle):
    for number in range(60):
        leave(raffle, number, email1=f"p{number}@example.org")
    staff = person(app, "staff")
    pages = [staff.get(PAGE), staff.get(f"{PAGE}?from=50")]
    assert [page.text.count("@example.org") for page in pages] == [50, 10]
    assert ["More people" in said(page) for page in pages] == [True, False]
    assert staff.get(f"{PAGE}?from=-7").status_code == staff.get(f"{PAGE}?from=999").status_code == 200


def test_the_forms_own_page_leads_there_only_whom_it_shows_something(app, raffle):
    staff = person(app, "staff")
    assert f'href="{PAGE}"' in staff.get("/staff/forms/raffle").text
    make.open_form("plain", make.form(make.question("quest1"), id="plain1"))
    assert "/staff/forms/plain/details" not in staff.get("/staff/forms/plain").text
    assert staff.get("/staff/forms/plain/details").status_code == 404


def test_a_closed_form_shows_what_is_left_and_not_what_was_erased(app, raffle):
    leave(raffle, 1, email1="ada@example.org")
    forms.close_form(slug="raffle", now=datetime.now(UTC))
    contacts.erase_details(id_=bytes([1]) * 16)
    leave(raffle, 2, email1="grace@example.org")
    page = said(person(app, "staff").get(PAGE))
    assert ("ada@example.org" in page, "grace@example.org" in page) == (False, True)
