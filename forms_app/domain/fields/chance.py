"""Dice for invented answers: made at the edge, where chance is allowed."""

from collections.abc import Callable

Dice = Callable[[int], int]  # a number from 0 to one less than it is given

INVENTED = "An invented answer"


def leaning(dice: Dice, number: int) -> int:
    """One of so many, the first more often than the last, as choices of people are never even."""
    return min(dice(number), dice(number))


def around_the_middle(dice: Dice, number: int) -> int:
    """One of so many, the middle more often than the ends."""
    return (dice(number) + dice(number) + 1) // 2


def invented_text(room: int) -> str:
    """Words of at most so many bytes."""
    return INVENTED[:room].strip()
