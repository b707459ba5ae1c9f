"""Migrations keep every row and the shape of tables; one that fails half-way leaves the old state."""

import json
import shutil
from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import inspect, text

from forms_app.services import forms
from forms_app.storage import ballots, publications, schema, versions
from forms_app.storage import forms as forms_stored
from forms_app.storage.database import transaction
from forms_app.storage.engines import patiently
from tests import make

# On SQLite a changed column makes the table anew, with the old one dropped.
REVISION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "next", "{newest}"


def upgrade(bind):
    if bind == "{bind}":
        with op.batch_alter_table("{table}") as table:
            table.alter_column("form_id" if "{table}" == "ballot" else "slug", type_=sa.String(70))
            table.add_column(sa.Column("note", sa.String(20)))
        {more}


def downgrade(bind):
    if bind == "{bind}":
        with op.batch_alter_table("{table}") as table:
            table.drop_column("note")
            table.alter_column("form_id" if "{table}" == "ballot" else "slug", type_=sa.String(60))
"""
on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


class Migrations:
    """A copy of the project's migrations, to which a revision can be added."""

    def __init__(self, app, folder):
        self.app, self.folder = app, folder
        shutil.copytree(schema.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def add(self, bind, table, *, more="pass"):
        content = REVISION.format(newest=self.newest(bind), bind=bind, table=table, more=more)
        (self.folder / "versions" / "next.py").write_text(content)

    def newest(self, bind):
        with self.app.extensions["databases"][bind].connect() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()

    def run(self, bind, direction, revision):
        with patiently(self.app.extensions["databases"][bind]) as connection:
            direction(self.configuration(bind, connection), revision)

    def configuration(self, bind, connection):
        config = schema.configuration(bind, connection)
        config.set_main_option("script_location", str(self.folder))
        return config


@pytest.fixture
def migrations(app, tmp_path):
    return Migrations(app, tmp_path / "migrations")


@transaction("site")
def publish(form_id):
    publications.add_publication({"form": form_id, "number": 1}, slug="flavours")


@transaction("ballots")
def add_ballots():
    for number in range(20):
        ballots.add_ballot(bytes([number] * 16), form_id="k3f9a2", period=1, body=bytes([number]))


def opened_and_published():
    """A row in `form` and, hanging on it, one in `version` and one in `publication`."""
    forms.import_form(definition=make.definition(), slug="flavours")
    publish(forms.open_form(slug="flavours", now=datetime.now(UTC)).id)


def all_rows(app, bind, *tables):
    with app.extensions["databases"][bind].connect() as connection:
        return {table: connection.execute(text(f"SELECT * FROM {table} ORDER BY 1")).all() for table in tables}


SITE = ("form", "version", "publication")


def test_a_parent_made_anew_and_back_keeps_its_rows_and_its_childrens(app, migrations):
    opened_and_published()
    before = all_rows(app, "site", *SITE)
    newest = migrations.newest("site")
    migrations.add("site", "form")
    migrations.run("site", command.upgrade, "head")
    assert all_rows(app, "site", *SITE[1:]) == {table: before[table] for table in SITE[1:]}
    migrations.run("site", command.downgrade, newest)
    assert all_rows(app, "site", *SITE) == before
    migrations.run("site", command.upgrade, "head")
    assert [len(rows) for rows in all_rows(app, "site", *SITE).values()] == [1, 1, 1]


@on_sqlite
def test_with_foreign_keys_on_the_same_migration_would_delete_the_children(app, migrations):
    opened_and_published()
    migrations.add("site", "form")
    env = migrations.folder / "env.py"
    env.write_text(env.read_text().replace('if connection.dialect.name == "sqlite":', "if False:"))
    migrations.run("site", command.upgrade, "head")
    assert [len(rows) for rows in all_rows(app, "site", *SITE).values()] == [1, 0, 0]


@on_sqlite
def test_a_migration_that_cannot_switch_foreign_keys_off_does_not_begin(app, migrations):
    opened_and_published()
    migrations.add("site", "form")
    with app.extensions["databases"]["site"].begin() as connection, pytest.raises(RuntimeError, match="Foreign keys"):
        command.upgrade(migrations.configuration("site", connection), "head")
    assert [len(rows) for rows in all_rows(app, "site", *SITE).values()] == [1, 1, 1]


@on_sqlite
def test_foreign_keys_are_on_again_after_a_migration(app, migrations):
    migrations.add("site", "form")
    migrations.run("site", command.upgrade, "head")
    with app.extensions["databases"]["site"].connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


@on_sqlite
def test_ballots_made_anew_stay_without_rowid_and_keep_rows_checks_and_indexes(app, migrations):
    add_ballots()
    before = all_rows(app, "ballots", "ballot")
    newest = migrations.newest("ballots")
    migrations.add("ballots", "ballot")
    for direction, revision in ((command.upgrade, "head"), (command.downgrade, newest)):
        migrations.run("ballots", direction, revision)
        with app.extensions["databases"]["ballots"].connect() as connection:
            sql = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'ballot'")).scalar_one()
            known = inspect(connection)
            indexes = [index["name"] for index in known.get_indexes("ballot")]
            checks = [check["name"] for check in known.get_check_constraints("ballot")]
        assert sql.rstrip().endswith("WITHOUT ROWID")
        assert (indexes, checks) == (["ix_ballot_period"], ["ck_ballot_id_length"])
    assert all_rows(app, "ballots", "ballot") == before


def test_a_migration_that_fails_half_way_leaves_the_old_state(app, migrations):
    opened_and_published()
    before, newest = all_rows(app, "site", *SITE), migrations.newest("site")
    migrations.add("site", "form", more='op.create_table("extra", sa.Column("id", sa.Integer)); 1 / 0')
    with pytest.raises(ZeroDivisionError):
        migrations.run("site", command.upgrade, "head")
    tables = inspect(app.extensions["databases"]["site"]).get_table_names()
    of_forms = {"correction", "deletion", "form", "former_draft", "publication", "self_test", "version"}
    of_contests = {"contest", "contest_draw", "contest_mark", "contest_ticket"}
    known = {
        "activity",
        *of_forms,
        *of_contests,
        "policy_draft",
        "policy_version",
        "promotion",
        "purged",
        "shared_result",
        "site",
        "theme_count",
        "voucher",
    }
    assert set(tables) == {"alembic_version", *known}
    assert (all_rows(app, "site", *SITE), migrations.newest("site")) == (before, newest)


def test_texts_that_were_kept_before_periods_stay_readable(app):
    """Until then only texts in tens were kept, each readable with its own publication."""
    periods = next((schema.SCRIPTS / "versions").glob("*_periods.py")).name[:4]
    engines = {"people": app.extensions["databases"]["people"]}
    schema.downgrade(engines, f"{periods}-1")
    with engines["people"].begin() as connection:
        values = "(:id, 'k3f9a2', 7, 'q2idea', '2026-03-01', :id)"
        connection.execute(
            text(f"INSERT INTO text (id, form_id, batch, question_id, delete_on, body) VALUES {values}"),
            {"id": bytes(16)},
        )
    before = all_rows(app, "people", "text")
    schema.upgrade(engines)
    assert [(row.batch, row.readable) for row in all_rows(app, "people", "text")["text"]] == [(7, 7)]
    schema.downgrade(engines, f"{periods}-1")
    assert all_rows(app, "people", "text") == before


@transaction("site")
def schedule_and_correct(form_id):
    versions.add_version(form_id, 2, make.definition(title={"en": "Later", "de": "Danach"}))
    forms_stored.set_change(form_id, datetime(2026, 3, 9, tzinfo=UTC))
    version = versions.find_version(forms.get_form(slug="flavours"))
    versions.add_correction(version, make.definition(title={"en": "Better", "de": "Besser"}), day=date(2026, 3, 4))


def test_a_form_before_versions_is_as_it_was_and_going_back_keeps_the_words_in_force(app):
    engines = app.extensions["databases"]
    opened_and_published()
    schema.downgrade(engines, "0004")
    before = all_rows(app, "site", *SITE)
    schema.upgrade(engines)
    form = forms.get_form(slug="flavours")
    assert (form.version, form.revision, form.changes_at) == (1, 0, None)
    schedule_and_correct(form.id)
    schema.downgrade(engines, "0004")
    after = all_rows(app, "site", *SITE)
    assert (after["form"], [row.number for row in after["version"]]) == (before["form"], [1])
    assert json.loads(after["version"][0].definition)["title"] == {"en": "Better", "de": "Besser"}
    schema.upgrade(engines)
    assert [schema.differences(engines[bind], bind) for bind in engines] == [[], [], []]


def test_periods_from_before_versions_are_those_of_the_first(app):
    engines = {"ballots": app.extensions["databases"]["ballots"]}
    schema.downgrade(engines, "0004")
    with engines["ballots"].begin() as connection:
        connection.execute(
            text("INSERT INTO form_state (form_id, period, public_key, state) VALUES ('k3f9a2', 1, :key, 'open')"),
            {"key": bytes(32)},
        )
    schema.upgrade(engines)
    assert [row.version for row in all_rows(app, "ballots", "form_state")["form_state"]] == [1]
    schema.downgrade(engines, "0004")
    assert len(all_rows(app, "ballots", "form_state")["form_state"]) == 1


def test_what_vouchers_are_good_for_is_kept_in_the_first_language_and_marks_of_mailboxes_move(app):
    engines = {bind: app.extensions["databases"][bind] for bind in ("site", "people")}
    forms.import_form(definition=make.definition(languages=["de", "en"]), slug="flavours")
    schema.downgrade(engines, "0032-1")
    promotion = "('k3f9a2', 'Eine Tafel', 'UTC', :no, 0, :no, 0, 0)"
    with engines["site"].begin() as connection:
        columns = 'form_id, offer, zone, shows_left, made, is_withdrawn, given, "left"'
        connection.execute(text(f"INSERT INTO promotion ({columns}) VALUES {promotion}"), {"no": False})
    with engines["people"].begin() as connection:
        connection.execute(text("INSERT INTO prize_mailbox VALUES ('k3f9a2', :mark, :mark)"), {"mark": bytes(32)})
    before = all_rows(app, "site", "promotion") | all_rows(app, "people", "prize_mailbox")
    schema.upgrade(engines)
    (row,) = all_rows(app, "site", "promotion")["promotion"]
    assert (json.loads(row.offer), row.confirms_mailbox, row.ended_on) == ({"de": "Eine Tafel"}, False, None)
    assert [row.purpose for row in all_rows(app, "people", "confirmed_mailbox")["confirmed_mailbox"]] == ["mailboxes"]
    schema.downgrade(engines, "0032-1")
    assert all_rows(app, "site", "promotion") | all_rows(app, "people", "prize_mailbox") == before
    schema.upgrade(engines)
    assert [schema.differences(engine, bind) for bind, engine in engines.items()] == [[], []]
