"""What a state of a page is, and the steps by which many are reached."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.journeys.visits import Visit


@dataclass(frozen=True)
class State:
    name: str
    reach: Callable[[Visit], None]
    status: int = 200
    refused: bool = False  # something must be looked at again: the title says so and the focus is on it
    at: str = "site"  # the fixture of the site it happens on
    quick: bool = False  # stands for its like on every run; the slow part checks them all
    media: str = "screen"


def page(path: str) -> Callable[[Visit], None]:
    return lambda visit: visit.go(path)


def send(visit: Visit) -> None:
    visit.press("Send my answers")


def change_token(visit: Visit, token: str) -> None:
    visit.page.locator("[name=token]").evaluate("(input, token) => { input.value = token }", token)
