"""What binds the tables of one question to each other, beyond the people who were asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """The tables are options (chosen, not chosen) of which everybody asked chose at least and at most so many."""

    least: int  # 0 where the question may be left open
    most: int
    alone: int | None = None  # position of the option that excludes the others


@dataclass(frozen=True)
class Ranking:
    """The tables are items, their cells places and "not ranked"; each place is given once by each person."""

    complete: bool  # everybody ranks all items or none


Binding = Options | Ranking | None
