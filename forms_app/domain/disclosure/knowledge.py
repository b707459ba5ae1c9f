"""What a reader can work out: the least and the most of every count, from printed bands and public sums.

Rule R5 with the protocol's amendments. A count that may be below SMALL must keep at least SMALL possible values.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from forms_app.domain.disclosure.networks import Network, Place
from forms_app.domain.disclosure.rounding import BASES, SMALL, band_of, is_lost, keeps_five
from forms_app.domain.disclosure.rows import Row, is_row_lost
from forms_app.domain.disclosure.sums import Grid, Partition, Relation

__all__ = ["Contradiction", "Grid", "Knowledge"]

MOST_VALUES = 2 * BASES[-1] - 1  # of a printed count: of others nothing was printed yet

Terms = Sequence[tuple[int, int]]  # count, how often it is taken


class Contradiction(Exception):
    """No counts at all fit what was printed and the public sums."""


class Knowledge:
    """Counts by number, their bounds, and the sums between them."""

    def __init__(self) -> None:
        self.low: list[int] = []
        self.high: list[int] = []
        self.relations: list[Relation] = []
        self.partitions: list[Partition] = []
        self.grids: list[Grid] = []
        self._bound_by: list[tuple[int, ...]] = []  # count: its relations
        self._parted_by: list[tuple[int, ...]] = []
        self._crossed_by: list[tuple[int, ...]] = []
        self._weighed: list[Partition] = []  # see weigh
        self._refusing: list[int] = []  # grids that refused last, looked at first: they often refuse again
        self._seen: dict[int, dict[Place, int]] = {}  # grid: counts that once fitted it, to begin from
        self._printed: dict[int, tuple[int, int]] = {}  # count: value, base
        self._plain: set[int] = set()  # known to everybody before anything is printed

    def copy(self) -> "Knowledge":
        """Another that learns apart from this one."""
        copy = self._copy()
        for name, value in self.__dict__.items():
            copy.__dict__[name] = value.copy()
        return copy

    def count(self, low: int, high: int) -> int:
        self.low.append(low)
        self.high.append(high)
        for places in (self._bound_by, self._parted_by, self._crossed_by):
            places.append(())
        return len(self.low) - 1

    def relate(self, terms: Terms, *, low: int | None = 0, high: int | None = 0) -> None:
        for count, _ in terms:
            self._bound_by[count] += (len(self.relations),)
        self.relations.append(Relation(tuple(terms), low, high))

    def part(self, total: int, parts: Iterable[int]) -> None:
        """Say that everybody in total is in exactly one of the parts."""
        partition = Partition(total, tuple(parts))
        for count in (total, *partition.parts):
            self._parted_by[count] += (len(self.partitions),)
        self.partitions.append(partition)
        self.relate([(total, 1), *((part, -1) for part in partition.parts)])

    def cross(self, grid: Grid) -> None:
        cells = [cell for row in grid.cells for cell in row if cell is not None]
        for count in {grid.total, *grid.rows, *grid.columns, *cells}:
            self._crossed_by[count] += (len(self.grids),)
        self.grids.append(grid)
        for row, own in zip(grid.rows, grid.cells, strict=True):
            self.part(row, [cell for cell in own if cell is not None])
        for column, own in zip(grid.columns, zip(*grid.cells, strict=True), strict=True):
            self.part(column, [cell for cell in own if cell is not None])

    def weigh(self, total: int, counts: Iterable[int]) -> None:
        """Say that counts hang so closely on this total that its possible values must be tried one by one."""
        self._weighed.append(Partition(total, tuple(counts)))

    def settle_beforehand(self, counts: Iterable[int]) -> None:
        """Take in new sums; what they alone give away (chosen all, of all) is no secret of the release."""
        fresh = set(counts)
        self._settle(fresh)
        self._plain |= {c for c in fresh if not keeps_five(self.low[c], self.high[c])}

    def with_numbers(self, numbers: Mapping[int, int], base: int) -> "Knowledge | None":
        """What the reader knows after these numbers too; None where that narrows a small count."""
        after = self._copy()
        after._printed = {**self._printed, **{count: (value, base) for count, value in numbers.items()}}
        bands = {count: band_of(value, base) for count, value in numbers.items()}
        try:
            changed = {count for count, band in bands.items() if after._narrow(count, band.low, band.high)}
            changed |= after._find_others(numbers)
            changed |= after._follow_relations(changed)
            if after._is_hopeless(changed):
                return None
            is_safe = after._settle(changed) and after._is_safe(changed | bands.keys())
            if is_safe and (weighed := after._weigh_all(changed | bands.keys())):
                is_safe = after._settle(weighed) and after._is_safe(weighed)
        except Contradiction:
            return None
        return after if is_safe else None

    def may_print(self, row: Row, values: Sequence[int], base: int) -> bool:
        """Whether these numbers alone, beside the row's total, leave no small count lost for certain."""
        bands = [band_of(value, base) for value in values]
        ends = [
            (max(band.low, self.low[c]), min(band.high, self.high[c]), c in self._plain)
            for c, band in zip(row.counts, bands, strict=True)
            if c is not None
        ]
        return not is_row_lost(ends, self.low[row.total], self.high[row.total])

    def _find_others(self, numbers: Iterable[int]) -> set[int]:
        """The single counts beside a part whose number is not the total's: somebody is in them."""
        partitions = {p for count in numbers for p in self._parted_by[count]}
        single = {min(rest) for p in partitions for rest in self._rests(self.partitions[p]) if len(rest) == 1}
        return {count for count in single if self._narrow(count, 1, self.high[count])}

    def _rests(self, partition: Partition) -> Iterator[frozenset[int]]:
        """The parts beside each one that printed another number than the total, so that it is not everybody."""
        whole = self._printed.get(partition.total)
        for part in partition.parts:
            own = self._printed.get(part)
            if whole and own and own != whole:
                yield frozenset(partition.parts) - {part}

    def _copy(self) -> "Knowledge":
        """The same sums with bounds of its own."""
        copy = Knowledge.__new__(Knowledge)
        copy.__dict__.update(self.__dict__)
        copy.low, copy.high = list(self.low), list(self.high)
        return copy

    def _weigh_all(self, changed: set[int]) -> set[int]:
        """Try every value of the totals that bind some of these counts; the counts that are narrower for it."""
        learnt = set()
        for weighed in self._weighed:
            counts = (weighed.total, *weighed.parts)
            if not changed.isdisjoint(counts):
                values = range(self.low[weighed.total], self.high[weighed.total] + 1)
                cases = [case for value in values if (case := self._case(weighed.total, value))]
                if not cases:
                    raise Contradiction
                for c in counts:
                    if self._narrow(c, min(case.low[c] for case in cases), max(case.high[c] for case in cases)):
                        learnt.add(c)
        return learnt

    def _case(self, total: int, value: int) -> "Knowledge | None":
        """What a reader would know were a total this value; None where it cannot be."""
        case = self._copy()
        try:
            case._narrow(total, value, value)
            case._follow_relations({total})
        except Contradiction:
            return None
        return case

    def _narrow(self, count: int, low: int, high: int) -> bool:
        is_news = low > self.low[count] or high < self.high[count]
        self.low[count], self.high[count] = max(low, self.low[count]), min(high, self.high[count])
        if self.low[count] > self.high[count]:
            raise Contradiction
        return is_news

    def _settle(self, changed: set[int]) -> bool:
        """Follow all sums until nothing is learnt, noting in changed what was; False where a grid leaves too little."""
        waiting = set(changed)
        while waiting:
            reached = self._follow_relations(waiting)
            changed |= reached
            waiting = set()
            grids = {g for count in reached for g in self._crossed_by[count]}
            for number in sorted(grids, key=lambda g: (g not in self._refusing, -g)):
                learnt = self._follow_grid(number)
                if learnt is None:
                    self._refusing[:] = [number, *self._refusing[:2]]
                    return False
                waiting |= learnt
            changed |= waiting
        return True

    def _follow_relations(self, changed: set[int]) -> set[int]:
        """All counts reached from these, the given ones too."""
        reached = set(changed)
        queue = dict.fromkeys(r for count in sorted(changed) for r in self._bound_by[count])
        while queue:
            number = next(iter(queue))
            del queue[number]
            learnt = self._follow(self.relations[number])
            reached |= learnt
            queue.update(dict.fromkeys(r for count in learnt for r in self._bound_by[count]))
        return reached

    def _follow(self, relation: Relation) -> set[int]:
        """Narrow each count of a sum by what the others leave it."""
        low, high = self.low, self.high
        ends = [
            (c, times, times * low[c], times * high[c]) if times > 0 else (c, times, times * high[c], times * low[c])
            for c, times in relation.terms
            if times
        ]
        least, most = sum(e[2] for e in ends), sum(e[3] for e in ends)
        learnt = set()
        for count, times, own_least, own_most in ends:
            lowest = own_least if relation.low is None else max(own_least, relation.low - (most - own_most))
            highest = own_most if relation.high is None else min(own_most, relation.high - (least - own_least))
            if (lowest, highest) == (own_least, own_most):
                continue
            bounds = (-(-lowest // times), highest // times) if times > 0 else (-(-highest // times), lowest // times)
            if self._narrow(count, *bounds):
                learnt.add(count)
        return learnt

    def _follow_grid(self, number: int) -> set[int] | None:
        """Narrow the counts of a two-way table as far as it goes; None where a row's small cells are too narrow."""
        networks = list(self._networks(number))
        unions = zip(*(network.ranges_of_unions() for network in networks), strict=True)
        if not networks or not all(keeps_five(*_hull(ranges)) for ranges in unions):
            return None
        learnt = set()
        for count in networks[0].worth_knowing(self._is_bound_elsewhere):
            bounds = _hull([network.range_of(count) for network in networks])
            if count not in self._plain and not keeps_five(*bounds):
                return None
            if self._narrow(count, *bounds):
                learnt.add(count)
        return learnt

    def _networks(self, number: int) -> Iterator[Network]:
        """The table once for each value that the sum of all its rows may have, where they are one; else once."""
        grid, (shared, *others) = self.grids[number], set(self.grids[number].rows)
        low, high = self.low[shared], self.high[shared]
        cases = [(low, high)] if others or high - low >= MOST_VALUES else [(v, v) for v in range(low, high + 1)]
        for case in cases:
            lows, highs = list(self.low), list(self.high)
            lows[shared], highs[shared] = case
            network = Network(grid, lows, highs)
            if network.settle(self._seen.get(number, {})):
                self._seen[number] = network.carried()
                yield network

    def _is_bound_elsewhere(self, cell: int) -> bool:
        """Whether a cell is in more sums than those of its row and its column."""
        return len(self._bound_by[cell]) > 2

    def _is_hopeless(self, changed: set[int]) -> bool:
        """Whether bounds are too narrow already and, all below SMALL, can only become narrower: flows come later."""
        if any(is_lost(self.low[c], self.high[c]) for c in changed - self._plain):
            return True
        partitions = {p for c in changed for p in self._parted_by[c]}
        return any(is_lost(*self._together(self.partitions[p], small)) for p in partitions if (small := self._small(p)))

    def _small(self, partition: int) -> set[int]:
        return {p for p in self.partitions[partition].parts if self.low[p] < SMALL and p not in self._plain}

    def _is_safe(self, changed: set[int]) -> bool:
        return all(keeps_five(self.low[c], self.high[c]) for c in changed - self._plain) and all(
            self._keeps_union(p) and self._keeps_rest(self.partitions[p])
            for p in {p for c in changed for p in self._parted_by[c]}
        )

    def _keeps_union(self, partition: int) -> bool:
        """Whether the possibly small parts together keep five values; no such part, nothing to keep."""
        small = self._small(partition)
        return not small or keeps_five(*self._together(self.partitions[partition], small))

    def _keeps_rest(self, partition: Partition) -> bool:
        """Whether no number tells that somebody is among several parts that all look as if they might be empty.

        A single such part is narrowed instead (_find_others); of several a reader would learn more than bands say.
        """
        return all(len(rest) == 1 or self._together(partition, rest)[0] > 0 for rest in self._rests(partition))

    def _together(self, partition: Partition, some: Set[int]) -> tuple[int, int]:
        """The least and the most of some parts together."""
        others = [p for p in partition.parts if p not in some]
        return (
            max(sum(self.low[p] for p in some), self.low[partition.total] - sum(self.high[p] for p in others)),
            min(sum(self.high[p] for p in some), self.high[partition.total] - sum(self.low[p] for p in others)),
        )


def _hull(ranges: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(low for low, _ in ranges), max(high for _, high in ranges)
