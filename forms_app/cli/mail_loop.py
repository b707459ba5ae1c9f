"""The worker's other threads: one sends mail, one calls webhooks, so that no count waits for a slow server."""

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from flask import Flask

from forms_app.domain.outbox import Undelivered
from forms_app.services.carrying import Round

log = logging.getLogger("forms_app.worker")
SHORTEST, LONGEST = 5.0, 600.0  # seconds that a mail server is left alone after it failed


class Send(Protocol):
    """Sends a batch of what is due."""

    def __call__(self, *, now: datetime) -> Round: ...


@dataclass
class Patience:
    """How long to leave a mail server alone: twice as long after each failure."""

    pause: float = 0.0

    def after(self, error: Undelivered | None) -> float:
        self.pause = min(LONGEST, max(SHORTEST, self.pause * 2)) if error else 0.0
        return self.pause


def start(app: Flask, stopping: threading.Event, send: Send, *, pause: float) -> threading.Thread:
    """Send until stopped; a mail that is on its way when the process ends is sent again by the next one."""
    thread = threading.Thread(target=_work, args=(app, stopping, send, pause), daemon=True)
    thread.start()
    return thread


def _work(app: Flask, stopping: threading.Event, send: Send, pause: float) -> None:
    patience = Patience()
    while not stopping.is_set():
        try:
            with app.app_context():
                done = send(now=datetime.now(UTC))
        except Exception as error:
            log.error("%s while sending", type(error).__name__)  # the message may hold an address, the class does not
            stopping.wait(pause)
            continue
        if done.stopped_by or not done.tried:
            stopping.wait(max(pause, patience.after(done.stopped_by)))
