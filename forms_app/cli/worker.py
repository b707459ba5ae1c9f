"""flask worker run"""

import logging
import signal
import threading
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from forms_app.services import releases, upkeep

commands = AppGroup("worker", help="The process that makes keys, counts and tidies.")
log = logging.getLogger("forms_app.worker")


@commands.command()
def run() -> None:
    """Work until stopped."""
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    said: list[str] = []
    while not stopping.is_set():
        try:
            said = _round(said)
        except Exception as error:  # the loop goes on; the message may hold an answer, the class does not
            place = error.__traceback__.tb_lineno if error.__traceback__ else 0
            log.error("%s at line %s", type(error).__name__, place)
        stopping.wait(current_app.extensions["settings"].worker_pause)


def _round(said: list[str]) -> list[str]:
    """One round; says only what the round before did not say."""
    now = datetime.now(UTC)
    lines = releases.run(now=now)
    for line in lines:
        if line not in said:
            click.echo(line)
    upkeep.run(now=now)
    return lines
