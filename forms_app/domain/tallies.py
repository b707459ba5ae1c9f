"""Values to counts, in memory only: every cell of every table keyed by the people in it."""

import hmac
from collections import Counter
from collections.abc import Mapping
from typing import Any

from forms_app.domain.answers import drop_hidden
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.disclosure import Cell
from forms_app.domain.fields.kind import Table

KEY_SPACE = 1 << 64
Label = str | None  # None: no answer
Group = tuple[str, Label] | None  # breakdown and label of its question; None: everybody
Place = tuple[str, str, Label, Group]  # question, table, label, group


class Tally:
    """Counts a release's ballots one by one; holds counters and texts, never a person's answers together."""

    def __init__(self, definition: Definition, secret: bytes) -> None:
        self.definition = definition
        self.n = 0
        self.texts: list[tuple[str, str]] = []  # question id, text
        self._secret = secret
        self._counts: Counter[Place] = Counter()
        self._keys: Counter[Place] = Counter()
        self._tables = {q.id: q.settings.tables() for q in definition.answered}

    def add(self, ballot_id: bytes, values: Mapping[str, Any]) -> None:
        """Count one ballot's stored values; raises Problem, having counted nothing, for what was never asked.

        What was shown is worked out anew from the conditions; nothing about it is stored.
        """
        loaded = {q.id: q.settings.load(values[q.id]) for q in self.definition.answered if q.id in values}
        shown, given = drop_hidden(self.definition, loaded)
        record_key = int.from_bytes(hmac.digest(self._secret, b"record/1" + ballot_id, "sha256")[:8], "big")
        groups: list[Group] = [None, *((id_, self._group_of(id_, given)) for id_ in self.definition.breakdowns)]
        self.n += 1
        for question in self.definition.answered:
            if question.id in shown:
                self._add_answer(question, given.get(question.id), record_key, groups)

    def _group_of(self, breakdown: str, given: Mapping[str, Any]) -> Label:
        value = given.get(breakdown)
        (table,) = self._tables[breakdown]
        return None if value is None else self.definition.kinds[breakdown].tally(value)[table.id]

    def _add_answer(self, question: Question, value: Any, record_key: int, groups: list[Group]) -> None:
        if value is not None:
            self.texts += [(question.id, text) for text in question.settings.texts(value)]
        labels = {} if value is None else question.settings.tally(value)
        for table in self._tables[question.id]:
            for group in groups:
                place = (question.id, table.id, labels.get(table.id), group)
                self._counts[place] += 1
                self._keys[place] = (self._keys[place] + record_key) % KEY_SPACE

    def cells(self, question: Question, table: Table, group: Group = None) -> list[Cell]:
        """The cells of a table's labels in order, "no answer" last; of one group where one is given."""
        places = [(question.id, table.id, label, group) for label, _ in table.labels]
        cells = [Cell(self._counts[place], self._keys[place]) for place in places]
        none = (question.id, table.id, None, group)
        cannot_miss = question.required and question.settings.covers
        return [*cells, Cell(self._counts[none], None if cannot_miss else self._keys[none])]
