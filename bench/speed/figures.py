"""Measured numbers as the table shows them: medians with their spread, ratios within a round, goals."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

HEADINGS = ("work", "figure (min..max)", "ratio (min..max)", "goal", "")


@dataclass(frozen=True)
class Line:
    """One row of the table: a figure of every round and, where there is one, what it is measured against."""

    work: str
    values: Sequence[float]  # milliseconds, one per round
    against: Sequence[float] = ()  # the same rounds' figures of the yardstick
    yardstick: str = ""
    goal: float | None = None  # times the yardstick, at most
    asked: int = 0  # requests
    refused: int = 0  # of them


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def ratios(line: Line) -> list[float]:
    """The figure by the yardstick of the same round; a round whose yardstick was too quick to see gives none."""
    return [value / against for value, against in zip(line.values, line.against, strict=True) if against]


def mark(line: Line) -> str:
    """Whether the median ratio reaches the goal with nothing refused."""
    if line.goal is None:
        return f"{line.refused} of {line.asked} refused" if line.refused else ""
    compared = ratios(line)
    if line.refused:
        return f"not yet, {line.refused} of {line.asked} refused"
    if not compared:
        return "unknown"
    return "ok" if statistics.median(compared) <= line.goal else "not yet"


def spread(values: Sequence[float], unit: str) -> str:
    if not values:
        return ""
    return f"{statistics.median(values):.2f} {unit} ({min(values):.2f}..{max(values):.2f})"


def table(lines: Sequence[Line]) -> str:
    """The lines as columns of equal width."""
    rows = [HEADINGS, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _cells(line: Line) -> tuple[str, ...]:
    compared = f"{spread(ratios(line), 'x')} {line.yardstick}" if line.against else ""
    goal = f"<= {line.goal:g} x" if line.goal is not None else ""
    return (line.work, spread(line.values, "ms"), compared, goal, mark(line))
