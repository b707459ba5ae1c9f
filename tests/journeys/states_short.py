"""Pages of a short form and of receipt codes, in every state."""

from datetime import timedelta

from tests.journeys.forms import BARS, OTHER_BARS
from tests.journeys.state import State, change_token, page, send
from tests.journeys.visits import Visit


def fill_in(visit: Visit, slug: str = "bars") -> None:
    visit.go(f"/f/{slug}")
    visit.page.get_by_label("Sea salt").first.check()
    visit.fill("Another idea?", "Chestnut")
    visit.fill("A name for it?", "Nutty")


def sent(visit: Visit, slug: str = "bars") -> None:
    fill_in(visit, slug)
    send(visit)


def too_long(visit: Visit) -> None:
    fill_in(visit)
    visit.fill("Another idea?", "x" * 41)
    send(visit)


def nothing_chosen(visit: Visit) -> None:
    visit.go("/f/bars")
    send(visit)


def sent_twice(visit: Visit) -> None:
    """Back to the old page, other answers, sent again."""
    fill_in(visit)
    token = visit.page.locator("[name=token]").input_value()
    send(visit)
    fill_in(visit)
    change_token(visit, token)
    visit.fill("Another idea?", "Juniper")
    send(visit)


def forged(visit: Visit) -> None:
    fill_in(visit)
    change_token(visit, "nonsense")
    send(visit)


def left_open(visit: Visit) -> None:
    fill_in(visit)
    change_token(visit, visit.site.token("bars", age=timedelta(hours=13)))
    send(visit)


def closed_meanwhile(visit: Visit) -> None:
    slug = visit.site.open_form(**BARS)
    fill_in(visit, slug)
    visit.site.close_form(slug)
    send(visit)


def changed_meanwhile(visit: Visit) -> None:
    """The questions are replaced while the page is open, and its answers were counted before it is sent."""
    slug = visit.site.open_form(**BARS)
    fill_in(visit, slug)
    visit.site.change_questions(slug, **OTHER_BARS)
    send(visit)


def about_to_change(visit: Visit) -> None:
    slug = visit.site.open_form(**BARS)
    visit.site.announce_questions(slug, **OTHER_BARS)
    visit.go(f"/f/{slug}/about")


def too_much(visit: Visit) -> None:
    fill_in(visit)
    change_token(visit, "x" * 1_000_000)
    send(visit)


def no_code(visit: Visit) -> None:
    visit.go("/receipt")
    visit.fill("Receipt code", "ABCD-EFGH")
    visit.press("Withdraw my answers")


def withdrawn(visit: Visit) -> None:
    sent(visit)
    code = visit.page.locator(".receipt__code").inner_text()
    visit.go("/receipt")
    visit.fill("Receipt code", code)
    visit.press("Withdraw my answers")


def sent_too_often(visit: Visit) -> None:
    for _ in range(2):
        sent(visit)


def voted(visit: Visit) -> None:
    visit.go("/f/poll")
    visit.page.get_by_label("Sea salt").check()
    send(visit)


def no_vote(visit: Visit) -> None:
    visit.go("/f/poll")
    send(visit)


STATES = [
    State("home", page("/"), quick=True),
    State("home of a new site", page("/"), at="new_site"),
    State("form", page("/f/bars")),
    State("form with a closing day", page("/f/until")),
    State("form with text too long", too_long, 422, refused=True),
    State("form with nothing chosen", nothing_chosen, 422, refused=True, quick=True),
    State("form sent twice", sent_twice, 409, refused=True),
    State("form with a token not ours", forged, 422, refused=True),
    State("form left open too long", left_open, 422, refused=True),
    State("form closed meanwhile", closed_meanwhile, 409),
    State("form changed meanwhile", changed_meanwhile, 409, refused=True, quick=True),
    State("form that will change", about_to_change),
    State("form worded otherwise", page("/f/reworded")),
    State("about a form that changed", page("/f/changed/about")),
    State("about a form worded otherwise", page("/f/reworded/about")),
    State("form far too long", too_much, 413),
    State("form not open yet", page("/f/later")),
    State("form closed", page("/f/closed")),
    State("thanks", sent, quick=True),
    State("thanks without a code", lambda visit: sent(visit, "no-receipt")),
    State("thanks at a kiosk", lambda visit: sent(visit, "kiosk")),
    State("form sent too often", sent_too_often, 429, at="limited_site", quick=True),
    State("form while the site is busy", sent, 503, refused=True, at="busy_site"),
    State("about a form", page("/f/bars/about")),
    State("about a form with details", page("/f/walk/about")),
    State("form in its other language", page("/f/two?lang=de")),
    State("poll", page("/f/poll"), quick=True),
    State("poll without a vote", no_vote, 422, refused=True),
    State("poll sent", voted),
    State("about a poll", page("/f/poll/about")),
    State("code", page("/receipt")),
    State("code refused", no_code, 422, refused=True, quick=True),
    State("code used", withdrawn),
    State("not found", page("/nothing/here"), 404),
]
