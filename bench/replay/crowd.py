"""Visitors side by side: each submission is sent once, and a few failures stop them all."""

import http.client
import queue
import threading
from collections.abc import Callable, Sequence
from functools import partial

from bench.replay.convert import Submission
from bench.replay.visitors import VisitFailed, Visitor

MOST_FAILURES = 5


class Crowd:
    """Sends submissions over several connections and notes what they met."""

    def __init__(self, port: int, slug: str) -> None:
        self.sent = 0
        self.refused_first = 0  # times the first visitor was told that the form is still being opened
        self.reopened = 0  # connections that the server closed between two requests
        self.failures: list[str] = []
        self._port, self._slug = port, slug
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Submission] = queue.SimpleQueue()

    def send(self, submissions: Sequence[Submission], *, threads: int, opening: float) -> None:
        """The first visitor alone waits, `opening` seconds at most, until the form takes answers."""
        for submission in submissions[1:]:
            self._waiting.put(submission)
        self._send_first(submissions[0], opening)
        senders = [threading.Thread(target=self._send_waiting, daemon=True) for _ in range(threads)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()

    def _send_first(self, submission: Submission, seconds: float) -> None:
        visitor = Visitor(self._port, self._slug)

        def visit() -> None:
            self.refused_first = visitor.visit_when_ready(submission.fields, seconds=seconds)

        self._note(submission, visit)
        visitor.close()

    def _send_waiting(self) -> None:
        visitor = Visitor(self._port, self._slug)
        while len(self.failures) < MOST_FAILURES and (submission := self._next()):
            self._note(submission, partial(visitor.visit, submission.fields))
        visitor.close()
        with self._lock:
            self.reopened += visitor.reopened

    def _next(self) -> Submission | None:
        try:
            return self._waiting.get_nowait()
        except queue.Empty:
            return None

    def _note(self, submission: Submission, visit: Callable[[], None]) -> None:
        problem = None
        try:
            visit()
        except (VisitFailed, OSError, http.client.HTTPException) as error:
            problem = f"Line {submission.line}: {error or type(error).__name__}."
        with self._lock:
            if problem:
                self.failures.append(problem)
            else:
                self.sent += 1
