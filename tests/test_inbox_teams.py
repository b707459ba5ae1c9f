"""What came with a form that is kept to a team is read, taken along and answered by its team alone."""

import pytest

from forms_app.services import accounts, inbox, teams
from tests import make
from tests.test_read_forms import KEEPS, QUESTIONS, WORDS, key_of, sent
from tests.web.staff_pages import post, said


def desk(app, name):
    return make.sign_in(app, make.account(app, email=f"{name}@example.org", role="inbox"))


@pytest.fixture
def desks(app, client):
    """Two who answer messages; only the first is in the team."""
    slug = make.open_form("contact", make.form(*QUESTIONS, **KEEPS))
    found = desk(app, "mine"), desk(app, "other")
    ids = {one.email: one.id for one in accounts.list_colleagues()}
    teams.choose(slug=slug, members={ids["mine@example.org"]: "owner"})
    sent(client, slug, email1="anna@example.org")
    return found


def test_another_teams_message_is_in_no_list_no_search_and_no_file(app, desks):
    mine, other = desks
    for path in ("/staff/inbox", "/staff/inbox?q=salt"):
        assert ["salt bar" in said(one.get(path)) for one in desks] == [True, False], path
    files = [post(one, "/staff/inbox/export").text for one in desks]
    assert [WORDS in file for file in files] == [True, False]
    assert inbox.count_by_state(hidden={"form01"}) == {}


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_nobody_else_opens_or_changes_it_or_is_given_it(app, desks):
    mine, other = desks
    path = f"/staff/inbox/{key_of(app)}"
    assert [one.get(path).status_code for one in desks] == [200, 403]
    given = {"reply": "Sent by somebody else", "note": "x"}
    for do in ("reply", "note", "destroy", "take", "spam", "leave"):
        assert post(other, path, do=do, **given).status_code == 403, do
    (kept,) = inbox.list_kept()
    assert (kept.entries, kept.state, kept.account_id) == ((), "new", None)
    stranger = next(one.id for one in accounts.list_colleagues() if one.email == "other@example.org")
    assert post(mine, path, do="give", account=str(stranger)).status_code == 409
    assert "other@example.org" not in mine.get(path).text
