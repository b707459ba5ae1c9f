"""People who answer a made-up survey, counted to a plan the way a release counts ballots."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations, product
from typing import Any

from forms_app.domain.disclosure import (
    Cell,
    Condition,
    Options,
    Plan,
    Question,
    Ranking,
    Table,
)


@dataclass(frozen=True)
class Asking:
    """A question of the survey: a choice between options, several options, or a ranking of as many items."""

    options: int
    required: bool = False
    binding: Options | Ranking | None = None
    condition: Condition | None = None
    rows: int = 1  # tables of a choice, as in a matrix
    classes: tuple | None = None

    def answers(self) -> list[Any]:
        """Everything one person may answer, as the cell taken in every table."""
        none = self.options
        if isinstance(self.binding, Options):
            sizes = range(self.binding.least, self.binding.most + 1)
            sets = [s for size in sizes for s in combinations(range(self.options), size)]
            alone = self.binding.alone
            sets = [s for s in sets if alone is None or alone not in s or s == (alone,)]
            if not self.required and () not in sets:
                sets.append(())
            return [tuple(int(option not in s) for option in range(self.options)) for s in sets]
        if isinstance(self.binding, Ranking):
            if self.binding.complete:
                whole = list(permutations(range(self.options)))
            else:
                places = product(range(none + 1), repeat=self.options)
                whole = [p for p in places if len({x for x in p if x != none}) == sum(x != none for x in p)]
            return whole + ([] if self.required or not self.binding.complete else [(none,) * self.options])
        return list(product(range(self.options + (not self.required)), repeat=self.rows))

    def tables(self) -> int:
        return self.rows if self.binding is None else self.options

    def width(self) -> int:
        return 2 if isinstance(self.binding, Options) else self.options + 1

    def impossible(self) -> set[int]:
        """Cells that nobody can be in."""
        return {self.options} if self.required and not isinstance(self.binding, Options) else set()


@dataclass(frozen=True)
class Survey:
    questions: Mapping[str, Asking]
    breakdowns: tuple[str, ...] = ()

    def is_asked(self, name: str, person: Mapping[str, Any]) -> bool:
        condition = self.questions[name].condition
        if condition is None:
            return True
        met = [p.question in person and person[p.question][p.table] in p.cells for p in condition.parents]
        return all(met) if condition.is_all else any(met)

    def patterns(self) -> list[dict[str, Any]]:
        """Every way one person may go through the survey."""
        people: list[dict[str, Any]] = [{}]
        for name, asking in self.questions.items():
            people = [
                {**person, name: answer} if answer is not None else person
                for person in people
                for answer in (asking.answers() if self.is_asked(name, person) else [None])
            ]
        return people

    def answer(self, rng: random.Random, weights: Mapping[str, Sequence[float]] | None = None) -> dict[str, Any]:
        person: dict[str, Any] = {}
        for name, asking in self.questions.items():
            if self.is_asked(name, person):
                answers = asking.answers()
                person[name] = rng.choices(answers, (weights or {}).get(name))[0]
        return person


def plan_of(survey: Survey, people: Sequence[Mapping[str, Any]], rng: random.Random) -> Plan:
    keys = [rng.getrandbits(64) for _ in people]
    keyed = list(zip(people, keys, strict=True))
    return Plan(len(people), {name: _question(survey, name, keyed) for name in survey.questions}, survey.breakdowns)


def _question(survey: Survey, name: str, keyed: list) -> Question:
    asking = survey.questions[name]
    asked = [(person, key) for person, key in keyed if name in person]
    tables = []
    for table in range(asking.tables()):
        groups = {}
        for breakdown in survey.breakdowns:
            if name not in survey.breakdowns:
                declared = range(survey.questions[breakdown].width())
                groups[breakdown] = [
                    _cells(asking, name, table, [pk for pk in asked if pk[0][breakdown][0] == group])
                    for group in declared
                ]
        tables.append(Table(tuple(_cells(asking, name, table, asked)), groups, asking.classes))
    return Question(tuple(tables), asking.binding, asking.condition)


def _cells(asking: Asking, name: str, table: int, keyed: list) -> list[Cell]:
    cells = []
    for cell in range(asking.width()):
        keys = [key for person, key in keyed if person[name][table] == cell]
        cells.append(Cell(len(keys), None if cell in asking.impossible() else sum(keys) % (1 << 64)))
    return cells
