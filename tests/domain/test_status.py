"""How a form stands follows from its dates, its newest period, what was told and what was published."""

from dataclasses import replace

import pytest

from forms_app.domain import status_words
from forms_app.domain.forms import Form
from forms_app.domain.periods import Progress
from forms_app.domain.sentences import Sentence
from forms_app.domain.status import STEPS, Period, Status
from tests import make
from tests.lived import at

NOW = at("2026-07-12T12:00")
OPENED, CLOSED = at("2026-07-01T09:00"), at("2026-07-10T10:00")
OPEN = Form("k3f9a2", "flavours", 1, OPENED, None)
DONE = replace(OPEN, closes_at=CLOSED)


def standing(form=OPEN, newest=None, now=NOW, rhythm="close", **more):
    return Status(form, make.definition(rhythm=rhythm), now, newest=newest, **more)


def period(state, stage=None, number=1, begins=None, version=1):
    return Period(number, state, begins and at(begins), stage, version)


@pytest.mark.parametrize(
    ("form", "newest", "more", "phase"),
    [
        (Form("k3f9a2", "flavours", None, None, None), None, {}, "draft"),
        (replace(OPEN, opens_at=at("2026-08-01T09:00")), None, {}, "scheduled"),
        (OPEN, None, {}, "preparing"),
        (OPEN, period("open"), {}, "open"),
        (DONE, None, {}, "unused"),
        (DONE, period("open"), {}, "closing"),
        (DONE, period("counting"), {}, "closing"),
        (DONE, period("counting", "locking"), {}, "locking"),
        (DONE, period("counting", "counting"), {}, "counting"),
        (DONE, period("counting", "publishing"), {}, "publishing"),
        (DONE, period("counting", "publishing"), {"published": frozenset([1])}, "clearing"),
        (DONE, period("counting", "too few"), {}, "too few"),
        (DONE, period("counting", "missing"), {}, "missing"),
        (DONE, period("counting", "no key"), {}, "no key"),
        (DONE, period("released", "publishing"), {"published": frozenset([1])}, "counted"),
        (DONE, period("released", "too few"), {"published": frozenset([1]), "is_given_up": True}, "given up"),
    ],
)
def test_a_form_is_in_one_phase_and_every_phase_has_its_words(form, newest, more, phase):
    found = standing(form, newest, **more)
    assert found.phase == phase
    words = status_words.phase_words(found)
    assert (words is None) == (phase in ("draft", "open"))
    assert (found.step is not None) == (phase in STEPS)


def test_a_close_by_hand_waits_for_a_day_after_the_count_before_it():
    newest = period("open", number=2, begins="2026-07-12T00:00")
    waiting = standing(replace(OPEN, closes_at=NOW), newest, rhythm="week", published=frozenset([1]))
    assert (waiting.phase, waiting.next_count_at) == ("waiting", at("2026-07-13T00:00"))
    first = standing(replace(OPEN, closes_at=NOW), period("open", begins="2026-07-12T00:00"), rhythm="week")
    assert first.phase == "closing"


@pytest.mark.parametrize(
    ("published", "expected"), [(frozenset([1]), "2026-07-13T00:00"), (frozenset(), "2026-07-12T12:00")]
)
def test_before_closing_it_is_known_when_the_answers_would_be_counted(published, expected):
    found = standing(OPEN, period("open", number=2, begins="2026-07-12T00:00"), rhythm="week", published=published)
    assert found.count_after_closing_at == at(expected)


@pytest.mark.parametrize(
    ("answers", "said"), [(0, "fewer than 10 answers as of 14:00"), (20, "at least 20 answers as of 14:00")]
)
def test_answers_are_told_in_steps_of_ten_on_the_clock_of_the_form(answers, said):
    definition = make.definition(schedule={"zone": "Europe/Berlin"})
    found = Status(OPEN, definition, NOW, newest=period("open"), told=Progress(answers, NOW))
    assert status_words.told_words(found).said(str) == said


def test_nothing_is_told_of_answers_once_the_form_is_closed():
    assert status_words.told_words(standing(DONE, period("open"), told=Progress(20, NOW))) is None


def test_staff_are_reminded_only_of_what_is_near_and_short():
    near = standing(replace(OPEN, closes_at=at("2026-07-15T12:00")), period("open"), told=Progress(0, NOW))
    far = standing(replace(OPEN, closes_at=at("2026-07-15T12:01")), period("open"), told=Progress(0, NOW))
    enough = standing(near.form, period("open"), told=Progress(10, NOW))
    assert [one.closes_soon() for one in (near, far, enough)] == [True, False, True]
    assert [one.may_fall_short() for one in (near, far, enough)] == [True, False, False]


