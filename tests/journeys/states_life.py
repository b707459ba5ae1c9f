"""A form's beginning and end as staff see them: started, duplicated, put away, deleted and certified."""

from tests.journeys.forms import BARS, SALT, WALK, words
from tests.journeys.state import State
from tests.journeys.states_forms import card, fresh
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit


def wrong_number(visit: Visit) -> None:
    as_role("staff", "/staff/new-form?people=many")(visit)


def without_title(visit: Visit) -> None:
    as_role("staff", "/staff/new-form/product-poll")(visit)
    visit.fill("Title", "")
    visit.press("Make the draft")


def closed(visit: Visit, title: str, **changes: object) -> str:
    """A form of its own that is closed and counted, in front of somebody who makes forms."""
    slug = fresh(visit, **{**BARS, "title": words(title), **changes})
    if not changes:
        visit.site.answer(slug, 12, q1bars=SALT, q4name="Salty")
    visit.site.close_form(slug)
    visit.site.count()
    visit.go(f"/staff/forms/{slug}/delete")
    return slug


def delete_asked(visit: Visit) -> None:
    closed(visit, "A form with details, closed", pages=WALK["pages"])


def delete_draft(visit: Visit) -> None:
    as_role("staff", "/staff/forms/draft/delete")(visit)


def delete_open(visit: Visit) -> None:
    visit.go(f"/staff/forms/{fresh(visit)}/delete")


def delete_refused(visit: Visit) -> None:
    closed(visit, "A form to delete")
    visit.fill("Title of the form", "Another form")
    visit.press("Delete for good")


def delete(visit: Visit, scope: str, title: str = "A form to delete") -> str:
    slug = closed(visit, title)
    visit.page.get_by_label(scope, exact=True).check()
    visit.fill("Title of the form", title)
    visit.press("Delete for good")
    return slug


def deleting(visit: Visit) -> None:
    delete(visit, "Everything, with results")
    visit.follow("Let it stand still")


def certified(visit: Visit) -> None:
    delete(visit, "Everything, with results")
    address = visit.page.url
    visit.site.erase()
    visit.go(address.removeprefix(visit.site.url))


def certified_answers(visit: Visit) -> None:
    delete(visit, "Answers and comments")
    address = visit.page.url
    visit.site.erase()
    visit.go(address.removeprefix(visit.site.url))


def listed(visit: Visit) -> None:
    certified(visit)
    visit.go("/staff/deletions")


def gone(visit: Visit) -> None:
    slug = delete(visit, "Everything, with results")
    visit.site.erase()
    visit.page.context.clear_cookies()
    visit.go(f"/f/{slug}")


def archived(visit: Visit) -> None:
    as_role("staff", "/staff/forms?q=archived")(visit)


def not_archived(visit: Visit) -> None:
    """The page was there before the form opened; the deed is asked for all the same."""
    slug = fresh(visit)
    visit.go("/staff/forms/draft")
    visit.page.locator("summary").first.click()
    visit.page.locator("form[action$='/archive']").evaluate(
        "(form, slug) => { form.action = `/staff/forms/${slug}/archive` }", slug
    )
    visit.press("Archive")


STATES = [
    State("new form", as_role("staff", "/staff/new-form"), quick=True),
    State("new form for few", as_role("staff", "/staff/new-form?people=12")),
    State("new form for many", as_role("staff", "/staff/new-form?people=1200")),
    State("new form for no number", wrong_number, refused=True),
    State("new form from a template", as_role("staff", "/staff/new-form/customer-satisfaction?people=80"), quick=True),
    State("new form that is empty", as_role("staff", "/staff/new-form/survey")),
    State("new form refused", without_title, 422, refused=True),
    State("new form not allowed", as_role("manager", "/staff/new-form"), 403),
    State("duplicate", card("twelve", "/copy")),
    State("my forms with an archive", archived),
    State("archive refused", not_archived, 422, refused=True),
    State("delete asked", delete_asked, quick=True),
    State("delete a draft", delete_draft),
    State("delete an open form", delete_open),
    State("delete a public poll", card("poll", "/delete")),
    State("delete refused", delete_refused, 422, refused=True),
    State("deleting", deleting),
    State("certificate", certified, quick=True),
    State("certificate on paper", certified, media="print"),
    State("certificate of answers", certified_answers),
    State("deletions", listed),
    State("deletions of a new site", as_role("staff", "/staff/deletions"), at="new_site"),
    State("form that was deleted", gone, 410),
]
