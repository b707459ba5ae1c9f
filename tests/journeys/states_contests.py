"""A contest in every state that visitors and staff meet."""

import uuid
from datetime import UTC, datetime, timedelta

from forms_app.domain.crockford import grouped
from forms_app.services import contests, draws, forms, releases, submissions
from forms_app.services.contests import Entry
from tests import make
from tests.journeys.state import State, send
from tests.journeys.visits import Visit

PRIZES = [{"name": {"en": "A visit to the factory"}}, {"count": 2, "name": {"en": "A gift box"}, "value": "20 EUR"}]


def started(visit: Visit, *, ago: int, closes: int, drawn: int, **rules: object) -> str:
    """A contest that opened, closes and is drawn so many days from now."""
    slug, now = f"contest-{uuid.uuid4().hex[:8]}", datetime.now(UTC)
    days = {name: f"{now + timedelta(days=day):%Y-%m-%dT%H:%M}" for name, day in (("c", closes), ("d", drawn))}
    definition = make.form(
        make.question("q1bars"),
        id=uuid.uuid4().hex[:6],
        title={"en": "Golden ticket"},
        switches=["count", "draw"],
        schedule={"zone": "UTC", "closes": days["c"]},
        contest={"prizes": PRIZES, "draws": days["d"], **rules},
    )
    with visit.site.app.app_context():
        forms.import_form(definition=definition, slug=slug)
        forms.open_form(slug=slug, now=now - timedelta(days=ago))
        releases.run(now=now - timedelta(days=ago))
    return slug


def drawn(visit: Visit) -> tuple[str, list[str]]:
    """Drawn by lottery numbers; the codes of the winners first."""
    lottery = {"source": "lottery", "lottery": "Lotto 6aus49 of that day"}
    slug, now = started(visit, ago=9, closes=-5, drawn=-1, **lottery), datetime.now(UTC)
    with visit.site.app.app_context():
        form, definition = forms.get_published(slug=slug)
        codes = {}
        for number in range(8):
            nonce, then = uuid.uuid4().bytes[:15], now - timedelta(days=8)
            token = submissions.issue_token(form=form, nonce=nonce, now=then)
            submissions.receive(
                form=form, definition=definition, token=token, raw={"q1bars": ["yes000"]}, now=then,
                lifetime=timedelta(hours=1), minimum=timedelta(0), draw=Entry(address=f"guest{number}@example.org"),
            )  # fmt: skip
            code = contests.contest_code(nonce=nonce)
            codes[contests.ticket_of(slug=slug, code=code)] = grouped(code)
        for day in (-5, -4):
            releases.run(now=now + timedelta(days=day, minutes=5))
            draws.run(now=now + timedelta(days=day, minutes=5))
        draws.draw_from_numbers(slug=slug, typed="4 17 22 31 38 45", now=now)
        places = contests.get_standing(slug=slug, now=now).draws[0].places
    return slug, [codes[ticket] for ticket in places]


def asked(visit: Visit) -> None:
    slug = started(visit, ago=1, closes=5, drawn=9, eligibility={"en": "I am 18 or older."})
    visit.go(f"/f/{slug}")


def not_eligible(visit: Visit) -> None:
    asked(visit)
    send(visit)


def thanked(visit: Visit) -> None:
    asked(visit)
    visit.page.get_by_label("I confirm:").check()
    send(visit)


def opened(visit: Visit) -> None:
    visit.go(f"/c/{started(visit, ago=1, closes=5, drawn=9)}")


def rules(visit: Visit) -> None:
    visit.go(f"/c/{started(visit, ago=1, closes=5, drawn=9)}/rules")


def result(visit: Visit) -> None:
    visit.go(f"/c/{drawn(visit)[0]}")


def typed(visit: Visit, code: str, slug: str) -> None:
    visit.go(f"/c/{slug}/code")
    visit.fill("Contest code", code)
    visit.press("Look")


def won(visit: Visit) -> None:
    slug, codes = drawn(visit)
    typed(visit, codes[0], slug)


def no_code(visit: Visit) -> None:
    typed(visit, "ABCD", started(visit, ago=1, closes=5, drawn=9))


def collected_without_address(visit: Visit) -> None:
    won(visit)
    visit.press("Collect the prize")


def collected(visit: Visit) -> None:
    won(visit)
    visit.fill("Your name", "Ada Lovelace")
    visit.fill("Postal address", "1 Main Street")
    visit.press("Collect the prize")


def room(visit: Visit) -> None:
    slug = drawn(visit)[0]
    visit.sign_in(visit.site.kept_account("staff"))
    visit.go(f"/staff/forms/{slug}/contest")


def builder(visit: Visit) -> None:
    slug = f"contest-{uuid.uuid4().hex[:8]}"
    visit.site.draft(slug)
    visit.sign_in(visit.site.kept_account("staff"))
    visit.go(f"/staff/forms/{slug}/draw")


STATES = [
    State("a form with a prize draw", asked, quick=True),
    State("a prize draw without the statement", not_eligible, status=422, refused=True),
    State("a ticket", thanked),
    State("an open contest", opened),
    State("the rules of a contest", rules),
    State("a drawn contest", result),
    State("a contest code that is none", no_code, status=422, refused=True),
    State("a contest code that won", won),
    State("a prize without an address", collected_without_address, status=422, refused=True),
    State("a collected prize", collected),
    State("the room of a contest", room),
    State("the rules of a draft", builder),
]
