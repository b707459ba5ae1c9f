"""Sentences of the text catalogue with the values they name, said alike by pages and commands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sentence:
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)  # numbers, texts, days, and instants of a form's own zone

    def said(self, show: Callable[[Any], Any], translate: Callable[[str], str] = str) -> str:
        """In words: the text translated, each value as the reader is shown it."""
        shown = {
            name: value.said(show, translate) if isinstance(value, Sentence) else show(value)
            for name, value in self.values.items()
        }
        return translate(self.text) % shown if shown else translate(self.text)


def N_(text: str) -> str:
    """Marks a text for the catalogue, translated where it is said."""
    return text
