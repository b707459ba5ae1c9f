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
Read = tuple[Any, Mapping[str, str]]  # a value and the label it counts for in each table


class Tally:
    """Counts a release's ballots one by one; holds counters and texts, never a person's answers together."""

    def __init__(self, definition: Definition, secret: bytes) -> None:
        self.definition = definition
        self.n = 0
        self.texts: list[tuple[str, str]] = []  # question id, text
        self._secret = secret
        self._counts: Counter[Place] = Counter()
        self._keys: Counter[Place] = Counter()
        self._known = {q.id: _Known(q) for q in definition.answered}
        self._all = set(self._known)
        self._hides = any(definition.is_conditional(question) for question in definition.questions)

    def add(self, ballot_id: bytes, values: Mapping[str, Any], *, times: int = 1) -> None:
        """Count one ballot's stored values; raises Problem, having counted nothing, for what was never asked.

        So many alike may be counted at once, where nothing ever counts them apart: the id stands for them all.
        What was shown is worked out anew from the conditions; nothing about it is stored.
        """
        read = {id_: known.read(values[id_]) for id_, known in self._known.items() if id_ in values}
        if self._hides:
            loaded = {id_: value for id_, (value, _) in read.items()}
            shown, given = drop_hidden(self.definition, loaded)
            read = {id_: read[id_] for id_ in given}
        else:
            shown = self._all
        record_key = int.from_bytes(hmac.digest(self._secret, b"record/1" + ballot_id, "sha256")[:8], "big")
        groups: list[Group] = [None, *((id_, self._group_of(id_, read)) for id_ in self.definition.breakdowns)]
        self.n += times
        for id_, known in self._known.items():
            if id_ in shown:
                self._add_answer(known, read.get(id_), record_key, groups, times)

    def _group_of(self, breakdown: str, read: Mapping[str, Read]) -> Label:
        (table,) = self._known[breakdown].tables
        return read[breakdown][1][table] if breakdown in read else None

    def _add_answer(self, known: "_Known", read: Read | None, record_key: int, groups: list[Group], times: int) -> None:
        labels: Mapping[str, str] = {}
        if read is not None:
            value, labels = read
            self.texts += [(known.id, text) for text in known.settings.texts(value)]
        for table in known.tables:
            label = labels.get(table)
            for group in groups:
                place = (known.id, table, label, group)
                self._counts[place] += times
                self._keys[place] += record_key

    def cells(self, question: Question, table: Table, group: Group = None) -> list[Cell]:
        """The cells of a table's labels in order, "no answer" last; of one group where one is given."""
        places = [(question.id, table.id, label, group) for label, _ in table.labels]
        cells = [Cell(self._counts[place], self._keys[place] % KEY_SPACE) for place in places]
        none = (question.id, table.id, None, group)
        cannot_miss = question.required and question.settings.covers
        return [*cells, Cell(self._counts[none], None if cannot_miss else self._keys[none] % KEY_SPACE)]


class _Known:
    """A question with what need not be worked out anew for every ballot."""

    def __init__(self, question: Question) -> None:
        self.id = question.id
        self.settings = question.settings
        self.tables = [table.id for table in question.settings.tables()]
        self._is_listed = question.settings.possible_values() is not None
        self._read: dict[tuple[type, Any], Read] = {}

    def read(self, stored: Any) -> Read:
        """A stored value loaded and counted; answers of a list are kept, own words never are."""
        if not self._is_listed or not isinstance(stored, str | int):
            return self._read_anew(stored)
        place = (type(stored), stored)  # true equals 1, but is no point of a scale
        if place not in self._read:
            self._read[place] = self._read_anew(stored)
        return self._read[place]

    def _read_anew(self, stored: Any) -> Read:
        value = self.settings.load(stored)
        return value, self.settings.tally(value)
