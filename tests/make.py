"""Plain factories of what tests talk about."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from forms_app.domain.definitions import Definition
from forms_app.services import forms, releases

ROOT = Path(__file__).resolve().parents[1]
SURVEYS = ROOT.parent / "shared" / "data" / "surveys"
SCHEMAS = ROOT / "forms_app" / "schemas"


def example(name):
    return json.loads((SCHEMAS / f"{name}.example.json").read_text())


def definition(**changes):
    return Definition.model_validate({**example("form-1"), "schedule": None, **changes})


def open_form(slug="flavours"):
    """A form that takes answers."""
    forms.import_form(definition=definition(), slug=slug)
    forms.open_form(slug=slug, now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC))
    return slug


def token_in(page):
    return re.search(r'name="token" value="([^"]+)"', page.text)[1]


def code_in(page):
    """The receipt code as a person reads it, whatever marks its groups."""
    words = re.sub(r"<[^>]+>|\s", "", page.text)
    return re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z*~$=]", words)[0]
