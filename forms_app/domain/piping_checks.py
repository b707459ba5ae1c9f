"""Which answers may stand in which later texts, and why not, in plain sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.piping import MOST, Find, asked_in
from forms_app.domain.texts import Text, in_language
from forms_app.domain.translations import texts_in


def piping_problems(definition: Definition) -> Iterator[str]:
    order = {page.id: place for place, page in enumerate(definition.pages)}
    for question in definition.questions:
        for text in (question.text, question.help):
            yield from _too_many(question, text)
        for id_ in sorted(_asked(question.text) | _asked(question.help)):
            yield from _problems_of(definition, order, question, id_)
    for words in _elsewhere(definition):
        yield f"“{words}” is a text that cannot show an answer; only a question's title or help can."


def may_be_piped(question: Question) -> bool:
    return question.settings.may_be_piped and not question.personal


def finder(definition: Definition, values: Mapping[str, Any], language: str) -> Find:
    """What stands for the answer to a question, for somebody who answered this so far."""
    return lambda id_: words_of(definition, values, id_, language)


def words_of(definition: Definition, values: Mapping[str, Any], id_: str, language: str) -> str | None:
    """The answer to a question in words; None where there is none, or none that may be shown."""
    asked = definition.by_id.get(id_)
    if asked is None or id_ not in values or not may_be_piped(asked):
        return None
    text = asked.settings.piped(values[id_])
    return in_language(text, language) if text else None


def _asked(text: Text | None) -> set[str]:
    return {id_ for words in (text or {}).values() for id_ in asked_in(words)}


def _too_many(question: Question, text: Text | None) -> Iterator[str]:
    if any(len(asked_in(words)) > MOST for words in (text or {}).values()):
        yield f"“{question.heading}” shows more than {MOST} answers in one text."


def _problems_of(definition: Definition, order: Mapping[str, int], question: Question, id_: str) -> Iterator[str]:
    asked = definition.by_id.get(id_)
    if asked is None:
        yield f"“{question.heading}” shows the answer to a question that is not there ({id_})."
    elif question.personal:
        yield f"“{question.heading}” asks for a personal detail, so no answer may stand in it."
    elif asked.personal:
        yield f"“{question.heading}” shows the answer to “{asked.heading}”, which is a personal detail."
    elif not may_be_piped(asked):
        yield (
            f"“{question.heading}” shows the answer to “{asked.heading}”; only a single choice, a yes/no or a scale "
            "can be shown."
        )
    elif order[definition.page_of(asked).id] >= order[definition.page_of(question).id]:
        yield (
            f"“{question.heading}” shows the answer to “{asked.heading}”, which is not asked on an earlier page; move "
            "it to a later page."
        )


def _elsewhere(definition: Definition) -> Iterator[str]:
    """Texts with the mark of an answer where none is put in."""
    heads = (definition.title, definition.intro, *(page.title for page in definition.pages))
    beside = [part for question in definition.questions for part in (question.settings, question.personal)]
    for text in texts_in((*heads, *beside)):
        yield from (words for words in text.values() if asked_in(words))
