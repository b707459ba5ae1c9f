"""When a version of the policy may be published, which is in force, how long it is announced, what statements say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from forms_app.domain import policies, policy_sources
from forms_app.domain.errors import Refused
from forms_app.domain.policies import PolicyDraft, PolicyVersion
from forms_app.domain.policy_comparisons import CHANGED, GONE, NEW, SAME, compare
from forms_app.domain.policy_facts import Facts
from forms_app.domain.policy_sources import READY_MADE
from forms_app.domain.policy_statements import STATEMENTS

TODAY = date(2026, 5, 1)
FACTS = Facts(name="Marlowe Lane", email="hello@example.org")


def version(number, published_on, effective_on=None, **given):
    words = {"title": "Privacy policy", "body": "Words.", "source": "Words.", "statements": {}, "language": "en"}
    made = {**words, "changelog": "It is new.", "is_material": True, **given}
    days = {"published_on": published_on, "effective_on": effective_on or published_on}
    return PolicyVersion(number=number, **days, **made)


FIRST = version(1, date(2025, 1, 1))
DRAFT = PolicyDraft(title="Privacy policy", source="Words.", changelog="One. Two. Three.")


def problems_of(draft, before, notice=30):
    with pytest.raises(Refused) as refusal:
        policies.ensure_publishable(draft, before, today=TODAY, notice=notice)
    return sorted(refusal.value.problems)


def day_of(draft, before, notice=30):
    return policies.ensure_publishable(draft, before, today=TODAY, notice=notice)


@pytest.mark.parametrize(
    ("draft", "before", "notice", "problems"),
    [
        (replace(DRAFT, effective_on=TODAY + timedelta(29)), [FIRST], 30, ["effective_on"]),
        (replace(DRAFT, effective_on=TODAY + timedelta(13)), [FIRST], 1, ["effective_on"]),
        (replace(DRAFT, is_material=False, effective_on=TODAY - timedelta(1)), [FIRST], 30, ["effective_on"]),
        (replace(DRAFT, changelog=""), [FIRST], 30, ["changelog"]),
        (replace(DRAFT, changelog="One. Two. Three. Four."), [FIRST], 30, ["changelog"]),
        (replace(DRAFT, title="", source=" \n"), [], 30, ["source", "title"]),
        (DRAFT, [FIRST, version(2, TODAY, TODAY + timedelta(40))], 30, ["effective_on"]),
        (replace(DRAFT, is_material=False, effective_on=TODAY), [version(1, TODAY)], 30, ["effective_on"]),
    ],
    ids=["soon", "under 14", "past", "no changelog", "four sentences", "empty", "two to come", "one a day"],
)
def test_what_may_not_be_published_says_why(draft, before, notice, problems):
    assert problems_of(draft, before, notice) == problems


def test_a_change_of_substance_is_announced_for_as_long_as_the_setting_says():
    assert day_of(DRAFT, [FIRST]) == TODAY + timedelta(30)
    assert day_of(DRAFT, [FIRST], notice=45) == TODAY + timedelta(45)
    assert day_of(replace(DRAFT, effective_on=TODAY + timedelta(30)), [FIRST]) == TODAY + timedelta(30)


def test_other_words_and_a_first_version_may_take_effect_at_once():
    assert day_of(replace(DRAFT, is_material=False), [FIRST]) == TODAY
    assert day_of(replace(DRAFT, changelog=""), []) == TODAY


def test_the_version_in_force_changes_with_the_day():
    versions = [FIRST, version(2, date(2026, 5, 1), date(2026, 6, 1)), version(3, date(2026, 7, 1))]
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2026, 5, 31), date(2026, 6, 1), date(2026, 7, 1)]
    found = [policies.in_force(versions, day) for day in days]
    assert [one and one.number for one in found] == [None, 1, 1, 2, 3]
    assert policies.to_come(versions, date(2026, 5, 31)).number == 2
    assert policies.to_come(versions, date(2026, 7, 1)) is None


def test_a_change_is_announced_from_its_publication_until_thirty_days_after_it_takes_effect():
    versions = [FIRST, version(2, date(2026, 5, 1), date(2026, 6, 1))]
    days = [date(2025, 1, 1), date(2026, 4, 30), date(2026, 5, 1), date(2026, 7, 1), date(2026, 7, 2)]
    assert [bool(policies.announced(versions, day)) for day in days] == [False, False, True, True, False]


def test_another_word_or_day_has_another_fingerprint():
    changed = [replace(FIRST, body="Other."), replace(FIRST, effective_on=TODAY), replace(FIRST, title="x")]
    assert len({one.fingerprint for one in [FIRST, *changed]}) == 4
    assert replace(FIRST, sha256=FIRST.fingerprint).is_whole
    assert not replace(FIRST, sha256=FIRST.fingerprint, body="Other.").is_whole


@pytest.mark.parametrize(
    ("text", "number"), [("", 0), ("One", 1), ("One. Two! Three?", 3), ("Version 2.1 is out.", 1), ("Well... yes.", 2)]
)
def test_sentences_are_counted(text, number):
    assert policies.count_sentences(text) == number


def said(source=READY_MADE, facts=FACTS):
    return policy_sources.expand(source, facts, lambda sentence: sentence.said(str))


def test_the_ready_made_policy_has_a_place_for_every_statement():
    assert policy_sources.named(READY_MADE) == sorted(STATEMENTS, key=READY_MADE.index)
    assert "{" not in said()


OTHERWISE = {
    "messages": {"messages_kept": 90},
    "prizes": {"draws_prizes": True},
    "vouchers": {"gives_vouchers": True},
    "one_voucher_each": {"confirms_mailboxes": True},
    "invitations": {"invites": True},
    "who": {"telephone": "+44 20 7946 0123"},
    "polls": {"has_polls": True},
    "details": {"asks_details": True, "details_kept": 30, "details_seen_by": ("Makes forms",)},
    "comments": {"has_comments": True},
    "newsletters": {"newsletters": 2},
    "mail": {"sends_mail": True},
    "marks": {"marks_kept": 72},
    "logs": {"counts_addresses": False},
    "protection": {"keys_apart": True},
    "rights": {"answered_within": 2},
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_a_statement_follows_its_fact_and_no_other_does(name):
    changed = replace(FACTS, **OTHERWISE[name])
    names = [one for one in STATEMENTS if said(f"{{{one}}}") != said(f"{{{one}}}", changed)]
    assert names == [name]


def test_what_is_not_so_is_not_said_and_leaves_no_gap():
    assert "newsletters" not in said("{who}\n\n{newsletters}\n\nOwn words.\n")
    assert "\n\n\n" not in said()


def test_what_the_program_does_and_a_policy_leaves_out_is_found():
    assert "cookies" in policy_sources.left_out("Own words.", FACTS)
    assert "newsletters" not in policy_sources.left_out("Own words.", FACTS)
    assert policy_sources.left_out(READY_MADE, FACTS) == []


def test_a_statement_that_is_unknown_is_refused():
    typed = {"title": "x", "source": "{cookies}\n\n{biscuits}\n", "changelog": ""}
    with pytest.raises(Refused) as refusal:
        policies.read_draft(typed)
    assert str(refusal.value.problems["source"]) == "There is no statement called {biscuits}."


def test_two_versions_are_compared_paragraph_by_paragraph_and_word_by_word():
    old = "Same.\n\nWe keep it for two days at most.\n\nThis one goes away completely."
    new = "Same.\n\nWe keep it for three days at most.\n\nSomething else altogether came in here."
    rows = compare(old, new)
    assert [row.kind for row in rows] == [SAME, CHANGED, GONE, NEW]
    assert [piece.text for piece in rows[1].old if piece.is_marked] == ["two"]
    assert [piece.text for piece in rows[1].new if piece.is_marked] == ["three"]
