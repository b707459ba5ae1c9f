"""The table of a bench in the documentation: put between its marks, and nowhere else."""

import pytest

from bench.speed.document import BEGIN, END, write
from bench.speed.figures import Line

LINES = [Line("hello world", [0.5]), Line("open", [1.0, 2.0], [0.5, 0.5], "hello", goal=1.5)]
TABLE = """3 rounds.

| work | goal | figure (least..most) | ratio (least..most) | |
|---|---|---|---|---|
| hello world |  | 0.50 ms (0.50..0.50) |  |  |
| open | 1.5 x | 1.50 ms (1.00..2.00) | 3.00 x (2.00..4.00) hello | not yet |"""


def test_the_table_takes_the_place_of_the_one_before(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"above\n{BEGIN}\nold\n{END}\nbelow\n")
    for _ in range(2):
        write(page, LINES, machine="3 rounds")
    assert page.read_text() == f"above\n{BEGIN}\n{TABLE}\n{END}\nbelow\n"


def test_a_page_without_a_place_for_it_is_left_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("words")
    with pytest.raises(ValueError, match="no place"):
        write(page, LINES, machine="3 rounds")
    assert page.read_text() == "words"
