"""Pages of those who work here, in every state."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from forms_app.domain import mail_tokens
from forms_app.services import accounts, password_resets
from tests.journeys.state import State, page
from tests.journeys.visits import Visit


def wrong_password(visit: Visit) -> None:
    visit.go("/staff/sign-in")
    visit.fill("E-mail address", "nobody@example.org")
    visit.fill("Password", "not this one")
    visit.press("Sign in")


def nothing_typed(visit: Visit) -> None:
    visit.go("/staff/sign-in")
    visit.press("Sign in")


def without_its_mark(visit: Visit) -> None:
    visit.go("/staff/sign-in")
    visit.page.locator("[name=csrf_token]").evaluate("input => { input.value = '' }")
    visit.press("Sign in")


def without_the_cookie(visit: Visit) -> None:
    visit.go("/staff/sign-in")
    visit.page.context.clear_cookies()
    visit.press("Sign in")


def as_role(role: str, path: str = "/staff") -> Callable[[Visit], None]:
    return lambda visit: visit.work_as(role, path)


def signed_in(visit: Visit) -> None:
    visit.work_as()


def with_news(visit: Visit) -> None:
    """An account that opened no results yet."""
    visit.sign_in(visit.site.account())


def change_password(visit: Visit, new: str, again: str) -> None:
    account = visit.site.account()
    visit.sign_in(account)
    visit.go("/staff/password")
    visit.fill("Password now", account.password)
    visit.page.get_by_label("New password", exact=True).fill(new)
    visit.fill("New password again", again)
    visit.press("Change password")


def two_passwords(visit: Visit) -> None:
    change_password(visit, "four words in a row", "four other words here")


def new_password(visit: Visit) -> None:
    change_password(visit, "four words in a row", "four words in a row")


def signed_out(visit: Visit) -> None:
    visit.sign_in(visit.site.account())
    visit.press("Sign out")


def forgotten(address: str) -> Callable[[Visit], None]:
    def reach(visit: Visit) -> None:
        visit.go("/staff/forgotten")
        visit.fill("E-mail address", address)
        visit.press("Send me a link")

    return reach


def reset_link(visit: Visit) -> str:
    """As the mail to a new account would have it."""
    with visit.site.app.app_context():
        account = visit.site.account()
        secret = next(secret for _id, email, secret in accounts.list_secrets() if email == account.email)
        until, keys = datetime.now(UTC) + timedelta(hours=1), visit.site.app.extensions["site_keys"].signing
        token = mail_tokens.timed_token(keys, mail_tokens.RESET, password_resets.mark_of(secret), until=until)
    return f"/staff/new-password/{token}"


def choosing(visit: Visit) -> None:
    visit.go(reset_link(visit))


def chosen_wrongly(visit: Visit) -> None:
    choosing(visit)
    visit.page.get_by_label("New password", exact=True).fill("short")
    visit.press("Change password")


def chosen(visit: Visit) -> None:
    choosing(visit)
    visit.page.get_by_label("New password", exact=True).fill("four other words here")
    visit.fill("New password again", "four other words here")
    visit.press("Change password")


STATES = [
    State("password forgotten", page("/staff/forgotten"), at="mail_site"),
    State("password forgotten, mail is off", page("/staff/forgotten")),
    State("password forgotten, no address", forgotten("nobody"), 422, refused=True, at="mail_site"),
    State("password forgotten, a link is sent", forgotten("nobody@example.org"), at="mail_site"),
    State("password to choose", choosing, quick=True),
    State("password to choose, refused", chosen_wrongly, 422, refused=True),
    State("password chosen", chosen),
    State("password link that is too old", page("/staff/new-password/x"), 404),
    State("activity log", as_role("administrator", "/staff/activity?area=site")),
    State("activity log of a day without entries", as_role("administrator", "/staff/activity?last=2001-01-01")),
    State("sign in", page("/staff/sign-in")),
    State("sign in refused", wrong_password, refused=True, quick=True),
    State("sign in with nothing typed", nothing_typed, refused=True),
    State("sign in without its mark", without_its_mark, 400),
    State("sign in without its cookie", without_the_cookie, 400),
    State("staff", signed_in),
    State("staff with news", with_news),
    State("staff with forms that need a look", as_role("staff"), quick=True),
    State("staff who only read", as_role("reader")),
    State("results not allowed", as_role("staff", "/staff/results"), 403),
    State("results of a new site", as_role("manager", "/staff/results"), at="new_site"),
    State("results", as_role("manager", "/staff/results")),
    State("report of twelve", as_role("manager", "/staff/results/twelve/1")),
    State("report of forty", as_role("manager", "/staff/results/forty/1"), quick=True),
    State("report of every chart", as_role("manager", "/staff/results/tasting/4")),
    State("report of every chart on paper", as_role("manager", "/staff/results/tasting/4"), media="print"),
    State("report of every chart for few", as_role("manager", "/staff/results/tasting/3")),
    State("reports over time", as_role("manager", "/staff/results/tasting/over-time"), quick=True),
    State("reports over time, only one", as_role("manager", "/staff/results/forty/over-time")),
    State("reports together", as_role("manager", "/staff/results/tasting/together")),
    State("report of nine", as_role("manager", "/staff/results/nine/1")),
    State("report of a poll", as_role("manager", "/staff/results/poll-exact/1")),
    State("report of a poll under fifty", as_role("manager", "/staff/results/poll-rounded/1")),
    State("sample of a poll", as_role("staff", "/staff/forms/poll/sample?people=100")),
    State("sample of twelve", as_role("staff", "/staff/forms/bars/sample?people=12")),
    State("sample of a thousand", as_role("staff", "/staff/forms/later/sample?people=1000")),
    State("sample not allowed", as_role("manager", "/staff/forms/bars/sample"), 403),
    State("password", as_role("manager", "/staff/password")),
    State("password refused", two_passwords, refused=True),
    State("password changed", new_password),
    State("signed out", signed_out),
]
