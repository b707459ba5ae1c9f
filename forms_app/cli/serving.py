"""Serve the site or its demo on one port: the processes that do it, and their change when somebody asks for it."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import click

from forms_app.cli.demo import show
from forms_app.gateways import demo
from forms_app.settings import Settings

PAUSE = 0.3  # seconds between two looks at what is asked for
APART = 1.0  # seconds at least between two starts of a worker, so that one that cannot start takes no processor
FLASK = (sys.executable, "-m", "flask")
STEPS = (("site", "setup"), ("demo", "make"))  # in the demo's folder
OF_THE_SITE = ("FORMS_SITE_DATABASE", "FORMS_BALLOTS_DATABASE", "FORMS_PEOPLE_DATABASE")
OF_THE_SITE += ("FORMS_BALLOT_KEYS", "FORMS_PEOPLE_KEYS", "FORMS_SITE_NAME", "FORMS_MAIL_HOST")

Child = subprocess.Popen[bytes]


@dataclass
class Serving:
    """The site's or the demo's web server and worker, and the demo in the making."""

    settings: Settings
    listening: int  # number of the open port's socket
    workers: int
    url: str  # where this machine reaches it; the settings may say where others do
    stopping: threading.Event = field(default_factory=threading.Event)
    reloading: threading.Event = field(default_factory=threading.Event)
    web: Child | None = None
    worker: Child | None = None
    worker_began: float = 0.0  # by the monotonic clock
    maker: Child | None = None
    steps_left: list[tuple[str, ...]] = field(default_factory=list)

    def run(self) -> int:
        """Until stopped, or until the web server ends by itself; returns its exit code."""
        may_be_demo = not self.settings.is_public
        if demo.is_wanted(self.settings.instance) and not may_be_demo:
            click.echo("FORMS_TRUSTED_HOSTS is set, so the site is served and not the demo.")
        is_demo = may_be_demo and self._has_demo()
        self._start(is_demo=is_demo)
        while not self.stopping.wait(PAUSE) and self.web is not None and self.web.poll() is None:
            if may_be_demo and self._look(is_demo=is_demo):
                is_demo = not is_demo
                self._end()
                if not is_demo:
                    demo.remove(self.settings.instance)
                    click.echo("The demo is removed.")
                self._start(is_demo=is_demo)
            self._keep_up(is_demo=is_demo)
        return self._end()

    def _keep_up(self, *, is_demo: bool) -> None:
        """A new worker where the last one ended, however it did; both anew, gracefully, where somebody asks for it."""
        if self.reloading.is_set() and self.web is not None and self.worker is not None:
            self.reloading.clear()
            before = self.web
            self._start_web(self._environment(is_demo=is_demo))
            self.worker.terminate()
            before.terminate()  # it finishes what it is at; who comes before the next one is ready waits at the port
            before.wait()
        has_ended = self.worker is not None and self.worker.poll() is not None
        if has_ended and time.monotonic() >= self.worker_began + APART:
            self._start_worker(self._environment(is_demo=is_demo))

    def _has_demo(self) -> bool:
        return demo.is_wanted(self.settings.instance) and demo.is_demo(self._folder)

    def _look(self, *, is_demo: bool) -> bool:
        """Whether the site and its demo are to change places."""
        if is_demo:
            return demo.is_removal_asked(self._folder)
        if demo.is_wanted(self.settings.instance):
            self._make()
        return self._has_demo() and self.maker is None

    def _make(self) -> None:
        """Step by step; what an earlier start left half made goes first."""
        if self.maker is None and not self._has_demo():
            demo.clear(self.settings.instance)
            self.steps_left = list(STEPS)
            self.maker = self._next_step()
        elif self.maker is not None and (code := self.maker.poll()) is not None:
            self.maker = self._next_step() if code == 0 else None
            if code != 0:
                click.echo("The demo could not be made.")
                demo.remove(self.settings.instance)

    def _next_step(self) -> Child | None:
        if not self.steps_left:
            return None
        return subprocess.Popen([*FLASK, *self.steps_left.pop(0)], env=self._environment(is_demo=True))

    def _start(self, *, is_demo: bool) -> None:
        environment = self._environment(is_demo=is_demo)
        self._start_web(environment)
        self._start_worker(environment)
        if is_demo:
            show(self._folder)

    def _start_web(self, environment: dict[str, str]) -> None:
        """Loaded once and forked, so that a process that is killed has its successor at once."""
        command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"fd://{self.listening}"]
        command += ["--workers", str(self.workers), "--threads", "8", "--worker-class", "gthread"]
        command += ["--preload", "--no-control-socket", "--log-level", "error"]
        self.web = subprocess.Popen(command, env=environment, pass_fds=[self.listening])

    def _start_worker(self, environment: dict[str, str]) -> None:
        self.worker_began = time.monotonic()
        self.worker = subprocess.Popen([*FLASK, "worker", "run"], env=environment)

    def _end(self) -> int:
        """Let every process finish what it is at."""
        children = [child for child in (self.web, self.worker, self.maker) if child is not None]
        for child in children:
            if child.poll() is None:
                child.terminate()
        return max(0, *(child.wait() for child in children if child is not self.maker))

    def _environment(self, *, is_demo: bool) -> dict[str, str]:
        given = {**os.environ, "FORMS_WEB_WORKERS": str(self.workers)}
        if not self.settings.is_public:
            given.setdefault("FORMS_SITE_URL", self.url)
        if is_demo:
            given = {name: value for name, value in given.items() if name not in OF_THE_SITE}
            given["FORMS_INSTANCE"] = str(self._folder)
        return given

    @property
    def _folder(self) -> Path:
        return demo.folder_of(self.settings.instance)
