"""Answers put into later texts: {{abc123|your choice}} stands for the answer to the question abc123.

Only what was chosen from a list of the form's own is ever put in, once and as words: never a detail of a person, never
own words, and what is put in is not read again.
"""

import re
from collections.abc import Callable, Mapping

from forms_app.domain.texts import OWN_LANGUAGE, Text, in_language

PLACE = re.compile(r"\{\{ ?([a-z0-9]{6})(?:\|([^{}|<>*_\[\]\\\n]{0,100}))? ?\}\}")
NOTHING = "…"  # stands where nothing was answered and the text says nothing for that
USUAL = {OWN_LANGUAGE: "your choice"}  # offered for that
LONGEST = 200  # letters of an answer in a text
MOST = 5  # answers in one text
READABLE = {OWN_LANGUAGE: "[the answer to “%s”]"}  # in other languages the question stands there alone
ALONE = "[“%s”]"

Find = Callable[[str], str | None]  # the words for a question's id


def mark_of(id_: str, language: str) -> str:
    """What is written into a text to show the answer to a question."""
    return f"{{{{{id_}|{USUAL.get(language, NOTHING)}}}}}"


def asked_in(text: str) -> list[str]:
    """The ids of the questions whose answers a text shows."""
    return [place[1] for place in PLACE.finditer(text)]


def has_piping(text: Text | None) -> bool:
    return text is not None and any(PLACE.search(words) for words in text.values())


def filled(words: str, find: Find, show: Callable[[str], str] = str) -> str:
    """The text with the words found for each place as they are shown, or what it says for nothing; one pass over it."""
    return PLACE.sub(lambda place: show(_cut(find(place[1]) or "")) or (place[2] or "").strip() or NOTHING, words)


def masked(words: str) -> str:
    """The text as problems name it."""
    return PLACE.sub(NOTHING, words)


def readable_words(words: str, texts: Mapping[str, Text], language: str) -> str:
    """The text for those who read about the form: each place names the question whose answer stands there."""

    return PLACE.sub(lambda place: name_of(place[1], texts, language), words)


def name_of(id_: str, texts: Mapping[str, Text], language: str) -> str:
    """What stands for the answer to a question where nobody answered it."""
    asked = texts.get(id_)
    return READABLE.get(language, ALONE) % (masked(in_language(asked, language)) if asked else NOTHING)


def readable(text: Text, texts: Mapping[str, Text]) -> Text:
    return {language: readable_words(words, texts, language) for language, words in text.items()}


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + NOTHING
