"""Comparisons of a condition between two values of one type."""

import operator
from collections.abc import Callable
from typing import Any

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compares(comparison: str, value: Any, operand: Any) -> bool:
    """Whether the comparison holds; never with an operand of None, which stands for one that cannot be read."""
    return comparison in COMPARISONS and operand is not None and COMPARISONS[comparison](value, operand)


def range_problems(least: Any, most: Any) -> list[str]:
    if least is None or most is None or least <= most:
        return []
    return [f"The least value, {least}, is above the greatest, {most}."]
