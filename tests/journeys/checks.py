"""What must be right on every page in every state: one function for each, all run by `findings`."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.journeys.state import State
from tests.journeys.visits import Visit

HERE = Path(__file__).parent
AXE = (HERE.parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
INSPECT = (HERE / "inspect.js").read_text(encoding="utf-8").strip()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
NARROWEST = {"width": 320, "height": 640}  # WCAG 2.2, success criterion 1.4.10
STOPS_OF_ONE = 8  # what is asked for a date and a time is several stops of the Tab key
PATIENCE = 3_000  # ms


def findings(visit: Visit, state: State, *, scripts: bool = True) -> dict[str, Any]:
    """Everything wrong with the page in front of the visitor; empty where all is well."""
    found = {
        "status": [] if visit.statuses[-1] == state.status else visit.statuses[-1:],
        "structure": structure(visit, state),
        "axe": axe(visit) if scripts else [],
        "keyboard": keyboard(visit) if state.media == "screen" else [],
        "wider than 320 px": overflow(visit),
        "cookies": cookies(visit),
        **visit.behind(),
    }
    return {name: what for name, what in found.items() if what}


def structure(visit: Visit, state: State) -> list[str]:
    if state.refused:
        await_focus(visit)
    found: list[str] = visit.page.evaluate(f"refused => {INSPECT}.structure(refused)", state.refused)
    return found


def await_focus(visit: Visit) -> None:
    """A browser moves the focus to what asks for it (`autofocus`) with its next picture, after the page has loaded."""
    with suppress(PlaywrightTimeout):  # nothing asks for it: what is there is judged
        visit.page.locator(":focus").wait_for(state="attached", timeout=PATIENCE)


def axe(visit: Visit) -> list[str]:
    """Each rule that is broken, and where; the source is handed in past the page's own policy."""
    if not visit.page.evaluate("() => 'axe' in window"):
        visit.page.evaluate(AXE)
    broken = visit.page.evaluate(RUN_AXE, STANDARDS)
    return [f"{rule['id']}: {node['target'][0]}" for rule in broken for node in rule["nodes"]]


def keyboard(visit: Visit) -> list[str]:
    """Tab through the page: every stop shows the focus, and everything that can be used is a stop."""
    left: list[str] = visit.page.evaluate(f"() => {INSPECT}.usable()")
    problems: list[str] = []
    stops: list[str] = []
    ends = 0  # the Tab key leaves the page at its end and comes back at its beginning
    for _ in range(STOPS_OF_ONE * (len(left) + 2)):
        visit.page.keyboard.press("Tab")
        stop = visit.page.evaluate(f"() => {INSPECT}.stop()")
        if stop is None:
            ends += 1
        elif stop["name"] not in stops:
            stops.append(stop["name"])
            problems += stop["problems"]
        if ends == 2 or (stop and stop["name"] != stops[-1]):  # dates and times are several stops in one
            break
    return problems + [f"never reached: {name}" for name in left if name not in stops]


def overflow(visit: Visit) -> int:
    """Pixels by which the page is wider than the narrowest screen."""
    before = visit.page.viewport_size
    visit.page.set_viewport_size(NARROWEST)
    found: int = visit.page.evaluate(OVERFLOW)
    visit.page.set_viewport_size(before)
    return found


def cookies(visit: Visit) -> list[tuple[str, str]]:
    """Public pages set none; those of staff and those of accounts one each, for themselves alone."""
    places = [("staff", "/staff"), ("account", "/account")]
    allowed = [cookie for cookie in places if visit.page.url.startswith(visit.site.url + cookie[1])]
    return [cookie for cookie in visit.cookies() if cookie not in allowed]
