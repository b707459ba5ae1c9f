"""A site that was destroyed comes back from its two backups, with nothing that was erased, and on either engine."""

import contextvars
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import inspect, text

from forms_app import create_app
from forms_app.domain.errors import Conflict
from forms_app.gateways import people_keys
from forms_app.services import backups, contacts, forms, submissions
from forms_app.services.held import details
from forms_app.services.subscriptions import subject_of
from forms_app.settings import from_environment
from forms_app.storage import engines
from tests import make
from tests.api.programs import program
from tests.lived import rows
from tests.test_restored import back_up

ADA, EVE = "ada@example.org", "eve@example.org"
FORM = make.form(make.question("quest1"), make.detail())
NOW = datetime.now(UTC)


@pytest.fixture
def phrase(tmp_path):
    path = tmp_path / "phrase"
    path.write_text("four words in a row\n")
    return path


@pytest.fixture
def lived(app, client):
    """A site with an account, a form and the details of two people; their receipt codes."""
    make.account(app, "admin@example.org", role="administrator")
    slug = make.open_form("raffle", FORM)
    return [send(client, slug, address) for address in (ADA, EVE)]


def send(client, slug, address):
    token = make.token_in(client.get(f"/f/{slug}"))
    sent = client.post(f"/f/{slug}", data={"token": token, "quest1": "yes000", "email1": address})
    return make.code_in(sent).replace("-", "")


def run(app, *words, file, phrase, **more):
    """The command, as a process of its own would see the application."""
    args = [*words, str(file), "--passphrase-file", str(phrase)]
    return contextvars.Context().run(app.test_cli_runner().invoke, args=args, **more)


@pytest.fixture
def new_machine(request, tmp_path, copies):
    """Makes the application anew, in an empty folder, with databases of its own."""
    with ExitStack() as stack:

        def begin():
            is_sqlite = request.getfixturevalue("urls") == {}
            urls = {} if is_sqlite else stack.enter_context(copies.postgres())
            made = create_app(from_environment({"FORMS_INSTANCE": str(tmp_path / "new"), **urls}))
            stack.callback(lambda: [engine.dispose() for engine in made.extensions["databases"].values()])
            return made

        yield begin


def held(address):
    return [row for section in details.list_held(subject=subject_of(address)) for row in section.rows]


def test_a_destroyed_site_comes_back_whole_from_its_two_backups(app, lived, phrase, tmp_path, new_machine):
    file, keys = tmp_path / "copy", tmp_path / "keys.copy"
    made = run(app, "backup", "create", file=file, phrase=phrase)
    assert (made.exit_code, "people.contact: 2" in made.output) == (0, True)
    assert run(app, "keys", "backup", file=keys, phrase=phrase).exit_code == 0
    before = {bind: back_up(app, bind) for bind in ("site", "people")}
    other = new_machine()
    for words, from_ in ((("keys", "restore"), keys), (("backup", "restore"), file)):
        done = run(other, *words, file=from_, phrase=phrase)
        assert done.exit_code == 0, done.output
    again = create_app(other.extensions["settings"])
    with again.app_context():
        after = {bind: back_up(again, bind) for bind in ("site", "people")}
        assert {bind: named(tables) for bind, tables in after.items()} == {b: named(t) for b, t in before.items()}
        assert (len(held(ADA)), len(held(EVE))) == (1, 1)
        assert rows(again, "ballots", "SELECT id FROM ballot") == []
        make.account(again, "new@example.org")
    for engine in again.extensions["databases"].values():
        engine.dispose()


RENEWED = {"fs_uniquifier": "", "update_datetime": None}


def named(tables):
    """By table, without what ends every session of an account: a restore makes it anew."""
    return {table.name: [{**row, **RENEWED} for row in rows_] for table, rows_ in tables}


def test_a_copy_older_than_an_erasure_is_erased_again_also_on_a_new_machine(app, lived, phrase, tmp_path, new_machine):
    file, keys = tmp_path / "copy", tmp_path / "keys.copy"
    run(app, "backup", "create", file=file, phrase=phrase)
    submissions.withdraw(code=lived[0])
    run(app, "keys", "backup", file=keys, phrase=phrase)
    done = run(app, "backup", "restore", file=file, phrase=phrase, input="y\n")
    assert "Add --replace" in done.output
    replaced = run(app, "backup", "restore", "--replace", file=file, phrase=phrase, input="y\n")
    assert (replaced.exit_code, "since: 1." in replaced.output) == (0, True)
    assert (held(ADA), len(held(EVE))) == ([], 1)
    other = new_machine()
    run(other, "keys", "restore", file=keys, phrase=phrase)
    assert "since: 1." in run(other, "backup", "restore", file=file, phrase=phrase).output
    with other.app_context():
        assert len(rows(other, "people", "SELECT id FROM contact")) == 1


def test_tokens_of_programs_do_not_come_back_with_an_older_copy(app, phrase, tmp_path):
    file, kept = tmp_path / "copy", "SELECT name FROM api_token"
    program(app, "staff", "redeem")
    run(app, "backup", "create", file=file, phrase=phrase)
    assert len(rows(app, "people", kept)) == 1
    run(app, "backup", "restore", "--replace", file=file, phrase=phrase, input="y\n")
    assert rows(app, "people", kept) == []


