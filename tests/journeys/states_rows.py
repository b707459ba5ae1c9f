"""Rows for researchers: announced to visitors, chosen by staff, taken away by who sees results."""

from tests.journeys.forms import BARS, PEAR, SALT
from tests.journeys.state import State
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

GIVEN = {**BARS, "switches": ["count", "rows"], "keep_days": 365}


def opened(visit: Visit) -> str:
    return visit.site.open_form(**GIVEN)


def asked(visit: Visit) -> None:
    visit.go(f"/f/{opened(visit)}")


def panel_opened(visit: Visit) -> None:
    asked(visit)
    visit.page.locator(".promise summary").click()


def about(visit: Visit) -> None:
    visit.go(f"/f/{opened(visit)}/about")


def counted(visit: Visit) -> str:
    slug = opened(visit)
    visit.site.answer(slug, 7, q1bars=SALT, q4name="Salty")
    visit.site.answer(slug, 5, q1bars=PEAR, q4name="Peary")
    visit.site.close_form(slug)
    visit.site.count()
    return slug


def offered(visit: Visit) -> None:
    as_role("manager", f"/staff/results/{counted(visit)}/1/rows")(visit)


def beside_results(visit: Visit) -> None:
    as_role("manager", f"/staff/results/{counted(visit)}/1")(visit)


def settings(visit: Visit) -> None:
    as_role("staff", f"/staff/forms/{opened(visit)}/settings")(visit)


STATES = [
    State("a form with rows for researchers", asked),
    State("a form with rows for researchers, what is stored", panel_opened),
    State("a form with rows for researchers, about it", about),
    State("results with rows for researchers", beside_results),
    State("rows for researchers", offered, quick=True),
    State("rows for researchers, none", as_role("manager", "/staff/results/forty/1/rows"), 404),
    State("builder settings of a form with rows for researchers", settings),
]