def test_a_sentence_shows_its_values_and_the_sentences_among_them_as_its_reader_asks():
    inner = Sentence("no %(what)s", {"what": "key"})
    outer = Sentence("as of %(day)s: %(fault)s", {"day": 3, "fault": inner})
    words = {"no %(what)s": "kein %(what)s", "as of %(day)s: %(fault)s": "am %(day)s: %(fault)s"}
    assert outer.said(lambda value: f"<{value}>", words.__getitem__) == "am <3>: kein <key>"


CHANGED = at("2026-07-12T00:00")


def replaced(form=OPEN, old="open", stage=None, **more):
    """A form whose questions were replaced: its first period and the one that follows it."""
    older = (period(old, stage),) if old else ()
    newest = period("open", number=2, begins="2026-07-12T00:00", version=2)
    return standing(replace(form, version=2), newest, older=older, version_begins_at=CHANGED, **more)


def more(status):
    return [sentence.said(str) for sentence in status_words.more_words(status)]


def test_pages_of_replaced_questions_are_told_of_until_their_answers_are_counted():
    said = (
        "pages with the former questions are taken until 2026-07-12 12:00:00+00:00; "
        "their answers are counted then, by themselves"
    )
    going, counting, done = replaced(), replaced(old="counting"), replaced(old=None, published=frozenset([1]))
    assert [more(one) for one in (going, counting, done)] == [[said], [], []]
    assert [one.phase for one in (going, counting, done)] == ["open"] * 3


@pytest.mark.parametrize(
    ("old", "stage", "published", "phase", "counted"),
    [
        ("open", None, [], "former first", "2026-07-13T12:00"),
        ("counting", "locking", [], "former first", "2026-07-13T12:00"),
        ("counting", "no key", [], "no key", "2026-07-13T12:00"),
        ("counting", "missing", [], "missing", "2026-07-13T12:00"),
        (None, None, [1], "waiting", "2026-07-13T12:00"),
    ],
)
def test_closed_by_hand_the_former_questions_are_counted_first_and_the_others_a_day_later(
    old, stage, published, phase, counted
):
    found = replaced(replace(OPEN, closes_at=NOW), old, stage, published=frozenset(published))
    assert (found.phase, found.count_after_closing_at) == (phase, at(counted))
    assert status_words.phase_words(found) is not None
    assert more(found) == []


def test_a_change_to_come_is_told_and_the_next_count_is_half_a_day_after_it():
    found = standing(replace(OPEN, changes_at=at("2026-07-15T00:00")), period("open"), told=Progress(0, NOW))
    assert (found.next_count_at, found.has_one_count) == (at("2026-07-15T12:00"), True)
    assert more(found) == ["other questions from 2026-07-15 00:00:00+00:00"]
    closed = replace(found, form=replace(found.form, closes_at=NOW))
    assert (closed.changes_at, more(closed)) == (None, [])


@pytest.mark.parametrize("stage", ["missing", "no key"])
def test_a_count_of_an_earlier_period_that_stopped_is_told_while_the_form_is_open(stage):
    found = standing(newest=period("open", number=2), older=(period("counting", stage),))
    assert (found.phase, found.stopped, more(found)) == ("open", stage, [status_words.PHASES[stage]])
    alone = standing(DONE, period("counting", stage))
    assert (alone.phase, alone.stopped, more(alone)) == (stage, stage, [])


def test_a_public_poll_is_closed_by_nobody_and_waits_for_nothing():
    found = Status(replace(OPEN, closes_at=at("2026-07-20T12:00")), make.poll(), NOW, newest=period("open"))
    ordinary = standing(found.form, period("open"))
    assert [(one.may_be_closed, one.has_one_count) for one in (found, ordinary)] == [(False, True), (True, False)]
    closed = replace(found, form=DONE, newest=period("counting", "too few"))
    assert (closed.may_be_closed, closed.may_be_extended, closed.given_up_at) == (False, False, CLOSED)


def test_a_draft_is_promised_what_it_would_be_if_it_were_opened_now():
    schedule = {"zone": "Europe/Berlin", "closes": "2026-07-20T12:00"}
    draft = Form("k3f9a2", "flavours", None, None, None)
    found = Status(draft, make.definition(schedule=schedule), NOW)
    assert found.form_if_opened == replace(draft, opens_at=NOW, closes_at=at("2026-07-20T10:00"))
    assert standing().form_if_opened == OPEN
