"""What is measured: the ten-question form on a real site, and hello world under the same server command."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench.processes import family, running
from bench.replay.convert import Coded, code
from bench.replay.dataset import Dataset, Question, Visitor
from bench.replay.drive import OPENING, fresh_site, open_form
from bench.replay.visitors import Visitor as FirstVisitor
from bench.server import HOST, ROOT, ServerProblem, Site, free_port, wait_for_answer
from bench.speed.reports import add_reports, sign_in

QUESTIONS = 10
OPTIONS = 5
SEED = 7  # of the answers that are sent
APPLICATION, HELLO = "wsgi:app", "bench.speed.hello:app"


@dataclass(frozen=True)
class Target:
    """A web server: the process above all its processes, where it listens and the page it is asked for."""

    pid: int
    port: int
    path: str
    cookie: str = ""


def ten_questions(submissions: int) -> Coded:
    """A form of ten single choices, and this many answers to it."""
    labels = tuple(f"Answer {number} of {OPTIONS}" for number in range(1, OPTIONS + 1))
    questions = tuple(
        Question(
            f"q{number}", f"Question {number}: which of these?", "single_choice", False, labels, {"options": labels}
        )
        for number in range(1, QUESTIONS + 1)
    )
    dice = random.Random(SEED)
    visitors = tuple(
        Visitor(line, {question.id: dice.choice(labels) for question in questions}) for line in range(submissions)
    )
    return code(Dataset("ten-questions", "Ten questions", questions, visitors, submissions, {}, ()))


@contextmanager
def form_target(database: str) -> Iterator[tuple[Site, Target]]:
    """A new site with the ten-question form open and answered once."""
    coded = ten_questions(1)
    with fresh_site(database) as site:
        slug = open_form(site, coded.definition, slug="ten-questions")
        visitor = FirstVisitor(site.port, slug)
        visitor.visit_when_ready(coded.submissions[0].fields, seconds=OPENING)
        visitor.close()
        yield site, Target(_web_server(site), site.port, visitor.path)


def report_targets(site: Site, form: Target) -> dict[str, Target]:
    """The report of each number of people, asked for by a manager."""
    cookie = sign_in(site)
    return {people: replace(form, path=path, cookie=cookie) for people, path in add_reports(site).items()}


@contextmanager
def hello_target(site: Site) -> Iterator[Target]:
    """Hello world under the very command that serves the site."""
    port = free_port()
    command = hello_command(_words(_web_server(site)), port)
    log = site.log.with_name("hello.log")
    with running(command, folder=ROOT, environment=site.environment, log=log) as process:
        wait_for_answer(process, port, "/")
        yield Target(process.pid, port, "/")


def hello_command(command: list[str], port: int) -> list[str]:
    """The command of the site's web server, which is handed its open port, with the other application on its own."""
    renamed = {APPLICATION: HELLO} | {word: f"{HOST}:{port}" for word in command if word.startswith("fd://")}
    return [renamed.get(word, word) for word in command]


def _web_server(site: Site) -> int:
    """The process above the web server's alone; the site's worker counts and tidies beside it."""
    for pid in family(site.pid):
        if APPLICATION in _words(pid):
            return pid
    raise ServerProblem(f"No process of the site serves {APPLICATION}.")


def _words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[:-1]
    except (FileNotFoundError, ProcessLookupError):
        return []
