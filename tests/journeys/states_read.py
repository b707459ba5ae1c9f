"""Forms that staff read: asked, looked over, sent, read in the inbox, answered, and taken back by receipt code."""

import re
import uuid
from collections.abc import Callable

from forms_app.domain.definition_files import read_definition
from forms_app.gateways.form_templates import read_template
from tests.journeys.state import State
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

WORDS = "The bar with smoked salt came in three pieces.\n\n" + "It was a present for my mother. " * 6
CODE = re.compile(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z*~$=]")


def given(template: str = "feedback-answered") -> dict[str, object]:
    document = read_definition(read_template(template)).to_json()
    return {key: value for key, value in document.items() if key not in ("format", "id")}


def opened(visit: Visit) -> str:
    return visit.site.open_form(f"read-{uuid.uuid4().hex[:8]}", **given())


def asked(visit: Visit) -> None:
    visit.go(f"/f/{opened(visit)}")


def panel_opened(visit: Visit) -> None:
    asked(visit)
    visit.page.locator(".promise summary").click()


def about(visit: Visit) -> None:
    visit.go(f"/f/{opened(visit)}/about")


def filled(visit: Visit) -> None:
    asked(visit)
    visit.page.get_by_label("A complaint").check()
    visit.fill("What happened?", WORDS)
    visit.fill("Your name", "Anna Müller")
    visit.fill("Your e-mail address", "anna@example.org")
    visit.press("Continue")


def left_empty(visit: Visit) -> None:
    asked(visit)
    visit.press("Continue")


def thanked(visit: Visit) -> None:
    filled(visit)
    visit.press("Send to staff")


def code_shown(visit: Visit) -> str:
    thanked(visit)
    found = CODE.search(re.sub(r"\s", "", visit.page.locator(".receipt__code").inner_text()))
    assert found is not None
    return found[0]


def read(visit: Visit) -> None:
    thanked(visit)
    as_role("inbox", "/staff/inbox")(visit)
    with visit.page.expect_navigation():
        visit.page.locator(".card__link").filter(has_text="A complaint").first.click()


def listed(visit: Visit) -> None:
    thanked(visit)
    as_role("inbox", "/staff/inbox")(visit)


def asked_for_answer(visit: Visit) -> None:
    code = code_shown(visit)
    visit.go("/receipt")
    visit.fill("Receipt code", code)
    visit.press("Read the answer of staff")


def answered(visit: Visit) -> None:
    code = code_shown(visit)
    as_role("inbox", "/staff/inbox")(visit)
    answers = visit.page.locator(".card__link").filter(has_text="A complaint")
    paths = [one.get_attribute("href") for one in answers.all()]
    for path in paths:
        visit.go(str(path))
        visit.fill("Answer", "We are sorry, and send you another one.")
        visit.press("Send the answer")
    visit.page.context.clear_cookies()
    visit.go("/receipt")
    visit.fill("Receipt code", code)
    visit.press("Read the answer of staff")


def own_data(visit: Visit) -> None:
    code = code_shown(visit)
    visit.go("/privacy/request")
    visit.page.locator("#code").fill(code)
    visit.press("Show what belongs to this code")


def staff(path: str) -> Callable[[Visit], None]:
    return lambda visit: as_role("staff", path.format(slug=opened(visit)))(visit)


def wrong_days(visit: Visit) -> None:
    slug = f"read-{uuid.uuid4().hex[:8]}"
    visit.site.draft(slug, **given())
    as_role("staff", f"/staff/forms/{slug}/settings")(visit)
    visit.page.locator("#keep_days").fill("for ever")
    visit.press("Save the settings")


STATES = [
    State("a form that staff read", asked, quick=True),
    State("a form that staff read, what is stored", panel_opened),
    State("a form that staff read, about it", about),
    State("a form that staff read, left empty", left_empty, 422, refused=True),
    State("a form that staff read, looked over", filled),
    State("a form that staff read, sent", thanked),
    State("a receipt code without an answer of staff", asked_for_answer),
    State("a receipt code with an answer of staff", answered),
    State("your data, what staff read", own_data),
    State("inbox, with what came with forms", listed),
    State("inbox, what came with a form", read, quick=True),
    State("my forms, one that staff read", staff("/staff/forms/{slug}")),
    State("builder settings of a form that staff read", staff("/staff/forms/{slug}/settings")),
    State("builder settings, days that are none", wrong_days, 422, refused=True),
    State("poster of a form that staff read", staff("/staff/forms/{slug}/poster")),
    State("data-protection sheet of a form that staff read", staff("/staff/forms/{slug}/data-protection")),
]
