"""The archive over HTTP: what may be put away, where it is found, and that it comes back."""

from datetime import UTC, datetime

import pytest

from forms_app.services import forms
from tests import make
from tests.lived import rows
from tests.web.staff_pages import on_sqlite, post, said

CARD = "/staff/forms/flavours"


def test_a_draft_is_put_away_and_taken_back_as_often_as_wanted(maker):
    forms.import_form(definition=make.definition(), slug="flavours")
    done = [post(maker, f"{CARD}/archive") for _ in range(2)]
    assert [(one.status_code, one.location) for one in done] == [(303, "/staff/forms")] * 2
    page = maker.get("/staff/forms")
    assert ("Archive: 1 form" in said(page), "Take out of the archive" in page.text) == (True, True)
    back = [post(maker, f"{CARD}/unarchive") for _ in range(2)]
    assert [(one.status_code, one.location) for one in back] == [(303, CARD)] * 2
    assert "Archive:" not in said(maker.get("/staff/forms"))


@on_sqlite
@pytest.mark.parametrize("opens", ["2099-01-01T09:00", None])
def test_a_form_that_is_open_or_will_be_stays_in_the_list(maker, opens):
    schedule = {"schedule": {"zone": "UTC", "opens": opens}} if opens else {}
    forms.import_form(definition=make.definition(**schedule), slug="flavours")
    forms.open_form(slug="flavours", now=datetime.now(UTC))
    assert f"{CARD}/archive" not in maker.get("/staff/forms").text
    refused = post(maker, f"{CARD}/archive")
    assert (refused.status_code, forms.get_form(slug="flavours").archived_on) == (422, None)


@on_sqlite
def test_what_is_in_the_archive_is_found_by_searching(maker):
    for id_, slug in (("aaaaa1", "bars"), ("aaaaa2", "cakes")):
        forms.import_form(definition=make.definition(id=id_, title={"en": slug}), slug=slug)
    forms.archive_form(slug="cakes", now=datetime.now(UTC))
    page = maker.get("/staff/forms?q=cakes")
    assert ("1 form found" in said(page), '<details class="archived" open>' in page.text) == (True, True)


def test_the_last_change_is_a_day_which_the_archive_leaves_alone(app, maker):
    forms.import_form(definition=make.definition(), slug="flavours")
    today = datetime.now(UTC).date()
    assert f"Last change: {today:%B} {today.day}, {today.year}." in said(maker.get("/staff/forms"))
    with app.extensions["databases"]["site"].begin() as connection:
        connection.exec_driver_sql("UPDATE form SET changed_on = '2026-02-03'")
    forms.archive_form(slug="flavours", now=datetime.now(UTC))
    forms.take_from_archive(slug="flavours")
    assert str(rows(app, "site", "SELECT changed_on FROM form")[0][0]) == "2026-02-03"
    forms.open_form(slug="flavours", now=datetime.now(UTC))
    assert forms.get_form(slug="flavours").changed_on == today


@on_sqlite
def test_a_public_poll_is_marked_in_the_list(maker):
    forms.import_form(definition=make.poll(), slug="flavours")
    assert "Public poll" in said(maker.get("/staff/forms"))
