"""Accounts of visitors in every state."""

from collections.abc import Callable

from tests.journeys import accounts
from tests.journeys.accounts import answer, be_signed_in, open_account, sign_in, somebody
from tests.journeys.state import State, page
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

ACCOUNTS = "accounts_site"


def refused(visit: Visit) -> None:
    visit.go("/account")
    sign_in(visit, password="not this one, no")  # noqa: S106


def ask(address: str) -> Callable[[Visit], None]:
    def reach(visit: Visit) -> None:
        visit.go("/account/link")
        visit.fill("E-mail address", address or somebody())
        visit.press("Send me a link")
        accounts.newest_mail(visit.site.app, "account") if not address else None

    return reach


def choose(visit: Visit) -> None:
    visit.go(accounts.link(visit.site.app, somebody()))


def too_short(visit: Visit) -> None:
    choose(visit)
    visit.page.get_by_label("Password", exact=True).fill("short")
    visit.press("Save and sign in")


def own(visit: Visit) -> None:
    """An account of this visit alone, that holds nothing."""
    address = somebody()
    with visit.site.app.app_context():
        open_account(visit.site.app, address)
    be_signed_in(visit, address)


def saved(visit: Visit) -> None:
    own(visit)
    visit.fill("Given name", "Ada")
    visit.press("Save my details")


def wrong_telephone(visit: Visit) -> None:
    own(visit)
    visit.fill("Telephone", "by post only")
    visit.press("Save my details")


def wrong_password(visit: Visit) -> None:
    own(visit)
    visit.fill("Password now", "not this one, no")
    visit.press("Change password")


def ticked(visit: Visit) -> None:
    own(visit)
    visit.page.get_by_label("Workshops").check()
    visit.press("Save newsletters")
    accounts.newest_mail(visit.site.app, "confirm")


def not_typed(visit: Visit) -> None:
    own(visit)
    visit.press("Erase everything now")


def erased(visit: Visit) -> None:
    own(visit)
    address = visit.page.locator(".lead").inner_text().split()[3].rstrip(".")
    visit.fill("E-mail address of this account", address)
    visit.press("Erase everything now")


def signed_out(visit: Visit) -> None:
    own(visit)
    visit.press("Sign out")


def ended(visit: Visit) -> None:
    own(visit)
    visit.page.context.clear_cookies()
    visit.press("Save my details")


def adding(visit: Visit) -> None:
    be_signed_in(visit)
    answer(visit)
    visit.press("Add details from my account")


def asked_to_sign_in(visit: Visit) -> None:
    answer(visit)
    visit.press("Add details from my account")


def wrong_detail(visit: Visit) -> None:
    adding(visit)
    visit.fill("Your mailbox", "ada at home")
    visit.press("Send these details")


def added(visit: Visit) -> None:
    adding(visit)
    visit.press("Send these details")


def added_nothing(visit: Visit) -> None:
    adding(visit)
    for box in visit.page.locator(".answers .input").all():
        box.fill("")
    visit.press("Send these details")


def added_before(visit: Visit) -> None:
    adding(visit)
    address = visit.page.url
    kept = visit.page.locator("[name=permission]").input_value()
    visit.press("Send these details")
    visit.page.evaluate(
        """([address, permission]) => {
            const form = document.createElement("form")
            form.method = "post"
            form.action = address
            for (const [name, value] of [["permission", permission], ["version", "1"]]) {
                const input = document.createElement("input")
                input.name = name
                input.value = value
                form.append(input)
            }
            document.body.append(form)
        }""",
        [address, kept],
    )
    with visit.page.expect_navigation():
        visit.page.evaluate("document.body.lastElementChild.submit()")


def too_late(visit: Visit) -> None:
    answer(visit)
    visit.page.locator("[name=permission]").evaluate("input => { input.value = 'old' }")
    visit.press("Add details from my account")


STATES = [
    State("account, signed out", page("/account"), at=ACCOUNTS, quick=True),
    State("account, signing in refused", refused, status=422, refused=True, at=ACCOUNTS),
    State("account, a link is asked for", page("/account/link"), at=ACCOUNTS),
    State("account, a link to what is no address", ask("nobody"), status=422, refused=True, at=ACCOUNTS),
    State("account, a link is on its way", ask(""), at=ACCOUNTS),
    State("account, a password is chosen", choose, at=ACCOUNTS),
    State("account, a password too short", too_short, status=422, refused=True, at=ACCOUNTS),
    State("account, a link too old", page("/account/password/old"), status=404, at=ACCOUNTS),
    State("account, empty", own, at=ACCOUNTS),
    State("account, full", be_signed_in, at=ACCOUNTS),
    State("account, saved", saved, at=ACCOUNTS),
    State("account, a detail refused", wrong_telephone, status=422, refused=True, at=ACCOUNTS),
    State("account, another password refused", wrong_password, status=422, refused=True, at=ACCOUNTS),
    State("account, a newsletter ticked", ticked, at=ACCOUNTS),
    State("account, erasing not typed", not_typed, status=422, refused=True, at=ACCOUNTS),
    State("account, erased", erased, at=ACCOUNTS),
    State("account, just signed out", signed_out, at=ACCOUNTS),
    State("account, session ended", ended, status=403, refused=True, at=ACCOUNTS),
    State("account, thanks that lead to it", answer, at=ACCOUNTS),
    State("account, details for a form", adding, at=ACCOUNTS),
    State("account, signing in for a form", asked_to_sign_in, at=ACCOUNTS),
    State("account, a detail for a form refused", wrong_detail, status=422, refused=True, at=ACCOUNTS),
    State("account, details sent to a form", added, at=ACCOUNTS),
    State("account, no details sent to a form", added_nothing, at=ACCOUNTS),
    State("account, details sent before", added_before, status=409, at=ACCOUNTS),
    State("account, too late for details", too_late, status=404, at=ACCOUNTS),
    State("account, the setting of the site", as_role("administrator", "/staff/site"), at=ACCOUNTS),
]
