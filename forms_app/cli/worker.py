"""flask worker run"""

import contextvars
import logging
import os
import re
import signal
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import click
from flask import current_app

from forms_app.cli import mail_loop
from forms_app.cli.refusals import Commands
from forms_app.domain.selftests import FAULT, FAULTS, OK
from forms_app.services import admission, draws, erasure, releases, selftests, sending, upkeep, webhooks

commands = Commands("worker", help="The process that makes keys, counts, deletes and tidies.")
log = logging.getLogger("forms_app.worker")
NICENESS = 10  # of a process that nobody waits for: visitors on the same machine go first
MAIL_PATIENCE = 10.0  # seconds that a mail or a call on its way has to arrive when the worker is stopped
MARK = re.compile(r'name="token" value="([^"]+)"')


@dataclass
class Memory:
    """What a worker remembers from round to round; a new one compacts in its first."""

    said: set[str] = field(default_factory=set)  # each line once: two workers take turns and would say theirs for ever
    compacted_in: datetime | None = None  # the hour


@commands.command()
def run() -> None:
    """Work until stopped."""
    os.nice(NICENESS)
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    memory = Memory()
    pause = current_app.extensions["settings"].worker_pause
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    others = [mail_loop.start(app, stopping, send, pause=pause) for send in (sending.run, webhooks.run)]
    while not stopping.is_set():
        try:
            do_round(memory, now=datetime.now(UTC))
        except Exception as error:
            _log(error)
        stopping.wait(pause)
    for thread in others:
        thread.join(MAIL_PATIENCE)


def do_round(memory: Memory, *, now: datetime) -> None:
    _say(releases.run(now=now), memory)
    _say(draws.run(now=now), memory)
    _say(erasure.run(now=now), memory)
    upkeep.run(now=now)
    hour, last = now.replace(minute=0, second=0, microsecond=0), memory.compacted_in
    if hour != last:
        held_back = upkeep.compact(now=now, however_large=last is None or last.date() != hour.date())
        _say(held_back, memory)
        memory.compacted_in = last if held_back else hour
    _say(try_forms(now=now), memory)


def try_forms(*, now: datetime) -> Iterator[str]:
    """The daily test of every open form; what one of them meets keeps no other from its own."""
    for form, version in selftests.list_due(now=now):
        if admission.is_full(form=form):
            continue  # its page asks nothing any more
        try:
            outcome = selftests.try_form(version=version, mark=_mark_in_page(form.slug), now=now)
        except Exception as error:
            _log(error)
            outcome = FAULT
        selftests.keep_outcome(form_id=form.id, outcome=outcome, now=now)
        if outcome != OK:
            yield f"{now.date()} {form.slug}: it does not work: {FAULTS[outcome]}."


def _mark_in_page(slug: str) -> str | None:
    """What a visitor's browser would send back with answers; None where no page is shown."""
    host = current_app.config["TRUSTED_HOSTS"][0].removeprefix(".")
    client = current_app.test_client(use_cookies=False)
    page = contextvars.Context().run(client.get, f"/f/{slug}", base_url=f"http://{host}")
    found = MARK.search(page.text) if page.status_code == 200 else None
    return found[1] if found else None


def _log(error: Exception) -> None:
    """The loop goes on; the message may hold an answer, the class does not."""
    place = error.__traceback__.tb_lineno if error.__traceback__ else 0
    log.error("%s at line %s", type(error).__name__, place)


def _say(lines: Iterable[str], memory: Memory) -> None:
    for line in lines:
        if line not in memory.said:
            click.echo(line)
            memory.said.add(line)
