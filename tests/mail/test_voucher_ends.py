"""The end of what tells mailboxes apart: a week after the close, with the vouchers, and with the form."""

from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.errors import Unreadable
from forms_app.services import deletions, erasure, extensions, forms, mailboxes, promotions, releases, upkeep, vouchers
from tests import make
from tests.mail.test_subscribing import PERSON, count
from tests.mail.test_voucher_mailboxes import DAY, OTHER, link_of, pressed, slug
from tests.test_vouchers import OFFER, choose, promote
from tests.web.staff_pages import on_sqlite

__all__ = ["slug"]
pytestmark = pytest.mark.usefixtures("mail_works")


@on_sqlite
def test_what_was_sent_before_the_close_is_confirmed_for_a_week_and_then_the_key_is_gone(app, client, slug):
    now = datetime.now(UTC)
    tokens = [link_of(slug, bytes([n]) * 16, f"person{n}@example.org", now=now) for n in range(3)]
    forms.close_form(slug=slug, now=now)
    boss = make.sign_in(app, make.account(app, role="staff"))
    assert "If you were sent a link to a voucher before, it works until" in client.get(f"/f/{slug}").text
    assert "may be used until the end of" in boss.get(f"/staff/forms/{slug}/vouchers").text
    last = vouchers.get_counts(slug=slug).promotion.today(now) + timedelta(days=7)
    berlin = timedelta(hours=2)  # from the end of the day in winter and in summer, none of them is so near
    within = datetime(last.year, last.month, last.day, 21, 30, tzinfo=UTC)
    assert pressed(tokens[0], within) not in ("NotOpen", "NoVoucher", "NotFound")
    upkeep.run(now=within)
    assert (pressed(tokens[1], within) != "NotOpen", count(app, "confirmed_mailbox")) == (True, 2)
    assert pressed(tokens[2], within + berlin + timedelta(minutes=30)) == "NotOpen"
    for _ in range(2):
        upkeep.run(now=within + berlin + timedelta(minutes=30))
    assert count(app, "confirmed_mailbox") == 0
    with pytest.raises(Unreadable):
        mailboxes.mark_of(purpose=mailboxes.VOUCHERS, form_id="k3f9a2", address=PERSON)
    assert "If you were sent a link" not in client.get(f"/f/{slug}").text
    assert "The promotion ended on" in boss.get(f"/staff/forms/{slug}/vouchers").text
    told = client.get(f"/confirm-voucher/{tokens[2]}")
    assert (told.status_code, "This link is too old" in told.text, "takes no answers" in told.text) == (410, True, True)
    assert client.post(f"/confirm-voucher/{tokens[2]}").status_code == 410
    assert OFFER in client.post(f"/confirm-voucher/{tokens[0]}").text


def test_a_promotion_that_goes_on_keeps_its_key_and_ends_with_its_vouchers(app, slug):
    now = datetime.now(UTC)
    promotions.settle(now=now + 60 * DAY)
    assert vouchers.get_counts(slug=slug).promotion.ended_on is None
    over = datetime(2041, 1, 2, tzinfo=UTC)
    promotions.settle(now=over)
    form, definition = forms.get_published(slug=slug)
    choose(slug, confirms_mailbox=True, valid_until=over.date() + 400 * DAY)
    assert vouchers.find_reason(form=form, definition=definition, now=now) == "over"


def test_a_close_that_may_still_be_moved_keeps_mailboxes_apart(app, mail_works):
    now = datetime.now(UTC)
    closes = (now + DAY).replace(microsecond=0)
    schedule = {"zone": "UTC", "closes": f"{closes:%Y-%m-%dT%H:%M}"}
    slug = promote(5, given={"confirms_mailbox": True, "zone": "UTC"}, schedule=schedule)
    pressed(link_of(slug, bytes(16)))
    promotions.settle(now=closes + 20 * DAY)
    extensions.extend_form(slug=slug, until=closes + 25 * DAY, now=closes + 20 * DAY)
    assert pressed(link_of(slug, b"x" * 16, now=closes + 21 * DAY), closes + 21 * DAY) == "AlreadySent"
    promotions.settle(now=closes + 40 * DAY)
    assert (vouchers.get_counts(slug=slug).promotion.ended_on is None, count(app, "confirmed_mailbox")) == (False, 0)


@on_sqlite
def test_deleting_the_form_destroys_the_key_and_the_marks(app, client, slug):
    token, more = link_of(slug, bytes(16)), link_of(slug, b"x" * 16, OTHER)
    pressed(token)
    forms.close_form(slug=slug, now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC))
    deletions.ask(slug=slug, nonce="n", scope="everything", now=datetime.now(UTC))
    erasure.run(now=datetime.now(UTC))
    assert (count(app, "confirmed_mailbox"), pressed(more)) == (0, "NotFound")
