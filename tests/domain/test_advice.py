"""What so many answers are good for, at the bounds of the ladder."""

import pytest

from forms_app.domain.advice import advise
from forms_app.domain.new_forms import free_slug, id_from


@pytest.mark.parametrize(
    ("people", "shown", "most_options", "groups", "rhythm", "may_be_exact"),
    [
        (1, "nothing", 3, 0, "close", False),
        (9, "nothing", 3, 0, "close", False),
        (10, "ranges", 3, 0, "close", False),
        (29, "ranges", 3, 0, "close", False),
        (30, "about", 3, 0, "close", False),
        (50, "about", 5, 0, "close", True),
        (60, "about", 6, 2, "close", True),
        (120, "about", 10, 4, "quarter", True),
        (199, "about", 10, 6, "quarter", True),
        (200, "whole", 10, 6, "quarter", True),
        (360, "whole", 10, 8, "month", True),
    ],
)
def test_the_ladder_decides_what_is_proposed(people, shown, most_options, groups, rhythm, may_be_exact):
    said = advise(people)
    assert (said.shown, said.most_options, said.groups, said.rhythm, said.may_be_exact) == (
        shown,
        most_options,
        groups,
        rhythm,
        may_be_exact,
    )


def test_the_error_is_that_of_four_answers_and_of_half_the_people_in_two_groups():
    said = advise(200)
    assert (said.error.rounding, said.error.luck) == (pytest.approx(0.75), pytest.approx(2.06))
    assert (said.group_error.rounding, said.group_error.luck) == (pytest.approx(1.46), pytest.approx(2.92))


def test_the_same_page_makes_the_same_id_and_others_make_others():
    made = [id_from(f"nonce {number}") for number in range(1_000)]
    assert (id_from("nonce 0"), len(set(made)), {len(id_) for id_ in made}) == (made[0], 1_000, {6})


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("Bars", set(), "bars"),
        ("Bars", {"bars"}, "bars-2"),
        ("Bars", {"bars", "bars-2", "bars-4"}, "bars-3"),
        ("Schokolade für alle", set(), "schokolade-fur-alle"),
        ("巧克力", set(), "abc123"),
        ("a" * 70, {"a" * 60}, "a" * 58 + "-2"),
        ("a" * 57 + " bc", {"a" * 57 + "-bc"}, "a" * 57 + "-2"),
    ],
)
def test_a_link_name_is_made_the_only_one_by_a_number(title, taken, slug):
    assert free_slug(title, form_id="abc123", taken=taken) == slug
