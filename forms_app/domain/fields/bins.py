"""Edges that cut a line of values into bins to be counted: each edge begins the next bin."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from forms_app.domain.texts import Text

Label = tuple[str, Text]


def bin_of(value: Any, edges: Sequence[Any]) -> str:
    """The label's id: b1 below the first edge, b2 from there on, and so forth."""
    return f"b{bisect_right(edges, value) + 1}"


def bin_labels(first: str, between: Sequence[tuple[object, object]], last: str) -> tuple[Label, ...]:
    """Ids and texts in order; between are the least and the greatest value of each bin that has both."""
    texts = [first, *(span(low, high) for low, high in between), last]
    return tuple((f"b{number}", {"en": text}) for number, text in enumerate(texts, 1))


def span(low: object, high: object) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def bins_problems(edges: Sequence[Any] | None, least: Any, most: Any) -> list[str]:
    """Why values between least and most (None: without end) cannot be counted by these edges."""
    if not edges:
        return []
    problems = []
    if any(low >= high for low, high in zip(edges, edges[1:], strict=False)):
        problems.append("The edges of the groups to count by must rise.")
    if any((least is not None and edge <= least) or (most is not None and edge > most) for edge in edges):
        problems.append("The edges of the groups to count by must lie between the least and the greatest value.")
    return problems


def usual_span(least: Any, most: Any, edges: Sequence[Any] | None, reach: Any, *, start: Any) -> tuple[Any, Any]:
    """The first and the last of invented values: between the limits, and about the edges where there are any."""
    if edges:
        reach = max([high - low for low, high in zip(edges, edges[1:], strict=False)], default=reach)
        low, high = edges[0] - reach, edges[-1] + reach
    elif least is None and most is not None:
        low, high = most - reach, most
    else:
        low = start if least is None else least
        high = low + reach if most is None else most
    return low if least is None else max(low, least), high if most is None else min(high, most)
