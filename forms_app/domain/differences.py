"""What differs between two definitions of one form: in what is asked and counted, or in its wording alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from forms_app.domain.definitions import Definition, Page, Question
from forms_app.domain.piping import readable
from forms_app.domain.texts import Text

PARTS = {  # of a form, as they are named where they differ
    "id": "The id of the form",
    "switches": "What is done with answers",
    "keep_days": "Until when what is kept one by one is deleted",
    "rhythm": "When answers are counted",
    "breakdowns": "The questions that groups are compared by",
    "receipt": "Whether a receipt code is given",
    "kiosk": "Whether it is for a shared device",
    "schedule": "When it opens and closes",
    "poll": "Whether it is a public poll",
    "audience": "For whom it is",
    "intro": "Whether it has an introduction",
}
OF_QUESTION = {
    "kind": "is another question type",
    "help": "has a help text now, or has none any more",
    "required": "is required now, or is no longer required",
    "personal": "is treated otherwise as a personal detail",
    "show_if": "is shown on another condition",
    "settings": "has other answers or limits",
}


@dataclass(frozen=True)
class Reworded:
    """One text in both its wordings."""

    question: str | None  # id of the question it belongs to
    was: Text
    now: Text


def differences(old: Definition, new: Definition) -> list[str]:
    """A sentence for everything that differs beside the wording; texts of personal purposes are no mere wording."""
    return [
        *_parts(old, new),
        *_pages(old, new),
        *(line for question in old.questions for line in _question(question, new.by_id.get(question.id))),
        *(f"“{question.heading}” is new." for question in new.questions if question.id not in old.by_id),
    ]


def rewordings(old: Definition, new: Definition) -> list[Reworded]:
    """The texts that say otherwise, in the order of the form; of definitions that differ in wording alone."""
    pairs = zip(_texts(old, None), _texts(new, None), strict=True)
    names = old.texts_by_id, new.texts_by_id
    return [
        Reworded(question, readable(was, names[0]), readable(now, names[1]))
        for (question, was), (_, now) in pairs
        if was != now
    ]


def _parts(old: Definition, new: Definition) -> Iterator[str]:
    if new.languages[: len(old.languages)] != old.languages:
        yield "A language of the form is gone, or stands elsewhere."  # one that is added says the same to more people
    if old.contest != new.contest:
        yield "The rules of the prize draw differ."  # to the letter: people entered under them
    for name, words in PARTS.items():
        if _masked(getattr(old, name)) != _masked(getattr(new, name)):
            yield f"{words} differs."


def _pages(old: Definition, new: Definition) -> Iterator[str]:
    was, now = ([_page(page) for page in each.pages] for each in (old, new))
    common = {question.id for question in old.questions} & {question.id for question in new.questions}
    orders = [[q.id for q in each.questions if q.id in common] for each in (old, new)]
    if orders[0] != orders[1]:
        yield "The questions stand in another order."
    elif [page[0] for page in was] != [page[0] for page in now] or _layout(old, common) != _layout(new, common):
        yield "The pages are divided otherwise."
    elif was != now:
        yield "A page is shown on another condition, or has a title now, or has none any more."


def _page(page: Page) -> tuple[str, Any, bool]:
    return page.id, page.show_if, page.title is None


def _layout(definition: Definition, common: set[str]) -> list[tuple[str, str]]:
    return [(page.id, question.id) for page in definition.pages for question in page.questions if question.id in common]


def _question(old: Question, new: Question | None) -> Iterator[str]:
    if new is None:
        yield f"“{old.heading}” is not asked any more."
        return
    if old.kind != new.kind:
        yield f"“{old.heading}” {OF_QUESTION['kind']}."
        return
    for name, words in OF_QUESTION.items():
        was, now = getattr(old, name), getattr(new, name)
        if (was != now) if name == "personal" else (_masked(was) != _masked(now)):
            yield f"“{old.heading}” {words}."


def _masked(value: Any) -> Any:
    """A part of a definition without its wording: in its models every dict is a text."""
    if isinstance(value, BaseModel):
        return type(value), {name: _masked(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return "a text"
    return [_masked(item) for item in value] if isinstance(value, tuple) else value


def _texts(value: Any, question: str | None) -> Iterator[tuple[str | None, Text]]:
    if isinstance(value, Question):
        question = value.id
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), question)
    elif isinstance(value, dict):
        yield question, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, question)
