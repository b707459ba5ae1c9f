"""Values to counts, in memory only: every cell of every table keyed by the people in it."""

import hmac
from collections import Counter
from collections.abc import Mapping
from typing import Any

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.disclosure import Cell
from forms_app.domain.fields.kind import Table

KEY_SPACE = 1 << 64
Place = tuple[str, str, str | None]  # question, table, label; None: no answer


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
        """Count one ballot's stored values; raises Problem, having counted nothing, for what was never asked."""
        loaded = {q.id: q.settings.load(values[q.id]) for q in self.definition.answered if q.id in values}
        record_key = int.from_bytes(hmac.digest(self._secret, b"record/1" + ballot_id, "sha256")[:8], "big")
        self.n += 1
        for question in self.definition.answered:
            self._add_answer(question, loaded.get(question.id), record_key)

    def _add_answer(self, question: Question, value: Any, record_key: int) -> None:
        if value is not None:
            self.texts += [(question.id, text) for text in question.settings.texts(value)]
        labels = {} if value is None else question.settings.tally(value)
        for table in self._tables[question.id]:
            place = (question.id, table.id, labels.get(table.id))
            self._counts[place] += 1
            self._keys[place] = (self._keys[place] + record_key) % KEY_SPACE

    def cells(self, question: Question, table: Table) -> list[Cell]:
        """The cells of a table's labels in order, "no answer" last."""
        places = [(question.id, table.id, label) for label, _ in table.labels]
        cells = [Cell(self._counts[place], self._keys[place]) for place in places]
        none = (question.id, table.id, None)
        cannot_miss = question.required and question.settings.covers
        return [*cells, Cell(self._counts[none], None if cannot_miss else self._keys[none])]
