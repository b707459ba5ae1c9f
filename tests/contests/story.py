"""A contest that was drawn by a real round of drand, and one that is open now."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from forms_app.domain import draws as sealed_draws
from forms_app.domain.errors import FormsError
from forms_app.domain.tokens import NONCE_BYTES
from forms_app.services import contests, draws, forms, releases, submissions
from forms_app.services.contests import Entry
from tests import make

SLUG = "golden-ticket"
OPENED = datetime(2023, 8, 1, 8, tzinfo=UTC)
CLOSES = datetime(2023, 8, 22, 10, tzinfo=UTC)  # noon in Berlin
DRAWS = datetime(2023, 8, 23, 15, 15, 33, tzinfo=UTC)  # when round 123 was made
COUNTED = CLOSES + timedelta(minutes=5)
DRAWN = DRAWS + timedelta(minutes=1)
SIGNATURE = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92"
HOUR = timedelta(hours=1)


def rules(**changes):
    """As form/1 has them."""
    given = {
        "prizes": [{"count": 1, "name": {"en": "A visit to the factory"}}, {"count": 2, "name": {"en": "A gift box"}}],
        "draws": "2023-08-23T17:15:33",
        "alternates": 3,
    }
    return {**given, **changes}


def form(*, closes="2023-08-22T12:00", **changes):
    schedule = {"zone": "Europe/Berlin", "closes": closes}
    given = {"switches": ["count", "draw"], "schedule": schedule, "contest": rules(**changes)}
    return make.form(make.question("q1bars"), id="golden", title={"en": "Golden ticket"}, **given)


def open_contest(definition=None, *, now=OPENED, slug=SLUG):
    forms.import_form(definition=definition or form(), slug=slug)
    forms.open_form(slug=slug, now=now)
    releases.run(now=now)


def open_now(**changes):
    """A contest that takes entries at this moment."""
    now = datetime.now(UTC)
    closes, drawn = (f"{now + timedelta(days=days):%Y-%m-%dT%H:%M}" for days in (10, 13))
    open_contest(form(closes=closes, draws=drawn, **changes), now=now)


@dataclass
class Entrant:
    nonce: bytes
    receipt: str
    code: str


def enter(*, slug=SLUG, now=OPENED + HOUR, answer="yes000", address=None, nonce=None, entry=""):
    """What the page does with answers, at an instant."""
    nonce = nonce or secrets.token_bytes(NONCE_BYTES)
    form, definition = forms.get_published(slug=slug)
    receipt = submissions.receive(
        form=form,
        definition=definition,
        token=submissions.issue_token(form=form, nonce=nonce, now=now),
        raw={"q1bars": [answer]},
        now=now,
        lifetime=timedelta(hours=12),
        minimum=timedelta(0),
        entry=entry,
        draw=Entry(address=address),
    )
    return Entrant(nonce, receipt, contests.contest_code(nonce=nonce))


def try_to_enter(**given):
    try:
        return enter(**given)
    except FormsError as error:
        return error


def standing(now=DRAWN, slug=SLUG):
    return contests.get_standing(slug=slug, now=now)


def lock(now=COUNTED):
    releases.run(now=now)
    return draws.run(now=now)


def draw(now=DRAWN):
    draws.draw_from_signature(slug=SLUG, typed=SIGNATURE, now=now)


def drawn_contest(people=12, definition=None, **given):
    """Drawn by round 123; who entered, by the ticket."""
    open_contest(definition)
    entrants = [enter(**given) for _ in range(people)]
    lock()
    draw()
    contest_id = standing().held.contest_id
    return {sealed_draws.ticket_of(contest_id, one.code): one for one in entrants}


def winners(entrants, now=DRAWN):
    """Who drew something, in the order of the draw."""
    return [entrants[place.ticket] for place in standing(now).places(standing(now).draws[0])]
