"""The three databases: migrated as declared, up, down and up again, without rowids where visitors write."""

import pytest
from sqlalchemy import text

from forms_app.domain.errors import NotFound
from forms_app.services import forms, site
from forms_app.storage import database, schema
from tests import make

READERS = (
    "subscriber",
    "subscription",
    "pending_subscription",
    "mail_pause",
    "consent_event",
    "suppression",
    "invited",
    "move_reader",
)
VISITORS_TABLES = {
    "ballots": {"ballot", "erased", "spent", "form_state", "progress"},
    "people": {"privacy_request", "text", "contact", "outbox", "invited", *READERS},
}


def test_the_migrated_databases_are_as_declared(app):
    for bind, engine in app.extensions["databases"].items():
        assert schema.differences(engine, bind) == []


def test_migrations_go_up_down_and_up(app):
    engines = app.extensions["databases"]
    make.open_form()
    schema.downgrade(engines, "base")
    schema.upgrade(engines)
    with pytest.raises(NotFound):
        forms.get_form(slug="flavours")
    make.open_form()
    assert [form.slug for form in forms.list_forms()] == ["flavours"]


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_tables_that_visitors_write_have_no_rowid_and_large_pages(app):
    for bind, tables in VISITORS_TABLES.items():
        with app.extensions["databases"][bind].connect() as connection:
            sql = dict(connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())
            assert {name for name in tables if "WITHOUT ROWID" not in sql[name]} == set()
            assert connection.execute(text("PRAGMA page_size")).scalar_one() == 16_384
            assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
            assert connection.execute(text("PRAGMA secure_delete")).scalar_one() == 1


def test_a_transaction_on_one_database_refuses_the_others(app):
    with database.begin("site", "BEGIN"), pytest.raises(RuntimeError):
        database.connection("ballots")


def test_what_only_looks_may_not_write_and_leaves_its_connection_as_it_was(app):
    @database.looking("site")
    def look_and_write():
        return database.connection("site").execute(text("SELECT 1")).scalar(), rename()

    @database.transaction("site")
    def rename():
        database.connection("site").execute(text("UPDATE site SET name = 'Other'"))

    with pytest.raises(RuntimeError, match="may not write"):
        look_and_write()
    site.change_site(kept={"name": "Marlowe Lane"})
    with pytest.raises(NotFound):
        rename_and_fail()
    assert site.find_site().name == "Marlowe Lane"


@database.transaction("site")
def rename_and_fail():
    database.connection("site").execute(text("UPDATE site SET name = 'Other'"))
    raise NotFound("form")
