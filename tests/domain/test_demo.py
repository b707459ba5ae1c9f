"""The invented chocolate maker: its forms may be opened, and what its customers send is taken as it is."""

import random
from datetime import date

import pytest

from forms_app.domain import answers
from forms_app.domain.demo import STORIES, invented
from forms_app.domain.publishable import unpublishable

TODAY = date(2026, 11, 24)
by_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)


def people(story, number, seed="x"):
    dice, definition = random.Random(seed).randrange, story.definition(TODAY)
    return [invented(story, definition, person / number, dice) for person in range(number)]


@by_story
def test_its_forms_may_be_opened(story):
    assert unpublishable(story.definition(TODAY)) == []


@by_story
def test_what_customers_send_is_taken_by_the_form(story):
    definition = story.definition(TODAY)
    taken = [answers.check(definition, sent).counted for sent in people(story, 60)]
    closed = {q.id for q in definition.questions} - set(story.words)
    assert set().union(*taken) >= closed


@by_story
def test_the_same_dice_throw_the_same_answers(story):
    assert people(story, 20) == people(story, 20) != people(story, 20, "y")


@by_story
def test_as_many_answer_in_thirty_days_as_it_says(story):
    assert sum(story.people_on(day) for day in range(30)) == story.people


def test_tastes_change_over_the_year():
    asked = people(STORIES[0], 400)
    salt = [sent["bar000"] == ["bopt01"] for sent in asked]
    assert sum(salt[:100]) + 10 < sum(salt[-100:])


def test_it_has_a_form_under_ten_closed_ones_polls_and_two_breakdowns():
    assert [story.slug for story in STORIES if sum(story.people_on(day) for day in range(story.opened)) < 10] == [
        "workshop"
    ]
    assert [story.slug for story in STORIES if story.closes is not None and story.closes < 0] == [
        "next-flavour",
        "easter",
        "golden-ticket",
    ]
    assert [story.slug for story in STORIES if story.poll] == ["next-flavour", "new-name"]
    assert [story.slug for story in STORIES if len(story.breakdowns) == 2] == ["visit"]
