"""Values to counts, in memory only: one table per counted question, each cell keyed by the people in it."""

import hmac
from collections import Counter
from collections.abc import Mapping
from typing import Any

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.disclosure import Cell

KEY_SPACE = 1 << 64


class Tally:
    """Counts a release's ballots one by one; holds counters and texts, never a person's answers together."""

    def __init__(self, definition: Definition, secret: bytes) -> None:
        self.definition = definition
        self.n = 0
        self.texts: list[tuple[str, str]] = []  # question id, text
        self._secret = secret
        self._counts: Counter[tuple[str, str | None]] = Counter()
        self._keys: Counter[tuple[str, str | None]] = Counter()

    def add(self, ballot_id: bytes, values: Mapping[str, Any]) -> None:
        """Count one ballot's stored values."""
        record_key = int.from_bytes(hmac.digest(self._secret, b"record/1" + ballot_id, "sha256")[:8], "big")
        self.n += 1
        for question in self.definition.questions:
            self._add_answer(question, values.get(question.id), record_key)

    def _add_answer(self, question: Question, stored: Any, record_key: int) -> None:
        value = None if stored is None else question.settings.load(stored)
        if question.settings.is_text:
            if value is not None:
                self.texts.append((question.id, value))
            return
        place = (question.id, None if value is None else question.settings.tally(value))
        self._counts[place] += 1
        self._keys[place] = (self._keys[place] + record_key) % KEY_SPACE

    def table(self, question: Question) -> list[Cell]:
        """The cells of a question's labels in order, "no answer" last."""
        places = [(question.id, label) for label, _ in question.settings.labels()]
        cells = [Cell(self._counts[place], self._keys[place]) for place in places]
        none = (question.id, None)
        return [*cells, Cell(self._counts[none], None if question.required else self._keys[none])]
