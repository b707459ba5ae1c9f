"""A form lived through by calendar: opened, answered and counted at instants that a test names."""

import os
from datetime import UTC, datetime, timedelta

from sqlalchemy import event, text

from forms_app.domain.errors import NotFound
from forms_app.services import forms, releases, reports, submissions
from tests import make


def at(when):
    """An instant of UTC, such as 2026-03-01T10."""
    return datetime.fromisoformat(when).replace(tzinfo=UTC)


def open_on(when, rhythm, *, slug="flavours", **given):
    """A form with this rhythm that takes answers from then on."""
    forms.import_form(definition=make.definition(rhythm=rhythm, **given), slug=slug)
    forms.open_form(slug=slug, now=at(when))
    releases.run(now=at(when))
    return slug


def answer(when, people, *, slug="flavours", **answers):
    """That many visitors send these answers; returns their receipt codes."""
    form, definition = forms.get_published(slug=slug)
    codes = []
    for _person in range(people):
        token = submissions.issue_token(form=form, nonce=os.urandom(15), now=at(when))
        raw = {name: [value] for name, value in (answers or {"q1bars": "o1salt"}).items()}
        waits = {"lifetime": timedelta(hours=12), "minimum": timedelta(0)}
        codes.append(submissions.receive(form=form, definition=definition, token=token, raw=raw, now=at(when), **waits))
    return codes


def count(*instants):
    """The worker's rounds at these instants; returns what it said."""
    return [line for when in instants for line in releases.run(now=at(when))]


def published(slug="flavours"):
    """Number, people, first and last day of everything published, oldest first."""
    try:
        found = reports.get_reports(slug=slug)["reports"]
    except NotFound:
        return []
    return [(one["number"], one["n"], one["first_day"], one["last_day"]) for one in reversed(found)]


def rows(app, bind, query, **values):
    with app.extensions["databases"][bind].connect() as connection:
        return connection.execute(text(query), values).all()


def keys(app):
    return sorted(path.name for path in app.extensions["settings"].ballot_keys.glob("*.key"))


def statements_of(app, deed):
    """Every question a deed asks of `site`."""
    said = []

    def note(_connection, _cursor, statement, *_more):
        if statement.startswith("SELECT"):
            said.append(statement)

    engine = app.extensions["databases"]["site"]
    event.listen(engine, "after_cursor_execute", note)
    deed()
    event.remove(engine, "after_cursor_execute", note)
    return said


def untie_log(app):
    """Let the activity log be changed, as whoever owns the database can."""
    with app.extensions["databases"]["site"].begin() as made:
        if made.dialect.name == "postgresql":
            made.execute(text("ALTER TABLE activity DISABLE TRIGGER USER"))
        else:
            made.execute(text("DROP TRIGGER IF EXISTS activity_no_update"))
            made.execute(text("DROP TRIGGER IF EXISTS activity_no_delete"))
