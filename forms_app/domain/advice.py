"""What so many answers are good for: how figures will read, how many answers to offer, groups, and when to count.

The ladder of 30 and 200 is that of every page of results; the errors are those of domain/precision.py.
"""

from dataclasses import dataclass, replace
from typing import Literal

from forms_app.domain.definitions import Rhythm
from forms_app.domain.polls import EXACT_FROM
from forms_app.domain.precision import Error, expected_error
from forms_app.domain.publishable import MOST_GROUPS

SHOWN_FROM, ABOUT_FROM, WHOLE_FROM = 10, 30, 200  # answers
PER_OPTION = 10  # people who could choose each answer; more answers would say less of each
FEWEST_OPTIONS, MOST_OPTIONS = 3, 10
USUAL_OPTIONS = 4  # of the question whose error is told
MOST_PEOPLE = 1_000_000


@dataclass(frozen=True)
class Advice:
    people: int
    shown: Literal["nothing", "ranges", "about", "whole"]  # how figures read
    most_options: int
    groups: int  # that may be compared; 0: none
    rhythm: Rhythm  # where it stays open all year
    may_be_exact: bool  # as a public poll
    error: Error
    poll_error: Error
    group_error: Error | None  # of each of two groups


def advise(people: int) -> Advice:
    """For about so many answers in all, or within a year."""
    groups = min(people // ABOUT_FROM, MOST_GROUPS)
    error = expected_error(people=people, options=USUAL_OPTIONS)
    return Advice(
        people=people,
        shown=_shown(people),
        most_options=min(max(people // PER_OPTION, FEWEST_OPTIONS), MOST_OPTIONS),
        groups=groups if groups > 1 else 0,
        rhythm=_rhythm(people),
        may_be_exact=people >= EXACT_FROM,
        error=error,
        poll_error=replace(error, rounding=0.0) if people >= EXACT_FROM else error,
        group_error=expected_error(people=people, options=USUAL_OPTIONS, groups=2) if groups > 1 else None,
    )


def _shown(people: int) -> Literal["nothing", "ranges", "about", "whole"]:
    if people < SHOWN_FROM:
        return "nothing"
    if people < ABOUT_FROM:
        return "ranges"
    return "about" if people < WHOLE_FROM else "whole"


def _rhythm(people: int) -> Rhythm:
    """The most frequent count that still has thirty answers when they come evenly through a year."""
    if people // 12 >= ABOUT_FROM:
        return "month"
    return "quarter" if people // 4 >= ABOUT_FROM else "close"
