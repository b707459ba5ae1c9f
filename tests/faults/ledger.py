"""What a site that runs in processes of its own has stored and counted, read beside it and compared with the thanks."""

import json
from contextlib import contextmanager
from datetime import date

from sqlalchemy import text

from bench.processes import wait_until
from forms_app import create_app
from forms_app.domain import receipts
from forms_app.gateways import people_keys
from forms_app.gateways.site_keys import load_keys
from forms_app.services.texts import PURPOSE
from forms_app.settings import from_environment

PATIENCE = 180  # seconds for a count


@contextmanager
def beside(site):
    """The application in this process, on the databases and keys of the site that runs."""
    ours = {name: value for name, value in site.environment.items() if name.startswith("FORMS_")}
    app = create_app(from_environment(ours))
    with app.app_context():
        yield app
    for engine in app.extensions["databases"].values():
        engine.dispose()


def rows(app, bind, query, **values):
    with app.extensions["databases"][bind].connect() as connection:
        return connection.execute(text(query), values).all()


def ensure_stored_once(app, codes):
    """The ballots are those whose codes were shown, no other and none twice."""
    key = load_keys(app.extensions["settings"].people_keys).site
    stored = sorted(bytes(row.id) for row in rows(app, "ballots", "SELECT id FROM ballot"))
    assert stored == sorted(receipts.ballot_id(key, code) for code in codes.values())


def ensure_counted_once(app, form_id, ideas):
    """One publication of so many people, every idea among the texts once, no ballot left."""
    for _ in wait_until(PATIENCE):
        published = rows(app, "site", "SELECT body FROM publication WHERE form_id = :id", id=form_id)
        left = rows(app, "ballots", "SELECT state FROM form_state WHERE form_id = :id", id=form_id)
        if published and {row.state for row in left} == {"released"}:
            break
    assert [json.loads(row.body)["n"] for row in published] == [len(ideas)]
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]
    assert kept_texts(app, form_id) == sorted(ideas)


def kept_texts(app, form_id):
    found = rows(app, "people", "SELECT id, delete_on, body FROM text WHERE form_id = :id", id=form_id)
    return sorted(
        people_keys.open_sealed(
            bytes(row.body),
            purpose=PURPOSE,
            form_id=form_id,
            delete_on=row.delete_on if isinstance(row.delete_on, date) else date.fromisoformat(row.delete_on),
            row_id=bytes(row.id),
        ).decode()
        for row in found
    )
