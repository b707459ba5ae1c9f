"""Who looks after the site corrects a detail, or stops the use of an address, from the queue of requests."""

from datetime import UTC, datetime

import pytest

from forms_app.domain.newsletters import HARD
from forms_app.services import activity, holdings, requests
from forms_app.services.activity import Wanted
from forms_app.services.held import details
from forms_app.services.subscriptions import subject_of
from forms_app.storage import people_consents
from forms_app.storage.database import reading
from tests import make
from tests.lived import rows
from tests.web.staff_pages import post, said
from tests.web.test_requests import ADA, form, send, subscribe

__all__ = ["form"]
NOW, EVE, KEY = datetime.now(UTC), "eve@example.org", (b"r" * 16).hex()
PAGE = f"/staff/requests/{KEY}/details"


@pytest.fixture
def boss(app, client, form):
    send(client, form, email1=ADA, name01="Ana")
    send(client, form, email1=EVE, name01="Eve")
    # What was typed may be another address: the mailbox of the link decides.
    requests.ask(subject=subject_of(ADA), kind="correct", address=EVE, words="With a d.", now=NOW, id_=b"r" * 16)
    return make.sign_in(app, make.account(app, "boss@example.org", "administrator"))


def held_of(address):
    return [row for one in holdings.list_held(subject=subject_of(address)) for row in one.rows if "Form" in row]


def key_of(label):
    return next(one.key for one in details.list_correctable(subject=subject_of(ADA)) if one.label == label)


@reading("people")
def is_written_to():
    return not people_consents.is_suppressed(subject_of(ADA), HARD)


def test_a_detail_is_corrected_under_its_own_day_and_nobody_elses_is_shown(app, boss):
    shown = boss.get(PAGE).text
    assert ("Ana" in shown, 'value="Eve"' in shown) == (True, False)
    assert (f"mailto:{EVE}" in shown, "When all is done" in shown) == (True, True)
    before = rows(app, "people", "SELECT id, delete_on, form_id, policy_version FROM contact ORDER BY id")
    assert post(boss, PAGE, detail=key_of("Your name"), words="Ada").status_code == 303
    assert (held_of(ADA)[0]["Your name"], held_of(EVE)[0]["Your name"]) == ("Ada", "Eve")
    assert rows(app, "people", "SELECT id, delete_on, form_id, policy_version FROM contact ORDER BY id") == before
    deeds = [one.deed for one in activity.list_entries(wanted=Wanted(), before=None, most=2)]
    assert deeds == ["detail corrected", "details looked at"]


def test_what_a_question_does_not_take_is_refused_and_what_is_not_theirs_is_not_there(app, boss):
    mail = next(one for one in details.list_correctable(subject=subject_of(ADA)) if "@" in one.parts[0][1])
    refused = post(boss, PAGE, detail=mail.key, words="nobody")
    assert (refused.status_code, "Error:" in refused.text, 'value="nobody"' in refused.text) == (422, True, True)
    eves = details.list_correctable(subject=subject_of(EVE))[0].key
    assert post(boss, PAGE, detail=eves, words="Mallory").status_code == 404
    assert held_of(ADA)[0]["Your name"] == "Ana"
    other = make.sign_in(app, make.account(app, "maker@example.org", "staff"))
    assert (other.get(PAGE).status_code, post(other, PAGE, detail=mail.key, words=EVE).status_code) == (403, 403)


def test_what_is_restricted_is_kept_and_not_used_until_it_is_lifted_or_agreed_to_anew(app, boss):
    subscribe(app)
    path = f"/staff/requests/{KEY}/restrict"
    for _ in range(2):
        assert post(boss, path, do="restrict").status_code == 303
    assert (is_written_to(), "Nothing but answers is sent to this mailbox:" in said(boss.get(PAGE))) == (False, True)
    assert len(rows(app, "people", "SELECT * FROM subscription")) == 1
    post(boss, path, do="lift")
    assert is_written_to()
    post(boss, path, do="restrict")
    held = str(holdings.list_held(subject=subject_of(ADA)))
    assert ("Kept and not used, on request" in held, "Used again, on request" in held) == (True, True)
    subscribe(app)
    assert is_written_to()
