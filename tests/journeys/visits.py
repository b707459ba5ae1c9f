"""One person's visit: the page in front of them, and a record of all the browser did behind it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from tests.journeys.served import Account, Served

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
DEVICES: dict[str, dict[str, Any]] = {"phone": PHONE, "desktop": DESKTOP}
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "scripts", [pytest.param(True, marks=pytest.mark.slow), False], ids=["with scripts", "without scripts"]
)
EACH_DEVICE = ["phone", pytest.param("desktop", marks=pytest.mark.slow)]
REFUSED = "Failed to load resource: the server responded with a status of "  # said of a page that is no 200
LEFT_EARLY = "net::ERR_ABORTED"  # the next page was asked for before this one had its icon
FOCUSED = "() => document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText"
MOST_STOPS = 60
PATIENCE = 30_000  # milliseconds until a page must be there


@dataclass
class Visit:
    page: Page
    site: Served
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.site.url + path)

    def press(self, name: str) -> None:
        """Press the button of this name and wait for the next page, however long its answer takes."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the link of this name."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).click()

    def fill(self, label: str, value: str) -> None:
        self.page.get_by_label(label).fill(value)

    def sign_in(self, account: Account) -> None:
        self.go("/staff/sign-in")
        self.fill("E-mail address", account.email)
        self.fill("Password", account.password)
        self.press("Sign in")

    def work_as(self, role: str = "manager", path: str = "/staff") -> None:
        """Be on a page as someone who neither signs out nor changes the password, and signs in once for all visits."""
        if role not in self.site.sessions:
            self.sign_in(self.site.kept_account(role))
            self.site.sessions[role] = self.page.context.cookies()
        self.page.context.add_cookies(self.site.sessions[role])
        self.go(path)

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def cookies(self) -> list[tuple[str, str]]:
        return [(cookie["name"], cookie["path"]) for cookie in self.page.context.cookies()]

    def behind(self) -> dict[str, Any]:
        """What the browser did that a page must never cause."""
        return {"asked elsewhere": self.elsewhere, "complained": self.complaints}


def visit(context: BrowserContext, site: Served) -> Visit:
    context.set_default_timeout(PATIENCE)
    made = Visit(context.new_page(), site)
    host = urlsplit(site.url).netloc
    context.on("request", lambda request: _note_elsewhere(made, request, host))
    context.on("response", lambda response: _note_status(made, response))
    context.on("requestfailed", lambda request: _note_failure(made, request))
    context.on("console", lambda message: _note_complaint(made, message))
    context.on("weberror", lambda error: made.complaints.append(str(error.error)))
    return made


def _note_elsewhere(made: Visit, request: Request, host: str) -> None:
    if urlsplit(request.url).netloc != host:
        made.elsewhere.append(request.url)


def _note_status(made: Visit, response: Response) -> None:
    if response.request.is_navigation_request() and not 300 <= response.status < 400:
        made.statuses.append(response.status)


def _note_failure(made: Visit, request: Request) -> None:
    if request.failure != LEFT_EARLY:
        made.complaints.append(f"failed: {request.url}: {request.failure}")


def _note_complaint(made: Visit, message: ConsoleMessage) -> None:
    about_this_page = message.location["url"] == made.page.url and message.text.startswith(REFUSED)
    if message.type in ("error", "warning") and not about_this_page:
        made.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")


def arrive(browser: Browser, site: Served, *, device: str = "phone", **more: Any) -> Visit:
    """A person with a fresh browser profile on this device."""
    return visit(browser.new_context(**DEVICES[device], **more), site)


def tab_to(visit: Visit, name: str) -> None:
    """Press Tab until the focus is on the thing of this name."""
    for _ in range(MOST_STOPS):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate(FOCUSED).split(" (")[0] == name:
            return
    raise AssertionError(f"the Tab key never came to {name!r}")


def enter(visit: Visit) -> None:
    """Press Enter on something that leads to another page."""
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")
