"""A reader who knows the survey, n and every printed number, and asks an integer program what each count may be.

Independent of the audit: the unknowns are how many people went through the survey in each possible way.
The reader also knows that the same people print the same number: where numbers differ, somebody makes the difference.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from bench.attacks.people import Survey
from forms_app.domain.disclosure import Options, Printed, Release

Count = tuple[str, np.ndarray]  # what it counts, which of the possible ways it counts


class Reader:
    def __init__(self, survey: Survey, release: Release, truth: Sequence[dict], own: Sequence[dict] = ()) -> None:
        """Own: the answers the reader knows beforehand, people among those counted."""
        self.patterns = survey.patterns()
        self.programs = 0
        self._survey, self._release = survey, release
        self._rows: list[np.ndarray] = [np.ones(len(self.patterns))]
        self._bands: list[tuple[int, int]] = [(release.n, release.n)]
        self.printed: list[tuple[str, np.ndarray, tuple[int, int]]] = []  # title, whom it counts, number and base
        self._found = [np.array([sum(p == person for person in truth) for p in self.patterns])]
        self.own = np.array([sum(p == person for person in own) for p in self.patterns])
        self.counts = list(self._read())
        lows, highs = self._known().residual(self._found[0])
        assert min(lows.min(), highs.min()) >= 0, "a printed number is out of its bound"
        assert not self._same_people(self._found[0]), "the same people printed two numbers"

    def narrowed(self) -> list[tuple[str, int, int]]:
        """Every count that may be below five and has fewer than five values, with its least and most."""
        ranges = [(name, *self._range(count)) for name, count in [*self.counts, *self._unions()]]
        return [(name, least, most) for name, least, most in ranges if least < 5 and most - least < 4]

    def exact(self) -> list[tuple[str, int]]:
        """Every small count of people whose answers the reader does not know, where it has one value only."""
        ranges = [(name, self._ends(count), int(count @ self.own)) for name, count in self.counts]
        return [(name, low - own) for name, (low, high), own in ranges if low == high and low - own < 5]

    def _ends(self, count: np.ndarray) -> tuple[int, int]:
        """Least and most, or two values as soon as they are seen."""
        seen = {int(found @ count) for found in self._found}
        if len(seen) > 1:
            return min(seen), max(seen)
        return min(self._solve(count), *seen), max(self._solve(-count), *seen)

    def _range(self, count: np.ndarray) -> tuple[int, int]:
        """Least and most, or ends far enough apart already."""
        seen = [int(found @ count) for found in self._found]
        if max(seen) - min(seen) >= 4:
            return min(seen), max(seen)
        least = min(self._solve(count), *seen)
        if least >= 5 or max(seen) - least >= 4:
            return least, max(seen)
        return least, max(self._solve(-count), *seen)

    def _known(self) -> LinearConstraint:
        bands = np.array(self._bands)
        return LinearConstraint(np.array(self._rows), bands[:, 0], bands[:, 1])

    def _solve(self, count: np.ndarray) -> int:
        """The least of a count (times minus one, the most), turning down what prints the same people differently."""
        while True:
            self.programs += 1
            whole, known = np.ones(len(count)), self._known()
            answer = milp(count, constraints=known, bounds=Bounds(self.own, np.inf), integrality=whole)
            assert answer.success, answer.message
            found = np.rint(answer.x).astype(int)
            same = self._same_people(found)
            if not same:
                self._found.append(found)
                return int(found @ np.abs(count))
            self._rows += same
            self._bands += [(1, self._release.n)] * len(same)

    def _same_people(self, found: np.ndarray) -> list[np.ndarray]:
        """Differences between counts that are the same people here although their numbers differ."""
        differences = []
        inside = {}
        for _, count, number in self.printed:
            people = tuple(np.flatnonzero(count * found))
            if people:
                inside.setdefault(people, []).append((count, number))
        for same in inside.values():
            for place, (count, number) in enumerate(same):
                differences += [np.abs(count - other) for other, its in same[:place] if its != number]
        return differences

    def _know(self, title: str, count: np.ndarray, printed: int | None, base: int | None) -> None:
        if base is not None:
            self._rows.append(count)
            self._bands.append((max(0, printed - base + 1), printed + base - 1))
            self.printed.append((title, count, (printed, base)))

    def _where(self, name: str, table: int, cells: Sequence[int]) -> np.ndarray:
        return np.array([float(name in p and p[name][table] in cells) for p in self.patterns])

    def _read(self) -> Iterator[Count]:
        """Take in what is printed; every count it speaks of."""
        self.lists: list[list[Count]] = []  # whose possibly small counts together are looked at too
        for name, question in self._release.questions.items():
            asked = np.array([float(name in p) for p in self.patterns])
            if question.asked is not None and question.asked.base:
                self._know(f"{name} asked", asked, question.asked.values[0], question.asked.base)
                yield f"{name} asked", asked
            for breakdown, printed in question.asked_split.items():
                for group, value in zip(self._release.groups[breakdown], printed.values, strict=True):
                    inside = asked * self._where(breakdown, 0, group)
                    self._know(f"{name} asked in {breakdown} {group}", inside, value, printed.base)
                    yield f"{name} asked in {breakdown} {group}", inside
            for place, table in enumerate(question.tables):
                yield from self._read_list(f"{name}.{place}", (name, place), table.parts, table.whole, asked)
                for breakdown, printed in table.split.items():
                    yield from self._read_split((name, place), table.parts, breakdown, printed)

    def _read_split(self, where: tuple[str, int], parts, breakdown: str, printed: Printed) -> Iterator[Count]:
        for y, group in enumerate(self._release.groups[breakdown]):
            inside = self._where(breakdown, 0, group)
            own = Printed(printed.base, printed.values[y * len(parts) : (y + 1) * len(parts)])
            people = inside * np.array([float(where[0] in p) for p in self.patterns])
            yield from self._read_list(f"{where} in {breakdown} {group}", where, parts, own, people)

    def _read_list(self, title: str, where, parts, printed: Printed, people: np.ndarray) -> Iterator[Count]:
        asking = self._survey.questions[where[0]]
        counts = []
        for part, value in zip(parts, printed.values, strict=True):
            if set(part) <= asking.impossible():
                continue
            count = self._where(*where, part) * people
            self._know(f"{title} {part}", count, value, printed.base)
            counts.append((f"{title} {part}", count))
        if isinstance(asking.binding, Options):
            counts.append((f"{title} not", people - counts[0][1]))
        else:
            self.lists.append(counts)
        yield from counts

    def _unions(self) -> Iterator[Count]:
        for counts in self.lists:
            small = [count for _, count in counts if self._may_be_small(count)]
            if small:
                yield f"small of {counts[0][0]}", sum(small)

    def _may_be_small(self, count: np.ndarray) -> bool:
        return min(int(found @ count) for found in self._found) < 5 or self._solve(count) < 5
