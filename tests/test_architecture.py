"""The house keeps its rules: imports one way, words on their shelf, guarded doors, files one can hold in mind."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "forms_app"
FILES = sorted(ROOT.rglob("*.py"))
LOWER = {
    "domain": {"domain"},
    "storage": {"storage", "domain"},
    "gateways": {"gateways", "domain"},
    "services": {"services", "storage", "gateways", "domain"},
    "web": {"web", "services", "domain", "settings"},
    "api": {"api", "web", "services", "domain"},  # of web what reads requests and guards them; nothing there knows api
    "cli": {"cli", "services", "domain", "settings"},
}
EXCEPTIONS = {  # wiring: who may reach past its shelf, and to what
    ("web/accounts.py", "storage"): "Flask-Security is given its store",
    ("web/accounts.py", "gateways"): "and its signing key",
    ("cli/site.py", "storage"): "set-up migrates",
    ("cli/site.py", "gateways"): "set-up makes keys, serving opens the port",
    ("cli/erase.py", "storage"): "erasing the site drops every table",
    ("cli/erase.py", "gateways"): "and destroys every key",
    ("cli/serving.py", "gateways"): "and agrees with pages by files which folder is served",
}
WORDS = {  # a library and the only shelves that say it
    "wtforms": {"web"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "cryptography": {"gateways"},
    "smtplib": {"gateways"},
    "argon2": {"gateways"},
    "segno": {"gateways"},
    "PIL": {"gateways"},
    "socket": {"gateways"},
    "xlsxwriter": {"gateways"},
    "dkim": {"gateways"},
    "click": {"cli"},
    "marshmallow": {"api"},
    "flask_smorest": {"api"},
    "webargs": {"api"},
    "markdown_it": {"domain", "web"},
    "nh3": {"domain", "web"},
}
WORKER = {"services/erasure.py", "services/periods.py", "services/releases.py", "services/rollover.py"}
DOORS = {
    "forms_app.domain.disclosure": {"domain/plans.py", "domain/publications.py", "domain/tallies.py"},
    "forms_app.storage.ballots_batch": WORKER | {"services/selftests.py"},
    "forms_app.storage.ballots_traces": {"services/erasure.py", "services/releases.py", "services/upkeep.py"},
    "forms_app.gateways.ballot_keys": WORKER | {"cli/erase.py", "services/selftests.py"},
    "forms_app.storage.people_texts": {"services/texts.py", "storage/people_comments.py", "storage/schema.py"},
    "forms_app.storage.people_comments": {"services/comments.py", "services/texts.py", "storage/schema.py"},
    "forms_app.storage.people_notices": {"services/notices.py", "services/result_mails.py", "storage/schema.py"},
    "forms_app.storage.people_microdata": {"services/microdata.py", "storage/schema.py"},
    "forms_app.storage.people_messages": {
        "services/erasures.py",
        "services/inbox.py",
        "services/inbox_teams.py",
        "storage/schema.py",
    },
    "forms_app.storage.people_mailboxes": {"services/mailboxes.py", "storage/schema.py"},
    "forms_app.storage.people_prizes": {"services/erasures.py", "services/prize_people.py", "storage/schema.py"},
    "forms_app.gateways.smtp": {"services/outbox.py"},
    "forms_app.storage.people_outbox": {
        "services/outbox.py",
        "storage/people_issues.py",
        "storage/people_moves.py",
        "storage/people_policy_mails.py",
        "storage/schema.py",
    },
    "forms_app.storage.people_moves": {
        "services/held/newsletters.py",
        "services/list_moves.py",
        "services/move_mails.py",
        "storage/schema.py",
    },
    "forms_app.storage.people_subscribers": {
        "services/bounces.py",
        "services/erasures.py",
        "services/held/newsletters.py",
        "services/issues.py",
        "services/imports.py",
        "services/issue_mails.py",
        "services/move_mails.py",
        "services/policy_mails.py",
        "services/subscribers.py",
        "services/subscriptions.py",
        "services/topics.py",
        "storage/people_issues.py",
        "storage/people_moves.py",
        "storage/people_policy_mails.py",
        "storage/schema.py",
    },
    "forms_app.storage.people_visitor_accounts": {
        "services/erasures.py",
        "services/visitor_accounts.py",
        "storage/people_policy_mails.py",
        "storage/schema.py",
    },
    "forms_app.gateways.webhooks": {"services/webhooks.py"},
    "forms_app.storage.people_webhooks": {"services/webhooks.py", "storage/schema.py"},
    "forms_app.storage.people_accounts": {"services/accounts.py", "storage/schema.py", "web/accounts.py"},
}


def shelf(path):
    return path.relative_to(ROOT).parts[0]


def name(path):
    return path.relative_to(ROOT).as_posix()


def imports(path):
    """Every dotted name a file imports, from-imports with the name they take."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


SHELVED = [path for path in FILES if shelf(path) in LOWER]


@pytest.mark.parametrize("path", SHELVED, ids=name)
def test_imports_go_one_way(path):
    own = {line.split(".")[1] for line in imports(path) if line.startswith("forms_app.")}
    allowed = LOWER[shelf(path)] | {to for (file, to) in EXCEPTIONS if file == name(path)}
    assert own <= allowed


@pytest.mark.parametrize("path", SHELVED, ids=name)
def test_each_library_is_said_on_its_shelf_alone(path):
    said = {line.split(".")[0] for line in imports(path)}
    assert {word for word in said if shelf(path) not in WORDS.get(word, {shelf(path)})} == set()


@pytest.mark.parametrize("door", DOORS)
def test_guarded_modules_are_reached_through_their_door(door):
    inside = door.removeprefix("forms_app.").replace(".", "/") + "/"
    outside = [path for path in FILES if not name(path).startswith(inside)]
    users = {name(path) for path in outside if any(f"{line}.".startswith(f"{door}.") for line in imports(path))}
    assert users <= DOORS[door]


@pytest.mark.parametrize("path", sorted((ROOT / "domain").rglob("*.py")), ids=name)
def test_the_domain_has_no_clock_no_chance_and_no_framework(path):
    said = {line.split(".")[0] for line in imports(path)}
    assert not said & {"flask", "random", "secrets", "time", "os", "requests"}
    assert "datetime.now" not in path.read_text()


def test_services_know_no_request():
    for path in (ROOT / "services").rglob("*.py"):
        assert not {line for line in imports(path) if line.startswith("flask.")}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_and_functions_stay_small(path):
    text = path.read_text()
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    long = [f.name for f in functions if f.end_lineno - f.lineno >= 40]
    assert (text.count("\n") <= 300, long) == (True, [])
    assert ast.get_docstring(ast.parse(text))


def test_every_exception_is_still_needed():
    for file, to in EXCEPTIONS:
        assert any(line.startswith(f"forms_app.{to}") for line in imports(ROOT / file))
