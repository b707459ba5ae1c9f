"""A form that not everybody may answer, and the pages on which staff share one, in every state."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from forms_app.services import admission, entry_codes, forms, invitations, releases, upkeep
from tests.journeys.forms import SALT
from tests.journeys.state import State, send
from tests.journeys.visits import Visit

PASSWORD = "open sesame"


def drafted(visit: Visit) -> str:
    slug = f"share-{uuid.uuid4().hex[:8]}"
    visit.site.draft(slug)
    return slug


def opened(visit: Visit, who: str = "anyone", cap: int | None = None) -> tuple[str, list[str]]:
    """An open form for these people, and codes where it asks for some."""
    slug, now, codes = drafted(visit), datetime.now(UTC), []
    with visit.site.app.app_context():
        admission.choose_who(slug=slug, who=who, password=PASSWORD if who == "password" else "")
        if who == "codes":
            codes = entry_codes.make_codes(slug=slug, count=100, seen=None, now=now)
        admission.choose_cap(slug=slug, cap=cap, now=now)
        forms.open_form(slug=slug, now=now)
        releases.run(now=now)
    return slug, codes


def answered(visit: Visit, slug: str, codes: list[str]) -> None:
    for code in codes:
        visit.site.answer(slug, 1, q1bars=SALT, entry=code)


def gate(visit: Visit, query: str = "") -> None:
    visit.go(f"/f/{opened(visit, 'password')[0]}{query}")


def wrong_password(visit: Visit) -> None:
    gate(visit)
    visit.fill("Password", "not this one")
    visit.press("Go to the questions")


def past_the_gate(visit: Visit) -> None:
    gate(visit)
    visit.fill("Password", PASSWORD)
    visit.press("Go to the questions")


def asked_again(visit: Visit) -> None:
    past_the_gate(visit)
    visit.page.get_by_label("Sea salt").check()
    visit.page.locator("[name=grant]").evaluate("input => { input.value = '' }")
    send(visit)


def with_code(visit: Visit) -> None:
    slug, codes = opened(visit, "codes")
    visit.go(f"/f/{slug}#code={codes[0]}")


def wrong_code(visit: Visit) -> None:
    with_code(visit)
    visit.fill("Your code", "0000-0000-0001")
    visit.page.get_by_label("Sea salt").check()
    send(visit)


def about_codes(visit: Visit) -> None:
    slug, codes = opened(visit, "codes")
    answered(visit, slug, codes[:12])
    with visit.site.app.app_context():
        upkeep.run(now=datetime.now(UTC))
    visit.go(f"/f/{slug}/about")


def fill_up(visit: Visit, slug: str) -> None:
    visit.site.answer(slug, 10, q1bars=SALT)


def full(visit: Visit) -> None:
    slug, _codes = opened(visit, cap=10)
    fill_up(visit, slug)
    visit.go(f"/f/{slug}")


def full_meanwhile(visit: Visit) -> None:
    slug, _codes = opened(visit, cap=10)
    visit.go(f"/f/{slug}")
    visit.page.get_by_label("Sea salt").check()
    visit.fill("Another idea?", "Chestnut")
    fill_up(visit, slug)
    send(visit)


def embedded(visit: Visit) -> None:
    visit.go(f"/f/{opened(visit)[0]}?embed=1")


def shared(who: str = "", *, cap: int | None = None, more: str = "share") -> Callable[[Visit], None]:
    """The page that shares a draft, or a form that is open for these people."""

    def reach(visit: Visit) -> None:
        slug = opened(visit, who, cap)[0] if who else drafted(visit)
        visit.work_as("staff", f"/staff/forms/{slug}/{more}")

    return reach


def chosen_codes(visit: Visit) -> None:
    shared()(visit)
    visit.page.get_by_label("People with a code, each once").check()
    visit.press("Save who may answer")


def too_few(visit: Visit) -> None:
    chosen_codes(visit)
    visit.fill("How many codes", "9")
    visit.press("Make codes")


def sheet(visit: Visit) -> None:
    chosen_codes(visit)
    visit.fill("How many codes", "24")
    visit.press("Make codes")


def wrong_site(visit: Visit) -> None:
    shared()(visit)
    visit.fill("Sites that may show it", "www.example.org")
    visit.press("Save the sites")


def to_invite(visit: Visit, typed: str = "") -> None:
    chosen_codes(visit)
    visit.fill("Addresses", typed or "\n".join(f"person{number}@example.org" for number in range(24)))
    visit.press("Put them on the list")


def nobody_invited(visit: Visit) -> None:
    to_invite(visit, "hello")


def invited(visit: Visit) -> None:
    to_invite(visit)
    slug = visit.page.url.split("/")[5]
    with visit.site.app.app_context():
        forms.open_form(slug=slug, now=datetime.now(UTC))
        releases.run(now=datetime.now(UTC))
        invitations.run(now=datetime.now(UTC))
        invitations.remind(slug=slug, today=datetime.now(UTC).date() + timedelta(days=2))
        invitations.run(now=datetime.now(UTC))
    visit.page.reload()


STATES = [
    State("form with a password", gate),
    State("form with a password in a frame", lambda visit: gate(visit, "?embed=1")),
    State("form with a wrong password", wrong_password, 422, refused=True),
    State("form after its password", past_the_gate),
    State("form that asks for its password again", asked_again, 422),
    State("form with codes", with_code, quick=True),
    State("form with a wrong code", wrong_code, 422, refused=True),
    State("form with codes about", about_codes),
    State("form that is full", full),
    State("form that was full meanwhile", full_meanwhile, 409),
    State("form in a frame", embedded),
    State("share a draft", shared(), quick=True),
    State("share an open form", shared("anyone")),
    State("share an open form with a password", shared("password")),
    State("share an open form with codes and a number", shared("codes", cap=20)),
    State("share with codes", chosen_codes),
    State("share too few codes", too_few, 422, refused=True),
    State("share a wrong site", wrong_site, 422, refused=True),
    State("codes on a sheet", sheet),
    State("codes on paper", sheet, media="print"),
    State("share with people to invite", to_invite, at="mail_site"),
    State("share with people invited", invited, at="mail_site"),
    State("share with a line that is no address", nobody_invited, 422, refused=True, at="mail_site"),
    State("data protection sheet of a draft", shared(more="data-protection")),
    State("data protection sheet on paper", shared("codes", more="data-protection"), media="print"),
    State("poster", shared(more="poster")),
    State("poster of a form with codes on paper", shared("codes", more="poster"), media="print"),
]
