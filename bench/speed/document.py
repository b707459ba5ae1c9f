"""The table of a bench as a page of the documentation holds it, between two marks."""

from collections.abc import Sequence
from pathlib import Path

from bench.speed.figures import Line, mark, ratios, spread

BEGIN, END = "<!-- written by make bench -->", "<!-- until here -->"


def write(path: Path, lines: Sequence[Line], *, machine: str) -> None:
    """Put the table in the place of the one before; raises ValueError where the page has no place for it."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path} has no place for the table: {BEGIN} and {END}")
    path.write_text(f"{before}{BEGIN}\n{markdown(lines, machine)}\n{END}{after}", encoding="utf-8")


def markdown(lines: Sequence[Line], machine: str) -> str:
    rows = ["| work | goal | figure (least..most) | ratio (least..most) | |", "|---|---|---|---|---|"]
    return "\n".join([f"{machine}.\n", *rows, *(_row(line) for line in lines)])


def _row(line: Line) -> str:
    goal = f"{line.goal:g} x" if line.goal is not None else ""
    compared = f"{spread(ratios(line), 'x')} {line.yardstick}" if line.against else ""
    return f"| {line.work.strip()} | {goal} | {spread(line.values, 'ms')} | {compared} | {mark(line)} |"
