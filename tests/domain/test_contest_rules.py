"""What makes a contest unfit to open, its frozen rules, and who holds which prize."""

from datetime import UTC, date, datetime

import pytest

from forms_app.domain.canonical import canonical
from forms_app.domain.contest_checks import contest_problems
from forms_app.domain.contest_rules import Contest, contest_id_of, rules_document, rules_hash
from forms_app.domain.contests import Draw as Drawn
from forms_app.domain.contests import Mark, expired, is_too_late, places_of, unclaimed
from forms_app.domain.draws import Head, hash_of, seal_list
from forms_app.domain.forms import Form
from forms_app.domain.site import Site
from forms_app.domain.versions import replacement_problem
from tests import make
from tests.contests import story

DAY = date(2026, 1, 10)


def test_a_contest_with_rules_may_open():
    assert list(contest_problems(story.form())) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"contest": None}, "without rules"),
        ({"schedule": None}, "needs a closing time"),
        ({"kiosk": True}, "shows no codes"),
        ({"audience": "employees"}, "not for employees"),
        ({"rhythm": "month"}, "counted once, when it closes"),
        ({"contest": story.rules(draws=None)}, "Say when the prizes are drawn"),
        ({"contest": story.rules(draws="2023-08-23T12:59:59")}, "drawn too early"),
        ({"contest": story.rules(source="lottery")}, "say of which lottery"),
        ({"contest": story.rules(draws="2023-10-29T02:30:00")}, "missing or comes twice"),
        ({"contest": story.rules(draws="2024-03-31T02:30:00")}, "missing or comes twice"),
        ({"contest": story.rules(keep_days=20)}, "must be kept at least"),
    ],
)
def test_what_makes_a_contest_unfit_is_named(changes, sentence):
    definition = story.form()
    document = {**definition.to_json(), **changes}
    changed = type(definition).model_validate({key: value for key, value in document.items() if value is not None})
    assert any(sentence in problem for problem in contest_problems(changed))


@pytest.mark.parametrize(
    ("closes", "instant"),
    [("2026-03-29T03:00", "2026-03-29T01:00:00+00:00"), ("2026-10-25T03:00", "2026-10-25T02:00:00+00:00")],
)
def test_closings_on_days_the_clocks_change_are_one_instant(closes, instant):
    definition = story.form(closes=closes, draws="2026-12-01T12:00")
    assert definition.schedule.closes_at().isoformat() == instant
    assert list(contest_problems(definition)) == []


def test_rules_are_one_spelling_and_a_changed_word_changes_their_hash():
    def document(**changes):
        return rules_document(
            Contest.model_validate(story.rules(**changes)), contest_id="c", title={"en": "A"}, site=Site(name="Shop"),
            zone="Europe/Berlin", opens_at=story.OPENED, closes_at=story.CLOSES,
        )  # fmt: skip

    assert rules_hash(document()) == hash_of(canonical(document()))
    assert rules_hash(document()) == rules_hash(document())
    assert rules_hash(document(alternates=4)) != rules_hash(document())


def test_a_contest_is_never_named_like_another():
    assert contest_id_of("a" * 60, "form01") == "a" * 57 + "-form01"
    assert len(contest_id_of("a" * 60, "form01")) <= 64


def test_the_rules_of_an_open_form_stay():
    definition = story.form()
    other = definition.model_copy(update={"contest": Contest.model_validate(story.rules(alternates=4))})
    form = Form("golden", "golden-ticket", 1, story.OPENED, story.CLOSES)
    assert "stay as they were" in replacement_problem(form, definition, other)


def drawn(tickets=5, winners=2, alternates=2):
    head = Head(
        contest="c", rules_sha256="0" * 64, closed_at=datetime(2026, 1, 1, tzinfo=UTC), source="lottery x",
        winners=winners, alternates=alternates,
    )  # fmt: skip
    sealed = seal_list(head, [bytes([number]) * 32 for number in range(tickets)])
    at = datetime(2026, 1, 2, tzinfo=UTC)
    return Drawn(1, sealed.content, at, at, source_value=b"1./", drawn_at=at)


def skipped(ticket, day, reason="declined"):
    return Mark(1, ticket, "skipped", reason, day)


def test_reserves_move_up_in_order_and_have_their_own_days():
    draw = drawn()
    first, second, third, fourth = draw.places
    marks = [skipped(first, date(2026, 1, 12)), skipped(third, date(2026, 1, 20))]
    places = places_of(draw, marks, drawn_on=DAY)
    assert [place.prize for place in places] == [None, 1, None, 2]
    assert [place.since for place in places] == [DAY, DAY, date(2026, 1, 12), date(2026, 1, 20)]
    assert [place.ticket for place in places] == [first, second, third, fourth]


def test_a_prize_is_lost_the_day_after_the_last_one():
    places = places_of(drawn(), [], drawn_on=DAY)
    assert expired(places, today=date(2026, 1, 24), collect_days=14) == []
    assert len(expired(places, today=date(2026, 1, 25), collect_days=14)) == 2


def test_what_nobody_holds_any_more_is_counted():
    draw = drawn()
    marks = [skipped(ticket, DAY) for ticket in draw.places[:3]]
    assert unclaimed(places_of(draw, marks, drawn_on=DAY), 2) == 1


def test_a_list_is_too_late_when_it_is_public_for_less_than_promised():
    at = datetime(2026, 1, 2, 12, tzinfo=UTC)
    assert not is_too_late(now=at.replace(hour=11, minute=50), draws_at=at, margin=10)
    assert is_too_late(now=at.replace(hour=11, minute=50, second=1), draws_at=at, margin=10)


def test_a_form_without_the_switch_has_no_draw():
    assert not make.definition().draws_prizes
