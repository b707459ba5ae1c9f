"""The builder in every state it can be in."""

import uuid
from collections.abc import Callable

from forms_app.services import forms
from tests import make
from tests.journeys.forms import BARS, CONDITIONS, OTHER_BARS, PEAR, SALT
from tests.journeys.kinds import every_kind, words
from tests.journeys.state import State
from tests.journeys.visits import Visit

DETAIL = {"purpose": words("to send you a bar"), "delete_after": 30}
TEN = {
    **CONDITIONS,
    "title": words("Our shop"),
    "breakdowns": ["q3next"],
    "pages": [
        {"id": "p1shop", "title": words("Bars"), "questions": BARS["pages"][0]["questions"]},  # type: ignore[index]
        {
            "id": "p2come",
            "questions": [
                *CONDITIONS["pages"][0]["questions"],  # type: ignore[index]
                {"id": "q9mail", "kind": "email", "text": words("Your address?"), "settings": {}, "personal": DETAIL},
            ],
        },
    ],
}
NESTED = {
    "all": [
        {"q": "q1bars", "op": "!=", "value": SALT},
        {"any": [{"q": "q2gift", "op": "filled"}, {"q": "q1bars", "op": "=", "value": PEAR}]},
    ]
}


def build(visit: Visit, tab: str = "questions", **changes: object) -> str:
    """A draft of its own in front of somebody who makes forms."""
    slug = f"built-{uuid.uuid4().hex[:8]}"
    visit.site.draft(slug, **changes)
    return enter(visit, slug, tab)


def enter(visit: Visit, slug: str, tab: str) -> str:
    visit.work_as("staff", f"/staff/forms/{slug}/{tab}")
    return slug


def empty(visit: Visit) -> str:
    with visit.site.app.app_context():
        slug = forms.start_draft(document=make.blank(), slug=None)
    return enter(visit, slug, "questions")


def at(tab: str, **changes: object) -> Callable[[Visit], None]:
    return lambda visit: (build(visit, tab, **(changes or TEN)), None)[1]


def card_of(kind: str) -> Callable[[Visit], None]:
    def reach(visit: Visit) -> None:
        empty(visit)
        visit.page.get_by_role("button", name=kind, exact=True).first.click()
        visit.page.wait_for_load_state()

    return reach


def removed(visit: Visit) -> None:
    build(visit, **TEN)
    visit.press("Remove question 2")


def conflict(visit: Visit) -> None:
    build(visit, "questions?card=q3idea", **TEN)
    visit.page.locator("[name=revision]").evaluate_all("all => all.forEach(input => { input.value = '-7' })")
    visit.page.locator("#q-q3idea form").evaluate("form => form.removeAttribute('data-autosave')")
    visit.press("Done")


def nested(visit: Visit) -> None:
    pages = [TEN["pages"][0], {**TEN["pages"][1], "show_if": NESTED}]  # type: ignore[index]
    build(visit, "logic?of=p2come", **{**TEN, "pages": pages})


def wrong_time(visit: Visit) -> None:
    build(visit, "settings", **TEN)
    visit.page.locator("#zone").select_option("Europe/Berlin")
    visit.page.locator("#closes").fill("2030-03-31T02:30")
    visit.press("Save the settings")


def changed(visit: Visit, tab: str = "versions", *, scheduled: bool = False) -> None:
    slug = visit.site.open_form(**BARS)
    if scheduled:
        visit.site.announce_questions(slug, **OTHER_BARS)
    enter(visit, slug, f"questions?card={BARS['pages'][0]['questions'][0]['id']}")  # type: ignore[index]
    if not scheduled:
        visit.press("Duplicate question 1")
    visit.go(f"/staff/forms/{slug}/{tab}")


def unticked(visit: Visit) -> None:
    changed(visit)
    visit.press("Publish the changes")


SHOWN = {
    **TEN["pages"][1]["questions"][0],  # type: ignore[index]
    "id": "q8more",
    "text": words("Why {{q1bars|your choice}}?"),
    "help": words("**One** word is enough, such as:\n\n- salt\n- pear"),
}
QUOTING = {
    **TEN,
    "pages": [*TEN["pages"], {"id": "p3more", "questions": [{k: v for k, v in SHOWN.items() if k != "show_if"}]}],
}  # type: ignore[misc]


def translated(visit: Visit) -> str:
    slug = build(visit, "translations", **TEN)
    visit.page.locator("#add-language").select_option("de")
    visit.press("Add the language")
    visit.page.locator("[name='w-head.title']").fill("Unser Laden")
    with visit.page.expect_navigation():
        visit.press("Save the translations")
    return slug


def original_changed(visit: Visit) -> None:
    slug = translated(visit)
    visit.go(f"/staff/forms/{slug}/settings")
    visit.page.locator("#title").fill("Our new shop")
    with visit.page.expect_navigation():
        visit.press("Save the settings")
    visit.go(f"/staff/forms/{slug}/translations")


def moved(visit: Visit) -> None:
    build(visit, **TEN)
    visit.press("Move down: page 1")


def tried(visit: Visit) -> None:
    build(visit, "preview?width=phone", **{**TEN, "pages": [TEN["pages"][1]], "breakdowns": []})  # type: ignore[index]
    visit.press("Continue")
    visit.press("Send my answers")


STATES = [
    State("builder of an empty form", lambda visit: (empty(visit), None)[1], quick=True),
    State("builder of ten questions", at("questions"), quick=True),
    State("builder of every type", lambda visit: (build(visit, **every_kind(required=False)), None)[1]),
    State("builder card of a choice", card_of("Single choice")),
    State("builder card of choices", card_of("Multiple choice")),
    State("builder card of a scale", card_of("Scale")),
    State("builder card of a table", card_of("Table of choices")),
    State("builder card of a number", card_of("Number")),
    State("builder card of a date", card_of("Date")),
    State("builder card of an address", card_of("E-mail address")),
    State("builder card of a text", card_of("Text without a question")),
    State("builder adding", at("questions?add=q1bars")),
    State("builder with a question removed", removed),
    State("builder conflict", conflict, 409, refused=True, quick=True),
    State("builder logic", at("logic"), quick=True),
    State("builder logic of a question", at("logic?of=q2best")),
    State("builder logic nested", nested),
    State("builder settings", at("settings"), quick=True),
    State("builder settings refused", wrong_time, 422, refused=True),
    State("builder settings of an open form", lambda visit: changed(visit, "settings")),
    State("builder translations", lambda visit: (translated(visit), None)[1], quick=True),
    State("builder translations whose original changed", original_changed),
    State("builder translations of one language", at("translations")),
    State("builder with a page moved", moved),
    State("builder card that shows an answer", at("questions?card=q8more", **QUOTING)),
    State("builder preview", at("preview")),
    State("builder preview on a phone", at("preview?width=phone")),
    State("builder preview tried", tried),
    State("builder versions", changed),
    State("builder versions refused", unticked, 422, refused=True),
    State("builder versions scheduled", lambda visit: changed(visit, scheduled=True)),
    State("builder version read", lambda visit: changed(visit, "versions?number=1")),
]
