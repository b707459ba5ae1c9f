"""Vouchers for confirmed mailboxes, and those on paper, in every state."""

import uuid
from datetime import UTC, datetime, timedelta

from forms_app.domain.voucher_links import Waiting
from forms_app.services import forms, mailboxes, voucher_mailboxes
from tests.journeys.state import State, send
from tests.journeys.states_mail import MAIL
from tests.journeys.states_vouchers import SALT, drafted, opened
from tests.journeys.visits import Visit


def asked(visit: Visit) -> None:
    visit.go(f"/f/{opened(visit, confirms_mailbox=True)}")


def without_address(visit: Visit, address: str = "") -> None:
    asked(visit)
    visit.page.get_by_label(SALT).check()
    visit.fill("E-mail address for the voucher", address)
    send(visit)


def waiting(visit: Visit) -> None:
    asked(visit)
    visit.page.get_by_label(SALT).check()
    visit.fill("E-mail address for the voucher", "somebody@example.org")
    send(visit)


def link(visit: Visit, slug: str, *, days: int = 7, address: str = "somebody@example.org") -> str:
    with visit.site.app.app_context():
        form, _definition = forms.get_published(slug=slug)
        mark = mailboxes.mark_of(purpose=mailboxes.VOUCHERS, form_id=form.id, address=address)
        until = datetime.now(UTC).date() + timedelta(days=days)
        found = Waiting(form_id=form.id, seed=uuid.uuid4().bytes, mark=mark, until=until)
        return f"/confirm-voucher/{voucher_mailboxes.token_of(found)}"


def by_link(visit: Visit) -> None:
    visit.go(link(visit, opened(visit, confirms_mailbox=True)))


def got(visit: Visit) -> None:
    by_link(visit)
    visit.press("Show my voucher")


def had_one(visit: Visit) -> None:
    slug = opened(visit, confirms_mailbox=True)
    for _ in range(2):
        visit.go(link(visit, slug))
        visit.press("Show my voucher")


def none_left(visit: Visit) -> None:
    slug = opened(visit, 1, confirms_mailbox=True)
    for address in ("first@example.org", "second@example.org"):
        visit.go(link(visit, slug, address=address))
        visit.press("Show my voucher")


def too_late(visit: Visit) -> None:
    visit.go(link(visit, opened(visit, confirms_mailbox=True), days=-2))


def setting_up(visit: Visit) -> None:
    visit.work_as("staff", f"/staff/forms/{drafted(visit, confirms_mailbox=True)}/vouchers")


def handing_out(visit: Visit) -> None:
    visit.work_as("staff", f"/staff/forms/{opened(visit, confirms_mailbox=True)}/vouchers")


def on_paper(visit: Visit) -> None:
    handing_out(visit)
    visit.press("Hand out one voucher on paper")


def none_for_paper(visit: Visit) -> None:
    visit.work_as("staff", f"/staff/forms/{opened(visit, 1, confirms_mailbox=True)}/vouchers")
    path = visit.page.url
    visit.press("Hand out one voucher on paper")
    visit.page.goto(path)
    visit.press("Hand out one voucher on paper")


def closed(visit: Visit) -> str:
    slug = opened(visit, confirms_mailbox=True)
    with visit.site.app.app_context():
        forms.close_form(slug=slug, now=datetime.now(UTC))
    return slug


STATES = [
    State("mailbox asked for a voucher", asked, at=MAIL),
    State("mailbox for a voucher missing", without_address, at=MAIL),
    State("mailbox for a voucher wrong", lambda visit: without_address(visit, "nobody"), 422, refused=True, at=MAIL),
    State("mailbox voucher waits", waiting, at=MAIL),
    State("mailbox voucher behind its link", by_link, at=MAIL),
    State("mailbox voucher shown", got, at=MAIL),
    State("mailbox had its voucher", had_one, 409, at=MAIL),
    State("mailbox too late for the last voucher", none_left, 409, at=MAIL),
    State("mailbox voucher link too old", too_late, 410, at=MAIL),
    State("mailbox vouchers set up", setting_up, at=MAIL),
    State("mailbox vouchers closed", lambda visit: visit.go(f"/f/{closed(visit)}"), at=MAIL),
    State(
        "mailbox vouchers closed for staff",
        lambda visit: visit.work_as("staff", f"/staff/forms/{closed(visit)}/vouchers"),
        at=MAIL,
    ),
    State("mailbox vouchers opened", handing_out, at=MAIL),
    State("mailbox voucher on paper", on_paper, at=MAIL),
    State("mailbox voucher on paper printed", on_paper, at=MAIL, media="print"),
    State("mailbox no voucher for paper", none_for_paper, 409, refused=True, at=MAIL),
]
