"""A database that breaks off, is slow or away: the deed is done again as a whole, once, then given up politely."""

import contextvars
import socket
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from forms_app import create_app
from forms_app.cli.refusals import UNAVAILABLE
from forms_app.domain.errors import Unavailable
from forms_app.services import forms
from forms_app.storage import forms as store
from forms_app.storage.database import connection, reading, transaction
from tests import make
from tests.conftest import Visitor
from tests.databases import POSTGRES

on_postgres = pytest.mark.parametrize("urls", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)


def end_own_connection():
    """What a restart of the server does to a deed."""
    own = connection("site").execute(text("SELECT pg_backend_pid()")).scalar_one()
    end_connections("pid = :own", own=own)


def end_connections(where, **values):
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as made:
        made.execute(text(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {where}"), values)
    admin.dispose()


def give_way(state):
    connection("site").execute(text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$"))


def deed_broken_off(*breaks):
    """A deed of two steps with a break in the midst of each try, and the list of its tries."""
    tries = []

    @transaction("site")
    def deed():
        tries.append(len(tries) + 1)
        store.add_draft(make.definition(), "flavours")
        second_step()

    @transaction("site")
    def second_step():
        for wreck in breaks[len(tries) - 1 : len(tries)]:
            wreck()
        store.add_draft(make.definition(id="other1"), "other")

    return deed, tries


@on_postgres
@pytest.mark.parametrize(
    "wreck", [end_own_connection, lambda: give_way("40001"), lambda: give_way("40P01")], ids=["lost", "serial", "dead"]
)
def test_a_deed_broken_off_is_done_once_more_as_a_whole(app, wreck):
    deed, tries = deed_broken_off(wreck)
    deed()
    assert tries == [1, 2]
    assert [form.slug for form in forms.list_forms()] == ["flavours", "other"]


@on_postgres
def test_a_deed_broken_off_twice_is_given_up_and_leaves_nothing(app):
    deed, tries = deed_broken_off(end_own_connection, end_own_connection)
    with pytest.raises(Unavailable):
        deed()
    assert tries == [1, 2]
    assert forms.list_forms() == []


@on_postgres
def test_connections_lost_while_idle_are_replaced_unseen(app, client):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt"}
    end_connections("datname LIKE :name", name=f"%{app.extensions['settings'].site_database[-12:]}")
    end_connections("datname LIKE :name", name=f"%{app.extensions['settings'].ballots_database[-12:]}")
    assert client.post(f"/f/{slug}", data=data).status_code == 200


@on_postgres
@pytest.mark.parametrize("settings", [{"FORMS_STATEMENT_TIMEOUT": "50"}], indirect=True)
def test_a_statement_that_takes_too_long_is_given_up_without_another_try(app):
    tries = []

    @reading("site")
    def read():
        tries.append(1)
        connection("site").execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(Unavailable):
        read()
    assert tries == [1]


@pytest.fixture(params=["closed", pytest.param("silent", marks=pytest.mark.slow)])
def away(request):
    """The address of a PostgreSQL that is not there, or takes connections and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if request.param == "silent":
            server.listen()
        yield f"postgresql+psycopg://postgres@127.0.0.1:{server.getsockname()[1]}/forms"


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("settings", [{"FORMS_CONNECT_TIMEOUT": "1"}], indirect=True)
def test_a_database_that_is_away_is_said_politely_and_the_answers_are_given_back(app, settings, client, away):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q2idea": "chestnut"}
    without_ballots = create_app(replace(settings, ballots_database=away))
    without_ballots.test_client_class = Visitor
    sent = without_ballots.test_client(use_cookies=False).post(f"/f/{slug}", data=data)
    assert (sent.status_code, "chestnut" in sent.text) == (503, True)
    without_site = create_app(replace(settings, site_database=away))
    without_site.test_client_class = Visitor
    asked = without_site.test_client(use_cookies=False).get(f"/f/{slug}")
    assert (asked.status_code, "The site is busy" in asked.text) == (503, True)
    listed = contextvars.Context().run(without_site.test_cli_runner().invoke, args=["forms", "list"])
    assert listed.output == f"Error: {UNAVAILABLE}\n"
