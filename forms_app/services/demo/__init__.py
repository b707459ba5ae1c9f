"""The demo: a year of an invented chocolate maker, lived through in its own folder by the real program."""

import random
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from forms_app.domain.demo import SITE, STORIES, Story, invented
from forms_app.domain.demo_prizes import DRAWN_NUMBERS
from forms_app.domain.tokens import NONCE_BYTES
from forms_app.gateways import demo, first_start
from forms_app.gateways.demo import Account
from forms_app.services import draws, forms, releases, submissions, upkeep
from forms_app.services.demo import messages, newsletters, policy, vouchers
from forms_app.services.site import change_site, set_accounts

NOON, MIDNIGHT = time(12, tzinfo=UTC), time(0, 1, tzinfo=UTC)
LIFETIME = timedelta(hours=1)
Say = Callable[[str], None]


def live_through(*, today: date, say: Say) -> None:
    """Open the forms, send the answers and count them, day by day up to today, with the same dice every time."""
    change_site(kept=SITE)
    set_accounts(wanted=True)
    dice = random.Random("demo/1").randrange
    days = max(story.opened for story in STORIES)
    policy.publish_first(day=today - timedelta(days=days))
    for ago in range(days, -1, -1):
        day = today - timedelta(days=ago)
        if ago == days or day.day == 1:
            say(f"{day:%B %Y}")
        _live(day, ago, today=today, dice=dice)
    newsletters.begin(today=today)
    messages.write(today=today)
    policy.publish_second(today=today)
    upkeep.run(now=datetime.combine(today, NOON))


def _live(day: date, ago: int, *, today: date, dice: Callable[[int], int]) -> None:
    morning, noon = datetime.combine(day, MIDNIGHT), datetime.combine(day, NOON)
    opening = [story for story in STORIES if story.opened == ago]
    for story in opening:
        forms.import_form(definition=story.definition(today), slug=story.slug)
        vouchers.begin(story, today=today, now=morning)
        forms.open_form(slug=story.slug, now=morning)
    if opening or day.day == 1 or any(story.closes == -ago - 1 for story in STORIES):
        releases.run(now=morning)
    draws.run(now=noon)
    for story in STORIES:
        if story.draws == -ago and story.contest.get("source") == "lottery":
            draws.draw_from_numbers(slug=story.slug, typed=DRAWN_NUMBERS, now=noon)
    if ago:  # today is yet to be answered
        for story in STORIES:
            if story.opened >= ago:
                _answer(story, noon, ago, dice)


def _answer(story: Story, noon: datetime, ago: int, dice: Callable[[int], int]) -> None:
    form, definition = forms.get_published(slug=story.slug)
    if not form.is_open(noon):
        return
    for person in range(story.people_on(story.opened - ago)):
        nonce = secrets.token_bytes(NONCE_BYTES)
        receipt = submissions.receive(
            form=form,
            definition=definition,
            token=submissions.issue_token(form=form, nonce=nonce, now=noon),
            raw=invented(story, definition, 1 - ago / story.opened, dice),
            now=noon,
            lifetime=LIFETIME,
            minimum=timedelta(0),
        )
        vouchers.bring(story, person=person, receipt=receipt, now=noon)


def want(*, instance: Path, token: str) -> None:
    """Ask whoever serves the site for the demo; the one-time link leads to its accounts then."""
    demo.want(instance, mark=first_start.mark_of(token))


def is_wanted(*, instance: Path) -> bool:
    return demo.is_wanted(instance)


def tell(*, folder: Path, line: str) -> None:
    """What the making of this folder's demo is at."""
    demo.tell(folder, line)


def told(*, instance: Path) -> str:
    return demo.told(instance)


def finish(*, folder: Path, accounts: list[Account]) -> None:
    """From now on the folder is a demo."""
    demo.finish(folder, accounts)


def list_accounts(*, folder: Path) -> list[Account]:
    return demo.list_accounts(folder)


def find_accounts(*, folder: Path, token: str) -> list[Account] | None:
    """The accounts of this demo for whoever has the link by which it was made; None for anybody else."""
    return demo.list_accounts(folder) if demo.is_made_by(folder, mark=first_start.mark_of(token)) else None


def remove(*, folder: Path) -> str:
    """Ask whoever serves this demo to remove it; returns the token of the site's new first link."""
    token = first_start.make_token(folder.parent)
    demo.ask_removal(folder)
    return token


def is_leaving(*, folder: Path) -> bool:
    return demo.is_removal_asked(folder)
