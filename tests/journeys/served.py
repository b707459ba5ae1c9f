"""A whole site of this process on a free port, and what people who work there do to it."""

import logging
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import text
from werkzeug.serving import make_server

from forms_app import create_app
from forms_app.cli.worker import try_forms
from forms_app.domain import ballots
from forms_app.domain.demo import SITE
from forms_app.gateways import ballot_keys
from forms_app.gateways.site_keys import make_keys
from forms_app.services import erasure, forms, releases, selftests, site, submissions, texts, versions
from forms_app.settings import from_environment
from forms_app.storage import schema
from tests import make

HOST = "127.0.0.1"
QUICK = {"FORMS_RATE_LIMIT": "off", "FORMS_MINIMUM_SECONDS": "0"}


@dataclass(frozen=True)
class Account:
    email: str
    password: str


@dataclass(frozen=True)
class Served:
    app: Flask
    url: str
    kept_accounts: dict[str, Account] = field(default_factory=dict)
    sessions: dict[str, Any] = field(default_factory=dict)  # cookies of each role's kept account

    def open_form(self, slug: str = "", **changes: object) -> str:
        """A form of its own that takes answers, unless its schedule says later; returns its link name."""
        definition = make.definition(id=uuid.uuid4().hex[:6], **changes)
        with self.app.app_context():
            slug = forms.import_form(definition=definition, slug=slug or f"form-{definition.id}")
            forms.open_form(slug=slug, now=datetime.now(UTC))
            releases.run(now=datetime.now(UTC))
        return slug

    def draft(self, slug: str, **changes: object) -> None:
        with self.app.app_context():
            forms.import_form(definition=make.definition(id=uuid.uuid4().hex[:6], **changes), slug=slug)

    def test(self) -> None:
        """The daily test of every open form."""
        with self.app.app_context():
            list(try_forms(now=datetime.now(UTC)))

    def note_fault(self, slug: str, outcome: str) -> None:
        with self.app.app_context():
            form = forms.get_form(slug=slug)
            selftests.keep_outcome(form_id=form.id, outcome=outcome, now=datetime.now(UTC))

    def dress(self) -> None:
        """Say whose site it is, in its own colour and with a logo."""
        out = BytesIO()
        Image.new("RGB", (300, 120), (29, 92, 58)).save(out, "PNG")
        said = {**SITE, "telephone": "+44 20 7946 0123", "accent": "#1d5c3a"}
        with self.app.app_context():
            site.change_site(kept=said)
            site.set_logo(logo=site.read_logo(out.getvalue()))

    def close_form(self, slug: str) -> None:
        with self.app.app_context():
            forms.close_form(slug=slug, now=datetime.now(UTC))

    def count(self, *, after: timedelta = timedelta(seconds=1)) -> None:
        """Count every closed form as if this much later."""
        with self.app.app_context():
            releases.run(now=datetime.now(UTC) + after)

    def erase(self) -> None:
        """Do what staff asked to be deleted."""
        with self.app.app_context():
            erasure.run(now=datetime.now(UTC) + timedelta(seconds=1))

    def archive(self, slug: str) -> None:
        with self.app.app_context():
            forms.archive_form(slug=slug, now=datetime.now(UTC))

    def publish(self, slug: str, *, months: list[int]) -> None:
        """A report of so many invented people for each month."""
        with self.app.app_context():
            make.publish(slug, *months)

    def announce_questions(self, slug: str, **changes: object) -> datetime:
        """Let other questions be asked from the next bound on; returns when that is."""
        with self.app.app_context():
            definition = make.definition(id=forms.get_form(slug=slug).id, **changes)
            form, _ = versions.replace_questions(slug=slug, definition=definition, now=datetime.now(UTC))
        return form.changes_at or datetime.now(UTC)

    def change_questions(self, slug: str, **changes: object) -> None:
        """Replace them, as if the change had come and the old answers were counted."""
        changes_at = self.announce_questions(slug, **changes)
        with self.app.app_context():
            releases.run(now=changes_at)
            releases.run(now=changes_at + timedelta(hours=12))

    def correct_wording(self, slug: str, **changes: object) -> None:
        with self.app.app_context():
            definition = make.definition(id=forms.get_form(slug=slug).id, **changes)
            versions.correct_wording(slug=slug, definition=definition, now=datetime.now(UTC))

    def counted(self, slug: str, *, people: int = 100, **changes: object) -> None:
        """A form of its own with results of so many people, whose answers are invented."""
        with self.app.app_context():
            make.counted(make.definition(id=uuid.uuid4().hex[:6], **changes), slug=slug, people=people)

    def commented(self, words: list[str], *, quotable: bool = False) -> str:
        """A form of its own with results, and with these comments on its second question; returns its link name."""
        slug = f"form-{secrets.token_hex(3)}"
        told = make.question("q2idea", "long_text", text="Another idea?", settings={"quotable": quotable})
        form = make.form(make.question("q1bars"), told, id=slug[-6:])
        with self.app.app_context():
            make.counted(form, slug=slug, people=60)
            make.versioned(form)
            pairs, until = [("q2idea", one) for one in words], date(2031, 6, 30)
            texts.keep_texts(form_id=form.id, batch=1, texts=pairs, delete_on=until, is_final=True)
        return slug

    def answer(self, slug: str, times: int, **given: str) -> None:
        """That many visitors send the same answers."""
        client = self.app.test_client(use_cookies=False)
        for _ in range(times):
            token = make.token_in(client.get(f"/f/{slug}"))
            sent = client.post(f"/f/{slug}", data={"token": token, **given})
            if sent.status_code != 200:
                raise AssertionError(f"{slug} answered {sent.status_code}")

    def token(self, slug: str, *, age: timedelta = timedelta()) -> str:
        """A token of a page that was shown this long ago."""
        with self.app.app_context():
            form = forms.get_form(slug=slug)
            return submissions.issue_token(form=form, nonce=secrets.token_bytes(15), now=datetime.now(UTC) - age)

    def stored(self, slug: str) -> int:
        """How many people's answers to this form are kept."""
        with self.app.app_context():
            form_id = forms.get_form(slug=slug).id
        query = text("SELECT count(*) FROM ballot WHERE form_id = :id")
        with self.app.extensions["databases"]["ballots"].connect() as connection:
            return int(connection.execute(query, {"id": form_id}).scalar_one())

    def answers(self, slug: str) -> list[dict[str, Any]]:
        """What everybody who sent this form is counted with."""
        query = text("SELECT id, body FROM ballot WHERE form_id = :id")
        with self.app.app_context():
            form_id = forms.get_form(slug=slug).id
            key = ballot_keys.find_key(form_id, 1)
            with self.app.extensions["databases"]["ballots"].connect() as connection:
                rows = connection.execute(query, {"id": form_id}).all()
            opened = [key.open_ballot(body, form_id=form_id, period=1, ballot_id=id_) for id_, body in rows]
        return [ballots.unpack(packed)[1] for packed in opened]

    def kept_account(self, role: str = "manager") -> Account:
        """One account for all who neither sign out nor change its password."""
        if role not in self.kept_accounts:
            self.kept_accounts[role] = self.account(role)
        return self.kept_accounts[role]

    def account(self, role: str = "manager") -> Account:
        email = f"{uuid.uuid4().hex[:8]}@example.org"
        made = self.app.test_cli_runner().invoke(args=["accounts", "create", email, "--role", role])
        return Account(email, made.output.split()[-1])


@contextmanager
def serving(folder: Path, **given: str) -> Iterator[Served]:
    """The application with these settings, answering browsers until the block ends."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    settings = from_environment({"FORMS_INSTANCE": str(folder), **QUICK, **given})
    make_keys(settings.people_keys)
    app = create_app(settings)
    schema.upgrade(app.extensions["databases"])
    server = make_server(HOST, 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Served(app, f"http://{HOST}:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        for engine in app.extensions["databases"].values():
            engine.dispose()
