"""A form that gives vouchers, and the pages on which staff set it up and redeem them, in every state."""

import uuid
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from forms_app.services import forms, releases, vouchers
from tests import make
from tests.journeys.state import State, send
from tests.journeys.visits import Visit

SALT = "Sea salt"


def drafted(visit: Visit, count: int = 20, *, confirms_mailbox: bool = False) -> str:
    slug = f"vouchers-{uuid.uuid4().hex[:8]}"
    definition = make.definition(id=uuid.uuid4().hex[:6], switches=["count", "reward"])
    with visit.site.app.app_context():
        forms.import_form(definition=definition, slug=slug)
        vouchers.choose(
            slug=slug,
            offer="One bar of your choice",
            language="en",
            valid_until=date(2040, 12, 31),
            daily=None,
            confirms_mailbox=confirms_mailbox,
            shows_left=True,
            zone="Europe/Berlin",
            now=datetime.now(UTC),
        )
        vouchers.make(slug=slug, count=count, seen=0)
    return slug


def opened(visit: Visit, count: int = 20, *, confirms_mailbox: bool = False) -> str:
    slug = drafted(visit, count, confirms_mailbox=confirms_mailbox)
    with visit.site.app.app_context():
        forms.open_form(slug=slug, now=datetime.now(UTC))
        releases.run(now=datetime.now(UTC))
    return slug


def thanked(visit: Visit, count: int = 20) -> None:
    visit.go(f"/f/{opened(visit, count)}")
    visit.page.get_by_label(SALT).check()
    send(visit)


def gone(visit: Visit) -> None:
    thanked(visit, 1)
    visit.go(urlsplit(visit.page.url).path)


def shown_again(visit: Visit) -> None:
    thanked(visit)
    code = visit.page.locator("section[aria-labelledby=voucher-heading] code").nth(1).inner_text()
    visit.go("/voucher")
    visit.fill("Private code of the voucher", code)
    visit.press("Show my voucher")


def unknown(visit: Visit) -> None:
    visit.go("/voucher")
    visit.fill("Private code of the voucher", "0000")
    visit.press("Show my voucher")


def setting_up(visit: Visit) -> None:
    visit.work_as("staff", f"/staff/forms/{drafted(visit)}/vouchers")


def mistyped(visit: Visit) -> None:
    setting_up(visit)
    visit.fill("At most on one day", "many")
    visit.page.get_by_role("button", name="Save", exact=True).click()


def at_the_till(visit: Visit, code: str) -> None:
    visit.work_as("staff", "/staff/till")
    visit.fill("Voucher code", code)
    visit.press("Redeem")


def redeemed(visit: Visit) -> None:
    thanked(visit)
    at_the_till(visit, visit.page.locator("section[aria-labelledby=voucher-heading] code").first.inner_text())


def offered(visit: Visit) -> None:
    visit.go(f"/f/{opened(visit)}")
    visit.page.get_by_text("What we store, and what we cannot promise").click()


def deleting(visit: Visit) -> None:
    thanked(visit)
    slug = urlsplit(visit.page.url).path.split("/")[-1]
    with visit.site.app.app_context():
        forms.close_form(slug=slug, now=datetime.now(UTC))
        releases.run(now=datetime.now(UTC))
    visit.work_as("staff", f"/staff/forms/{slug}/delete")


def built(visit: Visit) -> None:
    definition = make.definition(id=uuid.uuid4().hex[:6], switches=["count", "reward"])
    slug = f"vouchers-{uuid.uuid4().hex[:8]}"
    with visit.site.app.app_context():
        forms.import_form(definition=definition, slug=slug)
    visit.work_as("staff", f"/staff/forms/{slug}/questions")


def marked_on_the_main_page(visit: Visit) -> None:
    opened(visit)
    visit.go("/")


STATES = [
    State("home with a form that gives vouchers", marked_on_the_main_page),
    State("vouchers offered", offered),
    State("vouchers missing in the builder", built),
    State("vouchers still valid when deleting", deleting),
    State("till alone", lambda visit: visit.work_as("till", "/staff")),
    State("till of the till alone", lambda visit: visit.work_as("till", "/staff/till")),
    State("vouchers thanked", thanked),
    State("vouchers all gone", gone),
    State("voucher shown again", shown_again),
    State("voucher of no code", unknown, 422, refused=True),
    State("vouchers set up", setting_up),
    State("vouchers mistyped", mistyped, 422, refused=True),
    State("till redeemed", redeemed),
    State("till refused", lambda visit: at_the_till(visit, "0000"), 422, refused=True),
]
