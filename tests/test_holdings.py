"""What is held under an address, whoever holds it: given out, erased, and erased again when a backup brings it back."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from forms_app.domain.held import TABLES
from forms_app.services import (
    admission,
    contests,
    erasures,
    forms,
    holdings,
    inbox,
    invitations,
    mail_setup,
    prize_people,
)
from forms_app.services.subscriptions import subject_of
from tests import make
from tests.contests import story

ME, OTHER = "me@example.org", "other@example.org"
NOW = datetime.now(UTC)
WHAT_STAYS = {"Do-not-mail list"}
PLACES = ("message", "invited", "prize_person")


def write(address):
    token = inbox.issue_token(nonce=address[:15].ljust(15).encode(), now=NOW)
    inbox.receive(token=token, words="Hello", email=address, now=NOW)


def invite(*addresses):
    mail_setup.remember_tested()
    forms.import_form(definition=make.definition(id="codes1"), slug="codes")
    admission.choose_who(slug="codes", who="codes", password="")
    others = [f"person{number}@example.org" for number in range(10)]
    invitations.invite(slug="codes", typed="\n".join([*addresses, *others]), now=NOW)


def rows(app):
    with app.extensions["databases"]["people"].connect() as connection:
        return {table: connection.execute(text(f"SELECT * FROM {table}")).mappings().all() for table in PLACES}


def put_back(app, kept):
    with app.extensions["databases"]["people"].begin() as connection:
        for table, found in kept.items():
            connection.execute(text(f"DELETE FROM {table}"))
            for row in found:
                marks = ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"), dict(row))


@pytest.fixture
def held(app):
    story.open_now()
    standing = contests.get_standing(slug=story.SLUG, now=NOW)
    for number, address in enumerate((ME, OTHER)):
        write(address)
        prize_people.keep_contact(standing.held, ticket=bytes([number]) * 32, address=address)
    invite(ME, OTHER)


def names_of(address):
    return {section.name for section in holdings.list_held(subject=subject_of(address))}


def test_messages_prizes_and_invitations_are_given_out_erased_and_stay_erased(app, held):
    everything = {"Messages you wrote", "What you left for prize draws", "Lists of people who are asked to answer"}
    assert (names_of(ME), names_of(ME.upper()), names_of("nobody@example.org")) == (everything, everything, set())
    kept = rows(app)
    holdings.erase(subject=subject_of(ME), today=NOW.date())
    assert (names_of(ME), names_of(OTHER)) == (WHAT_STAYS, everything)
    put_back(app, kept)
    assert names_of(ME) == everything | WHAT_STAYS
    assert erasures.replay(today=NOW.date()) == 3
    assert (names_of(ME), names_of(OTHER)) == (WHAT_STAYS, everything)


def test_every_holder_that_a_table_names_is_there():
    named = {by for table in TABLES.values() for by in (table.given_out_by, table.erased_by) if by}
    assert named == set(holdings.HOLDERS)
