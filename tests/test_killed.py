"""Killed at any statement, commit or file operation of sending, releasing, key making: none lost, none doubled."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Date, text

from forms_app.gateways import ballot_keys, people_keys
from forms_app.services import forms, releases, reports
from forms_app.services.texts import PURPOSE
from tests import make
from tests.killing import killed_at

pytestmark = pytest.mark.slow
PEOPLE = 10
MOST_STEPS = 1_000  # a deed whose moves grow with every form before it has no last one


def steps_of(deed, *, every=1):
    """1, 2, 3 ..., or in larger strides, as long as the deed is still killed; returns the first at which it was not."""
    return next(step for step in range(1, MOST_STEPS, every) if not deed(step))


def rows(app, bind, query, **values):
    with app.extensions["databases"][bind].connect() as connection:
        return connection.execute(text(query), values).all()


def send(app, *, slug, data):
    assert app.test_client(use_cookies=False).post(f"/f/{slug}", data=data).status_code == 200


def release(app, *, now):
    releases.run(now=now)


def page_of(client, slug, idea):
    return {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o2pear", "q2idea": idea}


def imported(number):
    """A form of its own for each step, open, but without a key."""
    slug = f"form-{number}"
    forms.import_form(definition=make.definition(id=f"k{number:05d}"), slug=slug)
    return forms.open_form(slug=slug, now=datetime.now(UTC))


def answer_and_close(client, form):
    for person in range(PEOPLE):
        data = page_of(client, form.slug, f"idea {person}")
        assert client.post(f"/f/{form.slug}", data=data).status_code == 200
    return forms.close_form(slug=form.slug, now=datetime.now(UTC))


def kept_texts(app, form_id):
    query = text("SELECT id, delete_on, body FROM text WHERE form_id = :form_id").columns(delete_on=Date)
    with app.extensions["databases"]["people"].connect() as connection:
        found = connection.execute(query, {"form_id": form_id}).all()
    return sorted(
        people_keys.open_sealed(
            row.body, purpose=PURPOSE, form_id=form_id, delete_on=row.delete_on, row_id=row.id
        ).decode()
        for row in found
    )


def published(app, form_id):
    return rows(app, "site", "SELECT body FROM publication WHERE form_id = :form_id", form_id=form_id)


def test_a_sender_killed_anywhere_sends_again_and_is_counted_once(app, client, settings):
    slug = make.open_form()
    stored_before_death = set()

    def send_killed(step):
        data = page_of(client, slug, f"idea {step}")
        killed = killed_at(step, settings, send, slug=slug, data=data)
        stored_before_death.add(rows(app, "ballots", "SELECT count(*) FROM ballot")[0][0] - step + 1)
        assert client.post(f"/f/{slug}", data=data).status_code == 200
        assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(step,)]
        return killed

    steps = steps_of(send_killed)
    assert stored_before_death == {0, 1}
    closed = forms.close_form(slug=slug, now=datetime.now(UTC))
    releases.run(now=datetime.now(UTC))
    assert [report["n"] for report in reports.get_reports(slug=slug)["reports"]] == [steps]
    assert kept_texts(app, closed.id) == sorted(f"idea {step}" for step in range(1, steps + 1))


def test_a_release_killed_anywhere_is_finished_once(app, client, settings):
    published_before_death = set()

    def release_killed(step):
        form = imported(step)
        releases.run(now=datetime.now(UTC))
        answer_and_close(client, form)
        killed = killed_at(step, settings, release, now=datetime.now(UTC))
        stood = published(app, form.id)
        published_before_death.add(len(stood))
        releases.run(now=datetime.now(UTC))
        assert published(app, form.id) == (stood or published(app, form.id))
        ensure_counted_once(app, settings, form)
        return killed

    steps_of(release_killed)
    assert published_before_death == {0, 1}


def test_a_worker_killed_anywhere_while_it_makes_keys_makes_them_once(app, client, settings):
    def preparing_killed(step):
        form = imported(step)
        killed = killed_at(step, settings, release, now=datetime.now(UTC))
        releases.run(now=datetime.now(UTC))
        found = "SELECT period, public_key FROM form_state WHERE form_id = :form_id"
        assert rows(app, "ballots", found, form_id=form.id) == [(1, ballot_keys.find_key(form.id, 1).public_key)]
        answer_and_close(client, form)
        releases.run(now=datetime.now(UTC))
        ensure_counted_once(app, settings, form)
        return killed

    steps_of(preparing_killed)


def ensure_counted_once(app, settings, form):
    assert [report["n"] for report in reports.get_reports(slug=form.slug)["reports"]] == [PEOPLE]
    assert kept_texts(app, form.id) == sorted(f"idea {person}" for person in range(PEOPLE))
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]
    assert rows(app, "ballots", "SELECT state FROM form_state WHERE form_id = :id", id=form.id) == [("released",)]
    assert [path.name for path in settings.ballot_keys.iterdir()] == ["worker.lock"]
