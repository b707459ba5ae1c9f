"""A site by its calendar: each gift stays under its policy, a new one is told, and what was erased stays erased."""

from datetime import UTC, date, datetime, timedelta

import pytest

from forms_app.domain import policies as rules
from forms_app.domain.subscriber_lists import Row
from forms_app.services import backups, forms, holdings, imports, inbox, policies, releases, sending, topics, upkeep
from forms_app.services.subscriptions import subject_of
from tests import lived, make

ADA, EVE, KIM = "ada@visitor.example", "eve@visitor.example", "kim@visitor.example"
FIRST_DAY = date(2027, 3, 1)
DETAILS, MESSAGES, GETS = "Details you left with forms", "Messages you wrote", "Newsletters you get"
FORM = make.form(make.question("quest1"), make.detail())  # details go after 30 days
STAYS = {"Do-not-mail list", "What you agreed to and refused"}


def day(number):
    return FIRST_DAY + timedelta(days=number)


def noon(number):
    return datetime.combine(day(number), datetime.min.time(), UTC) + timedelta(hours=12)


def publish(number, changelog):
    draft = {"title": "Privacy policy", "source": f"Words. {changelog}", "changelog": changelog, "is_material": True}
    policies.save_draft(values={**draft, "effective_on": None}, revision=0)
    return policies.publish(account_id=1, revision=1, today=day(number), say=str, language="en")


def submit(number, address):
    lived.answer(noon(number).isoformat()[:13], 1, slug="raffle", quest1="yes000", email1=address)


def write(number, address):
    token = inbox.issue_token(nonce=f"{address}{number}".encode()[:15].ljust(15), now=noon(number))
    inbox.receive(token=token, words="Is there milk in it?", email=address, now=noon(number))


def sections(address):
    return {section.name: section.rows for section in holdings.list_held(subject=subject_of(address))}


def versions_of(address):
    return [row["Version of the privacy policy"] for row in sections(address)[DETAILS]]


def announced(number):
    found = rules.announced(policies.list_versions(), day(number))
    return found and found.number


def mails(number):
    while sending.run(now=noon(number)).tried:
        pass


def restore(app, number, older, phrase):
    """As a process of its own: a session of accounts that is still open would hold it up."""
    app.extensions["accounts"].db.session.remove()
    return backups.restore(path=older, passphrase_file=phrase, today=day(number))[1]


@pytest.fixture
def begun(app, mail_works):
    """Day 0: the first policy, a form, a newsletter with two readers; two people give details, one writes."""
    publish(0, "It is the first.")
    forms.import_form(definition=FORM, slug="raffle")
    forms.open_form(slug="raffle", now=noon(0))
    releases.run(now=noon(0))
    topic = topics.make_topic(values={"name": "Bars", "description": "x", "frequency": "y"})
    imports.take_over(topic=topic, rows=[Row(n, one, day(0), "shop") for n, one in enumerate((ADA, EVE))], today=day(0))
    for address in (ADA, EVE):
        submit(0, address)
    write(0, ADA)


def test_a_policy_changes_a_person_is_erased_and_an_older_copy_brings_nothing_of_hers_back(app, begun, peer, tmp_path):
    phrase, older = tmp_path / "phrase", tmp_path / "older"
    phrase.write_text("four words in a row\n")
    assert (versions_of(ADA), announced(9)) == (["1"], None)

    second = publish(10, "We ask for the age too.")
    assert (second.effective_on, [announced(n) for n in (10, 39, 70, 71)]) == (day(40), [2, 2, 2, None])
    mails(10)
    mails(11)
    assert sorted(peer.recipients) == [ADA, EVE]
    submit(11, KIM)  # the second is announced and not in force
    assert versions_of(KIM) == ["1"]
    backups.create(path=older, passphrase_file=phrase, now=noon(12))

    holdings.erase(subject=subject_of(ADA), today=day(13))
    assert sections(ADA).keys() <= STAYS
    assert restore(app, 14, older, phrase) >= 3
    assert sections(ADA).keys() <= STAYS
    assert {DETAILS, GETS} <= sections(EVE).keys()
    mails(15)
    assert sorted(peer.recipients) == [ADA, EVE]  # the copy knew that they were told

    upkeep.purge_people(today=day(30))
    assert (DETAILS in sections(EVE), DETAILS in sections(KIM)) == (False, True)  # the second made nothing last longer
    submit(41, EVE)
    assert (versions_of(EVE), versions_of(KIM)) == (["2"], ["1"])
    restore(app, 42, older, phrase)
    assert sections(ADA).keys() <= STAYS
    assert DETAILS not in sections(EVE)  # their key went with its day, and what came later is in no older copy
    assert [one.number for one in policies.list_versions()] == [1, 2]
    assert all(one.is_whole for one in policies.list_versions())
