"""A site moves from SQLite to PostgreSQL and back by its two backups: every row the same, and it goes on working."""

import json
import re
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from forms_app import create_app
from forms_app.domain.subscriber_lists import Row
from forms_app.services import (
    activity,
    backups,
    forms,
    holdings,
    imports,
    inbox,
    issues,
    list_moves,
    mail_setup,
    outbox,
    policies,
    requests,
    site,
    topics,
)
from forms_app.services.subscriptions import subject_of
from forms_app.settings import from_environment
from forms_app.storage import copies as stored
from tests import make
from tests.contests import story

NOW = datetime.now(UTC)
ADA = "ada@example.org"
MAIL = {"FORMS_MAIL_HOST": "127.0.0.1", "FORMS_MAIL_SENDER": "n@example.org"}
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("urls", ["sqlite"], indirect=True),
    pytest.mark.parametrize("settings", [MAIL], indirect=True),
]


def live(app, client):
    """Rows of every sort of column: numbers, words in many letters, days, instants, bytes, yes and no."""
    make.account(app, "admin@example.org", role="administrator")
    site.change_site(kept={"name": "Šokoláda ☕", "zone": "Europe/Prague"})
    mail_setup.remember_tested()
    slug = make.open_form("raffle", make.form(make.question("quest1"), make.detail()))
    token = make.token_in(client.get(f"/f/{slug}"))
    client.post(f"/f/{slug}", data={"token": token, "quest1": "yes000", "email1": ADA})
    story.open_now()
    make.publish(slug, 40)
    write()
    values = {"title": "Privacy", "source": "Words.", "changelog": "New.", "is_material": True, "effective_on": None}
    policies.save_draft(values=values, revision=0)
    policies.publish(account_id=1, revision=1, today=NOW.date(), say=str, language="en")
    subscribe()
    requests.ask(subject=subject_of(ADA), kind="correct", address=ADA, words="My name", now=NOW, id_=b"r" * 16)


def write():
    token = inbox.issue_token(nonce=b"n" * 15, now=NOW)
    inbox.receive(token=token, words="Žádné\nořechy? 🍫", email=ADA, now=NOW)


def subscribe():
    topic = topics.make_topic(values={"name": "Bars", "description": "x", "frequency": "y"})
    imports.take_over(topic=topic, rows=[Row(1, ADA, NOW.date(), "shop")], today=NOW.date())
    issue = issues.get_issue(topic=topic, id_=issues.make_issue(topic=topic, zone="UTC"))
    issues.write_issue(issue=issue, values={"subject": "s", "body": "b"}, revision=0)
    issue = issues.get_issue(topic=topic, id_=issue.id)
    issues.send(issue=issue, revision=issue.revision, at=NOW + timedelta(days=9))
    list_moves.begin(topic=topic, goes_to="Elsewhere", now=NOW)


RENEWED = re.compile(r'"fs_uniquifier": "\w+"|"update_datetime": \{[^}]*\}')


def lines():
    """Every row of both databases, in an order that no engine decides; a restore ends every session of an account."""
    found = (json.dumps(line, sort_keys=True) for line in stored.rows())
    return sorted(RENEWED.sub("", line) for line in found)


@contextmanager
def moved(app, folder, urls, phrase, number):
    """The site as it stands on other databases, in an empty folder, made from two backups."""
    file, keys = folder / f"copy{number}", folder / f"keys{number}"
    with app.app_context():
        backups.create(path=file, passphrase_file=phrase, now=NOW)
        backups.back_up_keys(path=keys, passphrase_file=phrase, now=NOW)
    given = {"FORMS_INSTANCE": str(folder / f"there{number}"), "FORMS_RATE_LIMIT": "off", "FORMS_MINIMUM_SECONDS": "0"}
    given |= {**MAIL, **urls}
    made = create_app(from_environment(given))
    with made.app_context():
        backups.restore_keys(path=keys, passphrase_file=phrase, today=NOW.date())
        backups.restore(path=file, passphrase_file=phrase, today=NOW.date())
    there = create_app(made.extensions["settings"])
    try:
        with there.app_context():
            yield there
    finally:
        for each in (made, there):
            for engine in each.extensions["databases"].values():
                engine.dispose()


def works(app):
    """What was kept opens there, the log holds, and what is made anew takes no number that is in use."""
    names = {section.name for section in holdings.list_held(subject=subject_of(ADA))}
    assert {"Details you left with forms", "Messages you wrote", "Newsletters you get"} <= names
    assert activity.verify()[0] == 0
    made = make.account(app, f"new{len(app.test_cli_runner().invoke(args=['accounts', 'list']).output)}@example.org")
    assert make.sign_in(app, made).get("/staff/results").status_code == 200
    assert {form.slug for form in forms.list_forms()} >= {"raffle"}
    assert outbox.list_waiting()[1] >= 1


@pytest.mark.slow
def test_from_sqlite_to_postgresql_and_back_every_row_is_the_same_and_the_site_works(
    app, client, tmp_path, copies, monkeypatch
):
    monkeypatch.setenv("PGTZ", "Asia/Tokyo")  # whatever clock a session of PostgreSQL has
    live(app, client)
    phrase = tmp_path / "phrase"
    phrase.write_text("four words in a row\n")
    with ExitStack() as stack:
        before = lines()
        there = stack.enter_context(moved(app, tmp_path, stack.enter_context(copies.postgres()), phrase, 1))
        assert without_log(lines()) == without_log(before)
        works(there)
        between = lines()
        back = stack.enter_context(moved(there, tmp_path, {}, phrase, 2))
        assert without_log(lines()) == without_log(between)
        works(back)


def without_log(found):
    """Making a backup is itself a deed in the log."""
    return [line for line in found if '"activity"' not in line]
