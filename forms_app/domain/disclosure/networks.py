"""A two-way table as a network: what each count of it can be while all others keep to their bands."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from forms_app.domain.disclosure.flows import Flow
from forms_app.domain.disclosure.rounding import SMALL
from forms_app.domain.disclosure.sums import Grid

Place = tuple[str, int]  # what an edge is of, and which


class Network:
    """Nodes: source, sink, rows, the small cells of each row together, columns."""

    def __init__(self, grid: Grid, low: Sequence[int], high: Sequence[int]) -> None:
        self._grid = grid
        self._small = [{c for c in row if c is not None and low[c] < SMALL} for row in grid.cells]
        height, width = len(grid.rows), len(grid.columns)
        self._flow = Flow(2 + 2 * height + width)
        self._low, self._high = low, high
        self._places: list[Place] = []  # of each edge
        self._edges: dict[int, int] = {}  # by count
        self._join(1, 0, grid.total, ("total", 0))
        for x, column in enumerate(grid.columns):
            self._join(2 + 2 * height + x, 1, column, ("column", x))
        for y, (row, cells) in enumerate(zip(grid.rows, grid.cells, strict=True)):
            self._join(0, 2 + y, row, ("row", y))
            if self._small[y]:
                self._places.append(("small", y))
                self._flow.edge(2 + y, 2 + height + y, 0, high[row])
            for x, cell in enumerate(cells):
                if cell is not None:
                    tail = 2 + height + y if cell in self._small[y] else 2 + y
                    self._join(tail, 2 + 2 * height + x, cell, ("cell", cell))

    def _join(self, tail: int, head: int, count: int, place: Place) -> None:
        self._places.append(place)
        self._edges[count] = self._flow.edge(tail, head, self._low[count], self._high[count])

    def settle(self, seen: Mapping[Place, int]) -> bool:
        """Find counts within all bands, beginning from some that fitted earlier; False where there are none."""
        if not seen:
            return self._flow.settle()
        start = {**seen, **{("small", y): sum(seen["cell", c] for c in small) for y, small in enumerate(self._small)}}
        return self._flow.settle([start[place] for place in self._places])

    def carried(self) -> dict[Place, int]:
        """Counts that fit."""
        return {place: self._flow.carried(edge) for edge, place in enumerate(self._places)}

    def ranges_of_unions(self) -> list[tuple[int, int]]:
        """What the possibly small cells of each row that has any are together."""
        unions = (edge for edge, (what, _) in enumerate(self._places) if what == "small")
        return [self._flow.range_of(edge) for edge in unions]

    def range_of(self, count: int) -> tuple[int, int]:
        return self._flow.range_of(self._edges[count])

    def worth_knowing(self, is_bound_elsewhere: Callable[[int], bool]) -> Iterator[int]:
        """Every count but the large cells on which nothing small depends, the small ones first."""
        grid = self._grid
        yield from (cell for row in self._small for cell in sorted(row))
        yield from dict.fromkeys((grid.total, *grid.rows, *grid.columns))
        columns = {x for y, row in enumerate(grid.cells) for x, cell in enumerate(row) if cell in self._small[y]}
        for y, row in enumerate(grid.cells):
            for x, cell in enumerate(row):
                if cell is None or cell in self._small[y]:
                    continue
                if self._small[y] or x in columns or is_bound_elsewhere(cell):
                    yield cell
