"""One row of a table: cheap bounds that a draw must keep before the whole of it is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms_app.domain.disclosure.rounding import SMALL, is_lost


@dataclass(frozen=True)
class Row:
    """Cells of a block from start on, whose counts add up to the total; None: impossible."""

    total: int
    start: int
    counts: Sequence[int | None]

    @property
    def cells(self) -> slice:
        return slice(self.start, self.start + len(self.counts))


def is_row_lost(ends: Sequence[tuple[int, int, bool]], least: int, most: int) -> bool:
    """Whether a small count, or all of them together, keeps too few values for certain.

    Ends: low, high and whether everybody knows it anyway, of each count; least and most of their total.
    """
    lows, highs = sum(e[0] for e in ends), sum(e[1] for e in ends)
    together = [0, 0, 0, 0]  # low and high of the small counts, then of the others
    for own_low, own_high, is_plain in ends:
        low, high = max(own_low, least - (highs - own_high)), min(own_high, most - (lows - own_low))
        if low > high or (not is_plain and is_lost(low, high)):
            return True
        side = 0 if low < SMALL and not is_plain else 2
        together[side] += low
        together[side + 1] += high
    low, high, low_of_others, high_of_others = together
    return high > 0 and is_lost(max(low, least - high_of_others), min(high, most - low_of_others))
