"""The languages of a draft: its texts one by one with their translations, and every change of which languages it has.

A language that is taken off the list keeps its words, so that they are there again when it comes back.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from forms_app.domain.drafts import HEAD, TRANSLATED, Document
from forms_app.domain.drafts.contest import TEXTS
from forms_app.domain.drafts.settings import Setting, settings_of
from forms_app.domain.fields import KINDS
from forms_app.domain.texts import with_first

MOST_LANGUAGES = 30  # as a definition
RULES = "rules"  # where the texts of the prize draw belong, which are fixed once the form opens
OFFER = "offer"  # and what a voucher is good for, which stands beside the draft


@dataclass(frozen=True)
class Written:
    """One text of a draft. Its words may be changed in place."""

    at: str  # HEAD, RULES, OFFER, or the id of its page or question
    name: str  # title, intro, text, help, purpose, or what a setting is called
    key: str  # the only one of its kind in the document, also when others are added or moved
    words: dict[str, str]
    unwritten: dict[str, Any] | None = None  # the settings that say it without being told: nobody wrote it yet


def languages_of(document: Document) -> list[str]:
    return list(document.get("languages") or ["en"])


def each_text(document: Document) -> Iterator[Written]:
    """Every text in the order of the form, with what settings say where nothing is said."""
    for name in ("title", "intro"):
        if isinstance(document.get(name), dict):
            yield Written(HEAD, name, f"{HEAD}.{name}", document[name])
    for page in document.get("pages", []):
        if isinstance(page.get("title"), dict):
            yield Written(page["id"], "title", f"{page['id']}.title", page["title"])
        for question in page["questions"]:
            yield from _of_question(question)
    yield from _of_rules(document.get("contest", {}))


def list_open(document: Document, *, is_opened: bool) -> list[Written]:
    """The texts that have words and may still be translated."""
    first = languages_of(document)[0]
    return [one for one in each_text(document) if one.words.get(first) and not (is_opened and one.at == RULES)]


def of_offer(document: Document, offer: Mapping[str, str], *, is_opened: bool) -> list[Written]:
    """What a voucher is good for, as far as it has words and may still be translated."""
    is_open = bool(offer.get(languages_of(document)[0])) and not is_opened
    return [Written(OFFER, "offer", f"{OFFER}.offer", dict(offer))] if is_open else []


def count_missing(texts: Iterable[Written], language: str) -> int:
    """How many of these have no words in this language."""
    return sum(1 for one in texts if not one.words.get(language))


def originals_of(document: Document, language: str) -> dict[str, str]:
    """By key, the words that a translation was made from, where other words stand there now."""
    found: dict[str, str] = document.get(TRANSLATED, {}).get(language, {})
    return found


def count_outdated(document: Document) -> dict[str, int]:
    """By language, how many translations were made from other words."""
    counts = {language: len(originals_of(document, language)) for language in languages_of(document)[1:]}
    return {language: count for language, count in counts.items() if count}


def note_outdated(before: Document, after: Document) -> Document:
    """The changed draft, with what its translations were made from where the words changed beside them."""
    first = languages_of(after)[0]
    if languages_of(before)[0] != first:
        return {key: value for key, value in after.items() if key != TRANSLATED}
    noted = {language: dict(words) for language, words in after.get(TRANSLATED, {}).items()}
    were = {one.key: one.words for one in _changed(before, after)}
    for one in _changed(after, before):
        for language in {*one.words, *noted} - {first}:
            _note(noted.setdefault(language, {}), one, were.get(one.key, {}), first, language)
    return _with_notes(after, noted)


def still_fits(document: Document, keys: Iterable[str], language: str) -> Document:
    """The draft whose translations of these texts fit the words that stand there now."""
    noted = {code: dict(words) for code, words in document.get(TRANSLATED, {}).items()}
    for key in keys:
        noted.get(language, {}).pop(key, None)
    return _with_notes(document, noted)


def with_words(document: Document, typed: Mapping[str, str], language: str) -> Document:
    """The draft with these words by key; an empty one takes words away."""
    made = deepcopy(document)
    for one in each_text(made):
        words = typed.get(one.key, one.words.get(language, "")).strip()
        if words == one.words.get(language, ""):
            continue
        if words:
            one.words[language] = words
        else:
            del one.words[language]
        if one.unwritten is not None:
            one.unwritten[one.name] = one.words
    return made


def add_language(document: Document, language: str) -> Document:
    languages = languages_of(document)
    if language in languages or len(languages) >= MOST_LANGUAGES:
        return document
    return {**document, "languages": [*languages, language]}


def remove_language(document: Document, language: str) -> Document:
    """Off the list, its words kept; the first one stays, since every text has words in it."""
    languages = languages_of(document)
    return {**document, "languages": [languages[0], *(one for one in languages[1:] if one != language)]}


def begin_with(document: Document, language: str) -> Document:
    """Another of its languages becomes the first: the one questions are written in, and others fall back to."""
    languages = languages_of(document)
    if language not in languages:
        return document
    made: Document = with_first(document, language)
    return {**made, "languages": [language, *(one for one in languages if one != language)]}


def rename_first(document: Document, language: str) -> Document:
    """The words written so far are in this language, not in the one they were taken for."""
    first, *others = languages_of(document)
    if language in (first, *others):
        return document
    made = deepcopy(document)
    for one in each_text(made):
        if first in one.words and one.unwritten is None:
            one.words[language] = one.words.pop(first)
    made = with_first(made, language)
    return {**made, "languages": [language, *others]}


def _note(noted: dict[str, str], one: Written, were: Mapping[str, str], first: str, language: str) -> None:
    """A translation is out of date while the words it was made from do not stand there."""
    if not one.words.get(language) or one.words.get(language) != were.get(language):
        noted.pop(one.key, None)
    elif one.words.get(first) != were.get(first):
        noted.setdefault(one.key, were.get(first, ""))
        if noted[one.key] == one.words.get(first):
            del noted[one.key]


def _changed(document: Document, other: Document) -> Iterator[Written]:
    """The texts of the parts that are not the same in the other one."""
    same = {question["id"]: question for page in other.get("pages", []) for question in page["questions"]}
    pages = [
        {**page, "questions": [one for one in page["questions"] if same.get(one["id"]) != one]}
        for page in document.get("pages", [])
    ]
    return each_text({**document, "pages": pages})


def _with_notes(document: Document, noted: dict[str, dict[str, str]]) -> Document:
    """With the notes of texts that are there."""
    made = {key: value for key, value in document.items() if key != TRANSLATED}
    if any(noted.values()):
        standing = {one.key for one in each_text(document)}
        kept = {code: {key: was for key, was in words.items() if key in standing} for code, words in noted.items()}
        made |= {TRANSLATED: {code: words for code, words in kept.items() if words}} if any(kept.values()) else {}
    return made


def _of_question(question: Document) -> Iterator[Written]:
    id_ = question["id"]
    yield Written(id_, "text", f"{id_}.text", question.get("text", {}))
    if isinstance(question.get("help"), dict):
        yield Written(id_, "help", f"{id_}.help", question["help"])
    for setting in settings_of(KINDS[question["kind"]]):
        yield from _of_setting(id_, setting, question.get("settings", {}))
    purpose = (question.get("personal") or {}).get("purpose")
    if isinstance(purpose, dict):
        yield Written(id_, "purpose", f"{id_}.purpose", purpose)


def _of_rules(contest: dict[str, Any]) -> Iterator[Written]:
    for place, prize in enumerate(contest.get("prizes", [])):
        yield Written(RULES, "prize", f"{RULES}.prize.{place}", prize.get("name", {}))
    for name in TEXTS:
        if isinstance(contest.get(name), dict):
            yield Written(RULES, name, f"{RULES}.{name}", contest[name])


def _of_setting(id_: str, setting: Setting, settings: dict[str, Any]) -> Iterator[Written]:
    key, held = f"{id_}.{setting.name}", settings.get(setting.name)
    if setting.shape == "text" and isinstance(held, dict):
        yield Written(id_, setting.name, key, held)
    elif setting.shape == "text" and held is None and isinstance(setting.usual, Mapping):
        yield Written(id_, setting.name, key, dict(setting.usual), unwritten=settings)
    elif setting.shape == "options" and isinstance(held, list):
        for option in held:
            yield Written(id_, setting.name, f"{key}.{option['id']}", option["text"])
    elif setting.shape == "texts" and isinstance(held, list):
        for place, words in enumerate(held):
            yield Written(id_, setting.name, f"{key}.{place}", words)
