"""Writing to the people who run the site, and the inbox of those who answer."""

from tests.journeys.state import State, page
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

WORDS = "Dear chocolate makers,\n\nis there milk in the bar with smoked salt? A friend of mine must not eat any."


def write(visit: Visit) -> None:
    visit.go("/write")
    visit.fill("Your message", WORDS)
    visit.press("Send the message")


def write_nothing(visit: Visit) -> None:
    visit.go("/write")
    visit.press("Send the message")


def ask_with_wrong_code(visit: Visit) -> None:
    visit.go("/write/answer")
    visit.fill("Message code", "ABCD")
    visit.press("Show the answer")


def listed(visit: Visit) -> None:
    write(visit)
    as_role("inbox", "/staff/inbox")(visit)


def opened(visit: Visit) -> None:
    listed(visit)
    with visit.page.expect_navigation():
        visit.page.locator(".card__link").first.click()


def answered(visit: Visit) -> None:
    opened(visit)
    visit.fill("Answer", "No, there is none in it.")
    visit.press("Send the answer")


def answered_with_nothing(visit: Visit) -> None:
    opened(visit)
    visit.press("Send the answer")


def templates(visit: Visit) -> None:
    as_role("inbox", "/staff/inbox/templates")(visit)
    visit.fill("Name", "Milk in the salt bar")
    visit.page.get_by_label("Answer", exact=True).fill("Dear friend of chocolate,\n\nthere is no milk in it.")
    visit.press("Save the template")


def template_refused(visit: Visit) -> None:
    as_role("inbox", "/staff/inbox/templates")(visit)
    visit.press("Save the template")


def template_changed(visit: Visit) -> None:
    templates(visit)
    with visit.page.expect_navigation():
        visit.page.locator(".card__link").first.click()


def with_colleague_and_template(visit: Visit) -> None:
    visit.site.account("inbox")
    templates(visit)
    opened(visit)
    visit.press("Put it into the answer")


def given(visit: Visit) -> None:
    visit.site.account("inbox")
    opened(visit)
    visit.press("Give it")


def deletion_asked_again(visit: Visit) -> None:
    opened(visit)
    visit.page.locator("summary", has_text="Delete this message now").click()


STATES = [
    State("inbox, templates of a new site", as_role("inbox", "/staff/inbox/templates"), at="new_site"),
    State("inbox, templates", templates),
    State("inbox, template refused", template_refused, 422, refused=True),
    State("inbox, template to change", template_changed),
    State("inbox, a message with a template", with_colleague_and_template),
    State("inbox, a message given to a colleague", given),
    State("message to us", page("/write"), quick=True),
    State("message to us, empty", write_nothing, 422, refused=True),
    State("message to us, sent", write),
    State("answer with a message code", page("/write/answer")),
    State("answer with a code that does not fit", ask_with_wrong_code, 422, refused=True),
    State("inbox of a new site", as_role("inbox", "/staff/inbox"), at="new_site"),
    State("inbox", listed),
    State("inbox, nothing found", as_role("inbox", "/staff/inbox?q=nougat")),
    State("inbox, a message", opened),
    State("inbox, deletion asked again", deletion_asked_again),
    State("inbox, a message answered", answered),
    State("inbox, an empty answer", answered_with_nothing, 422, refused=True),
]
