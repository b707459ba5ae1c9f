"""Results speak the form's languages: the asked for, else the page's own, else the form's first."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.definitions import Definition
from forms_app.services import forms, releases
from tests import make

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
ENGLISH, GERMAN = "Which bar shall we make next?", "Welche Tafel machen wir als Nächstes?"


def counted(client, definition):
    """The link name of a form with a report."""
    forms.import_form(definition=definition, slug="flavours")
    forms.open_form(slug="flavours", now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC))
    for _ in range(10):
        client.post("/f/flavours", data={"token": make.token_in(client.get("/f/flavours")), "q1bars": "o1salt"})
    forms.close_form(slug="flavours", now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC) + timedelta(seconds=1))


@pytest.fixture
def manager(app):
    return make.sign_in(app, make.account(app))


def in_french_and_german():
    """The example with its English words under French, which comes first; German comes first in the alphabet."""
    text = json.dumps(make.example("form-1")).replace('"en"', '"fr"')
    return Definition.model_validate({**json.loads(text), "schedule": None})


def said(page):
    return re.findall(r'<h1 lang="([a-z]+)">([^<]+)</h1>', page.text)


def listed(page):
    return re.findall(r'class="card__link" lang="([a-z]+)" href="([^"]+)">([^<]+)<', page.text)


def test_a_form_in_the_page_s_language_is_shown_in_it_unless_another_is_asked_for(app, client, manager):
    counted(client, make.definition())
    assert said(manager.get("/staff/results/flavours/1")) == [("en", ENGLISH)]
    german = manager.get("/staff/results/flavours/1?lang=de")
    assert said(german) == [("de", GERMAN)]
    assert '<span lang="de">Meersalz</span>' in german.text
    assert said(manager.get("/staff/results/flavours/1?lang=xx")) == [("en", ENGLISH)]
    assert listed(manager.get("/staff/results?lang=de")) == [("de", "/staff/results/flavours/1?lang=de", GERMAN)]


def test_a_form_without_the_page_s_language_is_shown_in_its_own_first(app, client, manager):
    counted(client, in_french_and_german())
    assert said(manager.get("/staff/results/flavours/1")) == [("fr", ENGLISH)]
    assert listed(manager.get("/staff/results")) == [("fr", "/staff/results/flavours/1", ENGLISH)]
    assert said(manager.get("/staff/results/flavours/1?lang=de")) == [("de", GERMAN)]


def test_the_command_speaks_the_same_languages(app, client):
    counted(client, in_french_and_german())
    show = app.test_cli_runner()
    default = show.invoke(args=["reports", "show", "flavours"]).output.splitlines()
    german = show.invoke(args=["reports", "show", "flavours", "--language", "de"]).output.splitlines()
    assert (default[0], german[0]) == (ENGLISH, GERMAN)
    assert [line.split()[-1] for line in (default[5], german[5])] == ["salt", "Meersalz"]
