"""What a form under construction still lacks, and the form as far as it is finished."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from forms_app.domain.contest_rules import Contest
from forms_app.domain.definitions import (
    MOST_BREAKDOWNS,
    MOST_IN_ALL,
    MOST_PAGES,
    MOST_QUESTIONS,
    Definition,
    Page,
    Question,
    Schedule,
)
from forms_app.domain.drafts import HEAD, TRANSLATED, Document, questions_of
from forms_app.domain.fields import KINDS
from forms_app.domain.sentences import N_, Sentence

NOTHING = {"id": "000000", "kind": "statement", "settings": {}}  # stands where nothing is asked yet
UNTITLED = {"en": "Untitled form"}
UNASKED = {"en": "Nothing is asked yet."}
_ASKED = {**NOTHING, "text": UNASKED}


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and the question or page it belongs to; None for the form itself."""

    at: str | None
    sentence: Sentence


@dataclass(frozen=True)
class Reading:
    """A document read once: the form as far as it is finished, and what is missing."""

    finished: Definition
    gaps: tuple[Gap, ...]

    def gap_sentences(self) -> list[str]:
        """What is missing in the words of commands and logs."""
        return [gap.sentence.said(lambda value: value) for gap in self.gaps]


def read(document: Document) -> Reading:
    """Reading a long form takes a good part of what a page of the builder takes."""
    whole = _read(document)
    return Reading(whole, ()) if whole else Reading(_finished(document), tuple(_gaps(document)))


def find_gaps(document: Document) -> list[Gap]:
    """What must be filled in before the document is a definition; empty where it is one."""
    return _gaps(document) if _read(document) is None else []


def _gaps(document: Document) -> list[Gap]:
    gaps = [*_head_gaps(document), *_page_gaps(document)]
    for number, question in enumerate(questions_of(document), 1):
        gaps += [Gap(question["id"], sentence) for sentence in _question_gaps(question, number)]
    return gaps or [Gap(None, Sentence(N_("Something in this form cannot be read; undo the last change.")))]


def gap_sentences(document: Document) -> list[str]:
    return read(document).gap_sentences()


def as_finished(document: Document) -> Definition:
    """The definition; of an unfinished one, all that is finished of it."""
    return _read(document) or _finished(document)


def _read(document: Document) -> Definition | None:
    try:
        return Definition.model_validate({key: value for key, value in document.items() if key != TRANSLATED})
    except ValidationError:
        return None


def _head_gaps(document: Document) -> Iterator[Gap]:
    if not document.get("title"):
        yield Gap(HEAD, Sentence(N_("The form has no title yet.")))
    if any(not _fits(_bare(document), key, document[key]) for key in ("title", "intro") if document.get(key)):
        yield Gap(HEAD, Sentence(N_("The title or the introduction is longer than 4000 letters; shorten it.")))
    if len(document.get("breakdowns", [])) > MOST_BREAKDOWNS:
        yield Gap(HEAD, Sentence(N_("Groups can be compared by at most four questions; untick the others.")))
    if document.get("schedule") and _part(Schedule, document["schedule"]) is None:
        yield Gap(HEAD, Sentence(N_("The opening or closing time cannot be read.")))
    if document.get("contest") and _part(Contest, document["contest"]) is None:
        yield Gap(
            HEAD,
            Sentence(N_("The rules of the prize draw are not finished: name a prize, and write numbers in figures.")),
        )
    if len(questions_of(document)) > MOST_IN_ALL:
        words = N_("The form has %(count)d questions; at most %(most)d can be asked. Remove some.")
        yield Gap(None, Sentence(words, {"count": len(questions_of(document)), "most": MOST_IN_ALL}))
    if not questions_of(document):
        yield Gap(None, Sentence(N_("Nothing is asked yet; add a question.")))


def _page_gaps(document: Document) -> Iterator[Gap]:
    for number, page in enumerate(document.get("pages", []), 1):
        if not page["questions"] and len(document["pages"]) > 1:
            sentence = N_("Page %(number)d has no questions; add one or remove the page.")
            yield Gap(page["id"], Sentence(sentence, {"number": number}))
        if page.get("title") and _part(Page, {"id": page["id"], "title": page["title"], "questions": [_ASKED]}) is None:
            sentence = N_("The title of page %(number)d is longer than 4000 letters; shorten it.")
            yield Gap(page["id"], Sentence(sentence, {"number": number}))


def _question_gaps(question: Document, number: int) -> Iterator[Sentence]:
    """What the question lacks itself, then its settings: read together, the settings would hide the rest."""
    bare = {**question, "kind": "statement", "settings": {}}
    for model, given in ((Question, bare), (KINDS[question["kind"]], question.get("settings", {}))):
        try:
            model.model_validate(given)
        except ValidationError as error:
            for one in error.errors(include_input=False, include_url=False):
                yield _sentence(one, question, number)


