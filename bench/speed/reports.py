"""A manager's report of thirty questions, of few and of very many people: one row is read for either."""

import http.client
import random
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from bench.server import HOST, Site
from forms_app import create_app
from forms_app.domain.definitions import Definition
from forms_app.domain.samples import sample_publication
from forms_app.services import forms
from forms_app.settings import from_environment
from forms_app.storage.database import transaction
from forms_app.storage.publications import add_publication

QUESTIONS = 30
OPTIONS = 5
INVENTED = 100  # people, whose answers are counted as real ones are
PEOPLE = {"100": 1, "1,000,000": 10_000}  # how many times the invented people the report is of
SLUG = "thirty-questions"
SEED = 7
MANAGER = "bench@example.org"
MARK = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def thirty_questions() -> Definition:
    options = [{"id": f"optio{number}", "text": {"en": f"Answer {number}"}} for number in range(OPTIONS)]
    questions = [
        {
            "id": f"ques{number:02}",
            "kind": "single_choice",
            "text": {"en": f"Question {number}: which of these?"},
            "settings": {"options": options},
        }
        for number in range(QUESTIONS)
    ]
    head = {"format": "form/1", "id": "thirty", "languages": ["en"], "title": {"en": "Thirty questions"}}
    return Definition.model_validate({**head, "pages": [{"id": "page01", "questions": questions}]})


def add_reports(site: Site) -> dict[str, str]:
    """The address of a report of each size; what one has more of than the other are people, not rows."""
    ours = {name: value for name, value in site.environment.items() if name.startswith("FORMS_")}
    app = create_app(from_environment(ours))
    with app.app_context():
        forms.import_form(definition=thirty_questions(), slug=SLUG)
        for number, document in enumerate(publications(), start=1):
            transaction("site")(add_publication)({**document, "number": number}, slug=SLUG)
    for engine in app.extensions["databases"].values():
        engine.dispose()
    return {people: f"/staff/results/{SLUG}/{number}" for number, people in enumerate(PEOPLE, start=1)}


def publications() -> Iterator[dict[str, Any]]:
    """One of invented people, and the same with every number so many times larger."""
    dice = random.Random(SEED).randrange
    document = sample_publication(thirty_questions(), people=INVENTED, day=date(2030, 1, 1), dice=dice)
    for times in PEOPLE.values():
        yield _larger(document, times)


def sign_in(site: Site) -> str:
    """The cookie of a manager of this site."""
    password = site.command("accounts", "create", MANAGER, "--role", "manager").split()[-1]
    connection = http.client.HTTPConnection(HOST, site.port, timeout=30)
    cookie, page = _exchange(connection, "GET", {}, None)
    mark = MARK.search(page)
    sent = {"email": MANAGER, "password": password, "csrf_token": mark[1] if mark else ""}
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    cookie, _ = _exchange(connection, "POST", headers, urlencode(sent))
    connection.close()
    return cookie


def _exchange(
    connection: http.client.HTTPConnection, method: str, headers: Mapping[str, str], body: str | None
) -> tuple[str, str]:
    connection.request(method, "/staff/sign-in", body, dict(headers))
    response = connection.getresponse()
    return (response.getheader("Set-Cookie") or "").split(";")[0], response.read().decode()


def _larger(part: Any, times: int) -> Any:
    """Every printed number and the number of people; how far a number may be off stays."""
    if isinstance(part, list):
        return [_larger(each, times) for each in part]
    if not isinstance(part, dict):
        return part
    grown = {name for name in ("printed", "n") if isinstance(part.get(name), int)}
    return {name: value * times if name in grown else _larger(value, times) for name, value in part.items()}