def test_sessions_and_links_that_ended_since_do_not_come_back_with_an_older_copy(app, phrase, tmp_path):
    file = tmp_path / "copy"
    browser = make.sign_in(app, make.account(app, "admin@example.org", role="administrator"))
    cookie = browser.get_cookie("staff", path="/staff") or browser.get_cookie("__Secure-staff", path="/staff")
    run(app, "backup", "create", file=file, phrase=phrase)
    browser.post("/staff/sign-out", data={"csrf_token": make.csrf_in(browser.get("/staff"))})
    run(app, "backup", "restore", "--replace", file=file, phrase=phrase, input="y\n")
    stolen = app.test_client()
    stolen.set_cookie(cookie.key, cookie.value, path="/staff")
    assert stolen.get("/staff").status_code == 303


def test_keys_whose_day_has_come_are_not_put_back(app, lived, phrase, tmp_path):
    keys, today = tmp_path / "keys.copy", NOW.date()
    backups.back_up_keys(path=keys, passphrase_file=phrase, now=NOW)
    people_keys.destroy_days(today + timedelta(days=30))
    put = backups.restore_keys(path=keys, passphrase_file=phrase, today=today + timedelta(days=30))
    days = app.extensions["settings"].people_keys / "days"
    assert (put, sorted(days.glob("contacts_*"))) == (0, [])


def test_a_key_that_staff_destroyed_is_not_put_back(app, lived, phrase, tmp_path):
    keys = tmp_path / "keys.copy"
    backups.back_up_keys(path=keys, passphrase_file=phrase, now=NOW)
    contacts.erase_form(form_id="form01")
    backups.restore_keys(path=keys, passphrase_file=phrase, today=NOW.date())
    assert (app.extensions["settings"].people_keys / "forms" / "contacts_form01.key").read_bytes() == b""


def test_keys_of_another_site_are_not_mixed_with_these(app, lived, phrase, tmp_path):
    keys = tmp_path / "keys.copy"
    backups.back_up_keys(path=keys, passphrase_file=phrase, now=NOW)
    (app.extensions["settings"].people_keys / "site.key").write_bytes(b"x" * 32)
    with pytest.raises(Conflict, match="Another site's key"):
        backups.restore_keys(path=keys, passphrase_file=phrase, today=NOW.date())


def test_a_backup_holds_no_key_no_answer_and_nothing_readable(app, lived, phrase, tmp_path):
    file = tmp_path / "copy"
    copy = backups.create(path=file, passphrase_file=phrase, now=NOW)
    assert {name.partition(".")[0] for name in copy.rows} == {"site", "people"}
    assert b"raffle" not in file.read_bytes()
    opened = b"\n".join(backups.vault.read(file, backups.vault.read_passphrase(phrase)))
    for path in app.extensions["settings"].people_keys.rglob("*.key"):
        assert path.read_bytes() not in opened
    assert ADA.encode() not in opened
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("harm", ["cut", "changed", "phrase", "short"])
def test_a_file_that_is_not_whole_or_not_ours_is_refused_and_changes_nothing(app, lived, phrase, tmp_path, harm):
    file = tmp_path / "copy"
    backups.create(path=file, passphrase_file=phrase, now=NOW)
    content = file.read_bytes()
    if harm == "cut":
        file.write_bytes(content[:-40])
    elif harm == "changed":
        file.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])
    else:
        phrase.write_text("five other words in a row" if harm == "phrase" else "short")
    with pytest.raises(Conflict):
        backups.restore(path=file, passphrase_file=phrase, today=NOW.date())
    assert (len(held(ADA)), [form.slug for form in forms.list_forms()]) == (1, ["raffle"])


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_what_is_written_while_a_backup_runs_is_in_all_of_it_or_none(app, client, lived, phrase, tmp_path):
    """The two databases are read as they stood when it began."""
    lines = backups.copies.rows()
    first = next(lines)
    next(lines)
    send(client, "raffle", "late@example.org")
    found = [first, *lines]
    assert len([line for line in found if line[:2] == ["people", "contact"]]) == 2


def test_erasing_the_whole_site_takes_its_name_and_leaves_no_key_and_no_table(app, lived):
    settings = app.extensions["settings"]
    wrong = app.test_cli_runner().invoke(args=["site", "erase"], input="Another\n")
    assert (wrong.exit_code, len(held(ADA))) == (1, 1)
    done = app.test_cli_runner().invoke(args=["site", "erase"], input=f"{settings.site_name}\n")
    assert done.exit_code == 0, done.output
    kept = [path for path in (*settings.ballot_keys.rglob("*"), *settings.people_keys.rglob("*")) if path.is_file()]
    assert kept == []
    for engine in app.extensions["databases"].values():
        assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


@pytest.mark.slow
@pytest.mark.parametrize("urls", ["postgres"], indirect=True)
@pytest.mark.parametrize("bind", ["site", "people"])
def test_a_restore_does_not_wait_for_ever_for_a_session_that_stays_open_and_changes_nothing(
    app, lived, phrase, tmp_path, bind, monkeypatch
):
    monkeypatch.setattr(engines, "LOCKED", 50)
    file = tmp_path / "copy"
    run(app, "backup", "create", file=file, phrase=phrase)
    before = [named(back_up(app, one)) for one in ("site", "people")]
    with app.extensions["databases"][bind].connect() as other:
        other.execute(text("SELECT * FROM alembic_version"))
        refused = run(app, "backup", "restore", "--replace", file=file, phrase=phrase, input="y\n")
        other.rollback()
    assert (refused.exit_code, "Something else still works with the databases" in refused.output) == (1, True)
    assert [named(back_up(app, one)) for one in ("site", "people")] == before
    assert run(app, "backup", "restore", "--replace", file=file, phrase=phrase, input="y\n").exit_code == 0
