"""Corrected wordings as pages show them: day by day, each text as it was and as it is now."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from types import SimpleNamespace

from flask_babel import format_date

from forms_app.domain.texts import Text
from forms_app.web.languages import own_name

Corrected = tuple[date, Text, Text]  # the day, what it was, what it is now


def corrections_in_words(corrected: Iterable[Corrected], languages: Sequence[str]) -> list[SimpleNamespace]:
    """Oldest first; a text stands there in every language in which it says otherwise than before."""
    return [_in_words(day, list(found), languages) for day, found in groupby(corrected, key=lambda one: one[0])]


def _in_words(day: date, corrected: list[Corrected], languages: Sequence[str]) -> SimpleNamespace:
    added = [one for one in languages if any(one in now and one not in was for _day, was, now in corrected)]
    return SimpleNamespace(
        day=format_date(day, "long"),
        texts=[pair for one in corrected for pair in _pairs(one, languages)],
        added=", ".join(own_name(language) for language in added),
    )


def _pairs(one: Corrected, languages: Sequence[str]) -> list[SimpleNamespace]:
    _day, was, now = one
    return [
        SimpleNamespace(language=language, was=was[language], now=now.get(language, ""))
        for language in languages
        if language in was and was[language] != now.get(language)
    ]
