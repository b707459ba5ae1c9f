"""A site where visitors may have accounts, for journeys, and the links that mails would bring."""

import re
import secrets
from datetime import UTC, datetime

from flask import Flask

from forms_app.domain.demo import SITE
from forms_app.services import mail_setup, outbox, site, subscriptions, visitor_accounts
from forms_app.services.subscriptions import Origin
from tests import make
from tests.journeys.letters import make_topic
from tests.journeys.served import Served
from tests.journeys.visits import Visit

PERSON, PASSWORD = "ada@example.org", "seven quiet otters swim"
DETAILS = {
    "name00": {"given": "Ada", "family": "of the Old Mill"},
    "phone0": "020 7946 0123",
    "postal": {"line1": "12 Long Lane", "postal_code": "AB1 2CD", "city": "Anytown"},
}
FORM = make.form(
    make.question("quest1", text="Shall we open on Sundays?"),
    make.detail("name01", "name", text="Your name"),
    make.detail(text="Your mailbox"),
    make.detail("where1", "postal_address", text="Where to send it"),
)


def prepare_accounts(served: Served) -> None:
    served.open_form("sundays", **FORM.model_dump(exclude={"id", "title"}), title={"en": "Sundays"})
    with served.app.app_context():
        site.change_site(kept=SITE)
        site.set_accounts(wanted=True)
        mail_setup.remember_tested()
        topics = [make_topic("New bars", "What we make next.", "about once a month")]
        make_topic("Workshops", "Days on which you may make chocolate with us.", "four times a year")
        now = datetime.now(UTC)
        account = open_account(served.app, PERSON)
        visitor_accounts.keep_details(account, details=DETAILS, today=now.date())
        subscriptions.ask(address=PERSON, topics=topics, origin=Origin(), now=now)
        token = re.search(r"/subscribe/confirm/(\S+)", newest_mail(served.app, "confirm"))
        subscriptions.confirm(token=token[1] if token else "", today=now.date())


def open_account(app: Flask, address: str) -> visitor_accounts.VisitorAccount:
    token = link(app, address).rpartition("/")[2]
    return visitor_accounts.choose_password(token=token, password=PASSWORD, now=datetime.now(UTC))


def link(app: Flask, address: str) -> str:
    """What the mail to a mailbox leads to; a new mailbox each time, since mails to one keep apart."""
    with app.app_context():
        visitor_accounts.send_link(address=address, now=datetime.now(UTC))
    return sent_link(app)


def sent_link(app: Flask) -> str:
    found = re.search(r"/account/password/\S+", newest_mail(app, "account"))
    assert found
    return found[0]


def newest_mail(app: Flask, kind: str) -> str:
    """The only one of its kind, which is dropped."""
    with app.app_context():
        (waiting,) = (mail for mail in outbox.list_all() if mail.kind == kind)
        mail = outbox.SingleMails().write(waiting)
        outbox.drop_now(waiting)
    assert mail
    return mail.text


def somebody() -> str:
    return f"{secrets.token_hex(6)}@example.org"


def be_signed_in(visit: Visit, address: str = PERSON) -> None:
    visit.go("/account")
    sign_in(visit, address)


def sign_in(visit: Visit, address: str = PERSON, password: str = PASSWORD) -> None:
    visit.fill("E-mail address", address)
    visit.page.get_by_label("Password", exact=True).fill(password)
    visit.press("Sign in")


def answer(visit: Visit) -> None:
    visit.go("/f/sundays")
    visit.page.get_by_label("Yes, please").check()
    visit.press("Continue")
    visit.press("Send my answers")
