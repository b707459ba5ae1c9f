"""Texts of settings that lack one of the form's languages."""

from collections.abc import Iterable, Sequence

from forms_app.domain.texts import Text


def missing_languages(texts: Iterable[Text | None], languages: Sequence[str]) -> list[str]:
    """A sentence for each language a given text lacks."""
    return [
        f"“{next(iter(text.values()))}” has no text in {language}."
        for text in texts
        if text is not None
        for language in languages
        if language not in text
    ]