def _sentence(error: Any, question: Document, number: int) -> Sentence:
    """What is wrong in words, by where it is."""
    place = [step for step in error["loc"] if isinstance(step, str)]
    named = {
        "text": N_("Question %(number)d has no text yet."),
        "purpose": N_("Question %(number)d is a personal detail: say what it is for."),
        "delete_after": N_("Question %(number)d is a personal detail: say after how many days it is deleted."),
        "label": N_("Question %(number)d needs the words that are agreed to."),
        "options": N_("Question %(number)d needs more answers to choose from, one on each line."),
        "items": N_("Question %(number)d needs at least two things to put in order, one on each line."),
        "rows": N_("Question %(number)d needs at least one row."),
        "columns": N_("Question %(number)d needs at least two columns."),
        "show_if": N_("The condition of question %(number)d is not finished."),
    }
    if error["type"] == "string_too_long":
        words = N_("Question %(number)d: a text is longer than %(most)d letters; shorten it.")
        return Sentence(words, {"number": number, "most": error["ctx"]["max_length"]})
    found = next((named[step] for step in reversed(place) if step in named), None)
    if found is not None and not (place[-1:] == ["text"] and len(place) > 1):
        return Sentence(found, {"number": number})
    words = N_("Question %(number)d: %(setting)s cannot be read (%(why)s).")
    return Sentence(words, {"number": number, "setting": ".".join(place) or question["kind"], "why": error["msg"]})


def _finished(document: Document) -> Definition:
    """Whatever cannot be read is left out by itself, and never takes anything else with it."""
    finished = map(_finished_page, document.get("pages", []))
    pages = list(_within_bounds(page for page in finished if page is not None))
    ids = {question["id"] for page in pages for question in page["questions"]}
    body = _bare(document)
    kept = {key: document[key] for key in KEPT if key in document and _fits(body, key, document[key])}
    if pages:
        body["pages"] = [_without_strangers(page, ids) for page in pages]
    body["breakdowns"] = [id_ for id_ in document.get("breakdowns", []) if id_ in ids][:MOST_BREAKDOWNS]
    return Definition.model_validate(body | kept)


def _within_bounds(pages: Iterator[Document]) -> Iterator[Document]:
    """As many pages and questions as a form may have."""
    left = MOST_IN_ALL
    for page in islice(pages, MOST_PAGES):
        kept = page["questions"][:left]
        left -= len(kept)
        if kept:
            yield {**page, "questions": kept}


KEPT = (
    "title",
    "intro",
    "switches",
    "keep_days",
    "rhythm",
    "poll",
    "audience",
    "receipt",
    "kiosk",
    "schedule",
    "contest",
)


def _bare(document: Document) -> Document:
    """A definition of the same id and languages that asks nothing."""
    languages = document.get("languages") or ["en"]
    nothing = {**NOTHING, "text": dict.fromkeys(languages, UNASKED["en"])}
    return {
        "format": "form/1",
        "id": document["id"],
        "languages": languages,
        "title": dict.fromkeys(languages[:1], UNTITLED["en"]),
        "pages": [{"id": "000001", "questions": [nothing]}],
    }


def _fits(bare: Document, key: str, value: Any) -> bool:
    return value is not None and _part(Definition, {**bare, key: value}) is not None


def _finished_page(page: Document) -> Document | None:
    read = [question for question in page["questions"] if _part(Question, question) is not None]
    questions = read[:MOST_QUESTIONS]
    made = {**page, "questions": questions}
    if not questions:
        return None
    return made if _part(Page, made) is not None else {"id": page["id"], "questions": questions}


def _without_strangers(page: Document, ids: set[str]) -> Document:
    """No condition looks at a question that is not there."""
    kept = {key: value for key, value in page.items() if key != "show_if" or _asks_only(value, ids)}
    kept["questions"] = [
        {key: value for key, value in question.items() if key != "show_if" or _asks_only(value, ids)}
        for question in page["questions"]
    ]
    return kept


def _asks_only(tree: Any, ids: set[str]) -> bool:
    if not isinstance(tree, dict):
        return True
    branches = tree.get("all") or tree.get("any") or []
    return (tree.get("q") in ids if "q" in tree else True) and all(_asks_only(branch, ids) for branch in branches)


def _part(model: Any, given: Any) -> Any:
    try:
        return model.model_validate(given)
    except (ValidationError, ValueError, TypeError, AttributeError):
        return None
