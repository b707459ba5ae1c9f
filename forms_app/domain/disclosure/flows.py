"""Least and most of every entry of a two-way table whose entries and totals are known within bands.

Entries are edges between a row and a column; in such a network the ends of the bands are whole numbers, and exact.
"""

from collections.abc import Sequence


class Flow:
    """A circulation: what enters a node leaves it, every edge carries between its low and its high."""

    def __init__(self, nodes: int) -> None:
        self._out: list[list[tuple[int, int, int]]] = [[] for _ in range(nodes)]  # edge, direction, other end
        self._ends: list[tuple[int, int]] = []
        self._low: list[int] = []
        self._high: list[int] = []
        self._carried: list[int] = []
        self._least: list[int] = []  # the least and the most each edge was seen to carry since settled
        self._most: list[int] = []

    def edge(self, tail: int, head: int, low: int, high: int) -> int:
        edge = len(self._ends)
        self._ends.append((tail, head))
        self._low.append(low)
        self._high.append(high)
        self._carried.append(0)
        self._out[tail].append((edge, 1, head))
        self._out[head].append((edge, -1, tail))
        return edge

    def settle(self, start: Sequence[int] = ()) -> bool:
        """Bring every edge into its band, one after the other; False where that cannot be.

        Start is what edges carry at first, a circulation; where it begins changes nothing of what is found.
        """
        carried = self._carried = list(start) or self._carried
        lows, highs = self._low, self._high
        self._low = [min(ends) for ends in zip(carried, lows, strict=True)]
        self._high = [max(ends) for ends in zip(carried, highs, strict=True)]
        for edge, (low, high) in enumerate(zip(lows, highs, strict=True)):
            need = max(low - carried[edge], carried[edge] - high)
            if need > 0 and self._move(edge, 1 if carried[edge] < low else -1, need) < need:
                return False
            self._low[edge], self._high[edge] = low, high
        self._least, self._most = list(carried), list(carried)
        return True

    def carried(self, edge: int) -> int:
        return self._carried[edge]

    def range_of(self, edge: int) -> tuple[int, int]:
        """The least and the most this edge can carry while all others keep to their bands."""
        if self._least[edge] > self._low[edge]:
            self._move(edge, -1, self._carried[edge])
        if self._most[edge] < self._high[edge]:
            self._move(edge, 1, self._high[edge])
        return self._least[edge], self._most[edge]

    def _room(self, edge: int, direction: int) -> int:
        if direction > 0:
            return self._high[edge] - self._carried[edge]
        return self._carried[edge] - self._low[edge]

    def _move(self, edge: int, direction: int, wanted: int) -> int:
        """Change what an edge carries by at most so much, sending the difference round; how much it was."""
        tail, head = self._ends[edge][::direction]
        moved = 0
        while room := min(wanted - moved, self._room(edge, direction)):
            path = self._path(head, tail, edge)
            if path is None:
                break
            step = min([room, *(self._room(e, d) for e, d in path)])
            for e, d in [(edge, direction), *path]:
                self._carried[e] += d * step
            self._witness(edge, *(e for e, _ in path))
            moved += step
        return moved

    def _witness(self, *edges: int) -> None:
        """Every circulation on the way is a possible one: an end seen there need not be looked for again."""
        if self._least:
            for edge in edges:
                carried = self._carried[edge]
                if carried < self._least[edge]:
                    self._least[edge] = carried
                elif carried > self._most[edge]:
                    self._most[edge] = carried

    def _path(self, start: int, end: int, without: int) -> list[tuple[int, int]] | None:
        """The edges with room on a shortest way, in the directions they are taken."""
        carried, low, high = self._carried, self._low, self._high
        came: dict[int, tuple[int, int, int]] = {start: (-1, 0, 0)}
        waiting = [start]
        for node in waiting:
            for edge, direction, other in self._out[node]:
                if other in came or edge == without:
                    continue
                if carried[edge] < high[edge] if direction > 0 else carried[edge] > low[edge]:
                    came[other] = (node, edge, direction)
                    if other == end:
                        return _way_back(came, end)
                    waiting.append(other)
        return None


def _way_back(came: dict[int, tuple[int, int, int]], end: int) -> list[tuple[int, int]]:
    path = []
    node, edge, direction = came[end]
    while direction:
        path.append((edge, direction))
        node, edge, direction = came[node]
    return path
