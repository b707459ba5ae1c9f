"""Plain factories of what tests talk about."""

import json
import re
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from forms_app.domain.definitions import Definition
from forms_app.domain.samples import sample_publication
from forms_app.services import forms, releases
from forms_app.storage import publications, versions
from forms_app.storage.database import transaction

ROOT = Path(__file__).resolve().parents[1]
SURVEYS = ROOT.parent / "shared" / "data" / "surveys"
SCHEMAS = ROOT / "forms_app" / "schemas"


def example(name):
    return json.loads((SCHEMAS / f"{name}.example.json").read_text())


def definition(**changes):
    return Definition.model_validate({**example("form-1"), "schedule": None, **changes})


def question(id_, kind="single_choice", *, text=None, **given):
    """A question as form/1 has it; a choice gets two options unless settings are given."""
    options = [{"id": "yes000", "text": {"en": "Yes, please"}}, {"id": "no0000", "text": {"en": "No"}}]
    settings = {"settings": {"options": options}} if kind == "single_choice" else {}
    return {"id": id_, "kind": kind, "text": {"en": text or f"Question {id_}"}, **settings, **given}


def page(id_, *questions, **given):
    return {"id": id_, "questions": list(questions), **given}


def blank(title=""):
    """The document of a form that asks nothing yet."""
    head = {"format": "form/1", "id": uuid.uuid4().hex[:6], "languages": ["en"]}
    return {**head, "title": {"en": title} if title else {}, "pages": [page("page01")]}


def form(*pages, **given):
    """A definition in English with these pages; bare questions make one page."""
    if "questions" not in pages[0]:
        pages = (page("page01", *pages),)
    head = {"format": "form/1", "id": "form01", "languages": ["en"], "title": {"en": "A form"}}
    return Definition.model_validate({**head, "pages": list(pages), **given})


PURPOSE = {"purpose": {"en": "to send your prize"}, "delete_after": 30}


def detail(id_="email1", kind="email", **given):
    """A question about the person."""
    return question(id_, kind, personal=PURPOSE, **given)


VOTE = question("vote01", required=True, text="Shall we open on Sundays?")


def poll(*questions, closes="2030-05-20T12:00", **given):
    """A public poll that closes at this time in Berlin; asks its own question unless given others."""
    schedule = {"zone": "Europe/Berlin", "closes": closes} if closes else None
    return form(*(questions or (VOTE,)), **{"poll": True, "schedule": schedule, **given})


def open_form(slug="flavours", opened=None):
    """A form that takes answers."""
    forms.import_form(definition=opened or definition(), slug=slug)
    forms.open_form(slug=slug, now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC))
    return slug


def token_in(page):
    return re.search(r'name="token" value="([^"]+)"', page.text)[1]


def code_in(page):
    """The receipt code as a person reads it, whatever marks its groups."""
    words = re.sub(r"<[^>]+>|\s", "", page.text)
    return re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z*~$=]", words)[0]


def account(app, email="m@example.org", role="manager"):
    """What the person of a new account types to sign in."""
    made = app.test_cli_runner().invoke(args=["accounts", "create", email, "--role", role])
    return {"email": email, "password": made.output.split()[-1]}


def csrf_in(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]


def sign_in(app, who, **more):
    """A browser that signed in, or tried to."""
    browser = app.test_client()
    browser.post("/staff/sign-in", data={**who, **more, "csrf_token": csrf_in(browser.get("/staff/sign-in"))})
    return browser


def publish(slug, *sizes):
    """A report of so many invented people for each month from the beginning of 2026, for an opened form."""
    form, definition = forms.get_published(slug=slug)
    for number, people in enumerate(sizes, start=1):
        first, dice = date(2026, number, 1), Random(number).randrange
        made = sample_publication(definition, people=people, day=first, dice=dice)
        last = date(2026, number + 1, 1) - timedelta(days=1)
        body = {**made, "number": number, "last_day": last.isoformat()}
        published(body, form.slug)


@transaction("site")
def published(document, slug="flavours"):
    """A publication that stands, as after a count."""
    publications.add_publication(document, slug=slug)
    return document


@transaction("site")
def versioned(form):
    """The wording that was published, of a form that was only imported."""
    versions.add_version(form.id, 1, form)


def counted(form, slug="flavours", people=40, number=1):
    """A form with a report of so many people, whose answers are invented."""
    if number == 1:
        forms.import_form(definition=form, slug=slug)
    dice = Random(number).randrange
    document = sample_publication(form, people=people, day=date(2030, 6, number), dice=dice)
    return published({**document, "number": number}, slug)
