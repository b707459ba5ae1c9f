"""Killed at any move of sending with a code, or of making codes: never a code spent without its answers."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from forms_app.services import entry_codes
from tests import gates
from tests.killing import killed_at
from tests.test_killed import rows, send, steps_of

pytestmark = pytest.mark.slow


def make_ten(app, *, slug):
    entry_codes.make_codes(slug=slug, count=10, seen=None, now=datetime.now(UTC))


def counts(app):
    query = "SELECT (SELECT count(*) FROM entry_code), (SELECT count(*) FROM ballot), (SELECT count(*) FROM spent)"
    return tuple(rows(app, "ballots", query)[0])


def test_a_code_goes_with_its_answers_or_not_at_all(app, client, settings):
    slug, codes = gates.with_codes(count=200)
    with app.extensions["databases"]["site"].begin() as connection:
        connection.execute(text("UPDATE form SET cap = 200"))
    sent = iter(range(1, 201))

    def deed(step):
        number = next(sent)
        data = gates.page_of(client, slug, entry=codes[number - 1])
        was_killed = killed_at(step, settings, send, slug=slug, data=data)
        left, ballots, spent = counts(app)
        assert ballots == spent == 200 - left
        assert client.post(f"/f/{slug}", data=data).status_code == 200
        taken = rows(app, "ballots", "SELECT taken FROM turnout")[0].taken
        assert (*counts(app), taken) == (200 - number, number, number, number)
        return was_killed

    assert steps_of(deed) > 5


def test_codes_are_made_whole_or_not_at_all(app, settings):
    slug, _codes = gates.with_codes()

    def deed(step):
        was_killed = killed_at(step, settings, make_ten, slug=slug)
        issued = rows(app, "ballots", "SELECT issued FROM turnout")[0].issued
        assert (counts(app)[0], issued % 10) == (issued, 0)
        return was_killed

    assert steps_of(deed) > 2
