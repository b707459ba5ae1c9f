"""Corrected wordings as pages show them: day by day, each text as it was and as it is now."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from types import SimpleNamespace

from flask_babel import format_date

from forms_app.domain.texts import Text

Corrected = tuple[date, Text, Text]  # the day, what it was, what it is now


def corrections_in_words(corrected: Iterable[Corrected], languages: Sequence[str]) -> list[SimpleNamespace]:
    """Oldest first; a text stands there in every language in which it differs."""
    return [
        SimpleNamespace(day=format_date(day, "long"), texts=[pair for one in found for pair in _pairs(one, languages)])
        for day, found in groupby(corrected, key=lambda one: one[0])
    ]


def _pairs(one: Corrected, languages: Sequence[str]) -> list[SimpleNamespace]:
    _day, was, now = one
    return [
        SimpleNamespace(language=language, was=was.get(language, ""), now=now.get(language, ""))
        for language in languages
        if was.get(language) != now.get(language)
    ]
