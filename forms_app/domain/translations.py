"""Texts of a definition that lack one of its languages: what visitors read in the first language instead."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from forms_app.domain.definitions import Definition
from forms_app.domain.texts import Text


def texts_in(value: Any) -> Iterator[Text]:
    """Every text, in order: in the models of a definition every dict is one."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_in(getattr(value, name))
    elif isinstance(value, dict):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)


def untold(definition: Definition) -> list[str]:
    """A sentence for each text without words in the first language, which stand where others are missing."""
    first = definition.languages[0]
    return [f"“{next(iter(text.values()))}” has no text in {first}." for text in _own(definition) if first not in text]


def untranslated(definition: Definition) -> Iterator[str]:
    """A sentence for each further language that texts lack."""
    first, *others = definition.languages
    texts = list(texts_in(definition))
    for language in others:
        missing = sum(1 for text in texts if language not in text)
        if missing:
            one_or_more = "1 text has" if missing == 1 else f"{missing} texts have"
            yield f"{one_or_more} no words in {language}; visitors read them in {first} instead."


def _own(definition: Definition) -> Iterator[Text]:
    """All but those of settings, of which their kinds say what is missing."""
    yield from texts_in((definition.title, definition.intro, definition.contest))
    for page in definition.pages:
        yield from texts_in(page.title)
        for question in page.questions:
            yield from texts_in((question.text, question.help, question.personal))
