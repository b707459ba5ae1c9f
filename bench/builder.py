"""What each deed in the builder costs on a form of a hundred questions: `python -m bench.builder --long 1000`."""

import argparse
import gc
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from bench import databases
from bench.release import _site
from forms_app.domain import drafts
from forms_app.services import builder, forms

QUESTIONS, OPTIONS, LONG, PAGES = 100, 9, 100, 10  # answers of each question, of the first one, pages
GOAL = 100.0  # milliseconds of processor
ROUNDS = 7
AUTOSAVE = {"X-Autosave": "1"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; what is over the goal is marked and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m bench.builder", description=__doc__)
    parser.add_argument("--database", choices=databases.KINDS, default="sqlite")
    parser.add_argument("--languages", type=int, default=2)
    parser.add_argument("--long", type=int, default=LONG, help="answers of the question that is edited")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="forms-bench-") as folder, databases.fresh(options.database) as urls:
        app = _site(Path(folder), urls)
        with app.app_context():
            slug = forms.start_draft(document=document_of(options.languages, options.long), slug=None)
        gc.freeze()  # as wsgi.py does
        desk = Desk(app, _signed_in(app, slug), slug)
        for name, work in deeds(desk).items():
            work()
            times = [_timed(work) for _ in range(ROUNDS)]
            middle = statistics.median(times)
            print(
                f"{name:<44} {middle:6.1f} ms ({min(times):.1f}..{max(times):.1f}) {'' if middle <= GOAL else 'over'}"
            )
        for engine in app.extensions["databases"].values():
            engine.dispose()
    return 0


def document_of(languages: int, long: int) -> drafts.Document:
    """A hundred single choices on ten pages, some shown only if, half of the texts translated."""
    codes = ["en", "de", "fr", "nl"][:languages]
    questions = [_question(number, long if number == 0 else OPTIONS, codes) for number in range(QUESTIONS)]
    size = QUESTIONS // PAGES
    pages = [{"id": f"page{n:02d}", "questions": questions[n * size : (n + 1) * size]} for n in range(PAGES)]
    return {
        "format": "form/1",
        "id": "bench1",
        "languages": codes,
        "title": {"en": "A long form"},
        "breakdowns": ["ques01"],
        "pages": pages,
    }


def _question(number: int, options: int, codes: Sequence[str]) -> drafts.Document:
    listed = [{"id": f"o{n:05d}", "text": _words(f"Answer {n} of question {number}", codes)} for n in range(options)]
    made: drafts.Document = {
        "id": f"ques{number:02d}",
        "kind": "single_choice",
        "text": _words(f"Which of the bars of shelf {number} would you like to have next week?", codes),
        "settings": {"options": listed},
    }
    if number % 10 == 5:
        made["show_if"] = {"q": f"ques{number - 1:02d}", "op": "=", "value": "o00001"}
    return made


def _words(words: str, codes: Sequence[str]) -> dict[str, str]:
    return {code: words for code in codes if code == "en" or _sum_of(words) % 2}


def _sum_of(words: str) -> int:
    return sum(map(ord, words))


@dataclass(frozen=True)
class Desk:
    """Somebody who makes forms, in front of one."""

    app: Flask
    browser: FlaskClient
    slug: str

    def get(self, tab: str = "questions", **args: Any) -> None:
        answer = self.browser.get(f"/staff/forms/{self.slug}/{tab}", query_string=args)
        assert answer.status_code == 200, answer.status_code

    def post(self, tab: str = "questions", headers: dict[str, str] | None = None, **sent: Any) -> None:
        stamp = {"csrf_token": self.browser.csrf, "revision": self.draft().revision}  # type: ignore[attr-defined]
        answer = self.browser.post(f"/staff/forms/{self.slug}/{tab}", data={**stamp, **sent}, headers=headers or {})
        assert answer.status_code in (200, 303), (answer.status_code, answer.text[:500])

    def draft(self) -> builder.Draft:
        with self.app.app_context():
            return builder.get_draft(slug=self.slug)

    def typed(self) -> dict[str, Any]:
        """The first card as it is sent, with words that nobody wrote before."""
        question = drafts.get_question(self.draft().document, "ques00")
        lines = "\n".join(option["text"]["en"] for option in question["settings"]["options"])
        return {"card": "ques00", "text": f"Which? {time.perf_counter_ns()}", "s-options": lines}


def deeds(desk: Desk) -> dict[str, Callable[[], Any]]:
    """Each with its name; a page that comes after a post is one of its own."""
    autosave = {"headers": AUTOSAVE}
    removed = [f"ques{number}" for number in range(99, 10, -1)]
    key = "ques05.text"
    return {
        "page of questions": lambda: desk.get(),
        "page of questions, a card open": lambda: desk.get(card="ques00"),
        "save a card while typing": lambda: desk.post(**autosave, do="save", **desk.typed()),
        "add a question": lambda: desk.post(do="add", page="page00", after="ques03", new_kind="scale"),
        "move a question": lambda: desk.post(do="down", card="ques10"),
        "move a page": lambda: desk.post(do="page-down", card="page03"),
        "change the type there and back": lambda: [
            desk.post(do="kind", kind=kind, **desk.typed()) for kind in ("multi_choice", "single_choice")
        ],
        "duplicate": lambda: desk.post(do="duplicate", card="ques20"),
        "remove": lambda: desk.post(do="remove", card=removed.pop()),
        "undo": lambda: desk.post("undo"),
        "page of logic, with its map": lambda: desk.get("logic"),
        "page of logic, a condition open": lambda: desk.get("logic", of="ques75"),
        "save a condition": lambda: desk.post("logic", **autosave, of="ques75", do="add", asked="ques01"),
        "page of settings": lambda: desk.get("settings"),
        "save the settings": lambda: desk.post("settings", **autosave, title=f"T {time.perf_counter_ns()}", zone="UTC"),
        "page of translations": lambda: desk.get("translations"),
        "save a translation": lambda: desk.post(
            "translations", **autosave, into="de", **{f"w-{key}": str(time.perf_counter_ns())}
        ),
        "preview": lambda: desk.get("preview"),
        "share": lambda: desk.get("share"),
    }


def _timed(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def _signed_in(app: Flask, slug: str) -> FlaskClient:
    made = app.test_cli_runner().invoke(args=["accounts", "create", "staff@example.org", "--role", "staff"])
    browser = app.test_client()
    page = browser.get("/staff/sign-in").text
    given = {"email": "staff@example.org", "password": made.output.split()[-1], "csrf_token": _csrf(page)}
    browser.post("/staff/sign-in", data=given)
    browser.csrf = _csrf(browser.get(f"/staff/forms/{slug}/questions").text)  # type: ignore[attr-defined]
    return browser


def _csrf(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


if __name__ == "__main__":
    sys.exit(main())
