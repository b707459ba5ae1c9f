"""A form under construction: a document shaped like form/1 that may lack things, and every way to change it.

Each function takes a document and gives a new one; `fresh` gives ids nobody has yet.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from forms_app.domain.definitions import MOST_IN_ALL, MOST_PAGES, MOST_QUESTIONS
from forms_app.domain.drafts.settings import carry_over, with_new_ids
from forms_app.domain.errors import NotFound, TooLong
from forms_app.domain.fields import KINDS

Document = dict[str, Any]
Fresh = Callable[[], str]
HELD = ("id", "text", "help", "required", "personal", "show_if")  # of a question, whatever its kind


MOST_LETTERS = 2_000_000  # of a draft as it is kept; a file to import has 512 kB, twenty drafts are kept of a form


def ensure_room(before: Document, after: Document) -> None:
    """Raises TooLong where a draft grew beyond what a form may hold; whatever makes it smaller is taken."""
    bounds = (MOST_LETTERS, MOST_PAGES, MOST_QUESTIONS, MOST_IN_ALL)
    for was, now, most in zip(_extent(before), _extent(after), bounds, strict=True):
        if now > max(was, most):
            raise TooLong


def _extent(document: Document) -> tuple[int, ...]:
    """Letters, pages, questions of its longest page, questions in all."""
    counts = [len(page["questions"]) for page in document.get("pages", [])]
    return len(json.dumps(document)), len(counts), max(counts, default=0), sum(counts)


def pages_of(document: Document) -> list[Document]:
    found: list[Document] = document.setdefault("pages", [])
    return found


def questions_of(document: Document) -> list[Document]:
    return [question for page in document.get("pages", []) for question in page.get("questions", [])]


def texts_by_id(document: Document) -> dict[str, dict[str, str]]:
    """The questions' texts, as far as there are any."""
    return {question["id"]: question["text"] for question in questions_of(document) if question.get("text")}


def ids_in(value: Any) -> Iterator[str]:
    """Every id a document uses, of options too."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for inner in value.values():
            yield from ids_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from ids_in(inner)


def get_question(document: Document, id_: str) -> Document:
    page, index = _place_of(document, id_)
    found: Document = pages_of(document)[page]["questions"][index]
    return found


HEAD = "head"  # of the form: all but its pages; shorter than an id
TRANSLATED = "translated_from"  # by language and text: the words a translation was made from, where they changed since
BESIDE = ("pages", TRANSLATED)  # not of the head


def find_part(document: Document, id_: str) -> Document | None:
    """A question, a page without its questions, or HEAD, as it stands; None where it is not there."""
    if id_ == HEAD:
        return {key: value for key, value in document.items() if key not in BESIDE}
    for question in questions_of(document):
        if question["id"] == id_:
            return question
    for page in document.get("pages", []):
        if page["id"] == id_:
            return {key: value for key, value in page.items() if key != "questions"}
    return None


def before(document: Document, id_: str) -> str | None:
    """What a question stands behind: the one before it on its page, or the page; None where it is not there."""
    for page in document.get("pages", []):
        ids = [question["id"] for question in page["questions"]]
        if id_ in ids:
            place = ids.index(id_)
            return ids[place - 1] if place else str(page["id"])
    return None


def first_changed(document: Document, was: Document) -> str | None:
    """The first question that is not as it was or where it was, the last one if some are gone behind it; else None."""
    former, found = questions_of(was), questions_of(document)
    for place, question in enumerate(found):
        if place >= len(former) or former[place] != question:
            return str(question["id"])
    return str(found[-1]["id"]) if found and len(former) > len(found) else None


def add_question(document: Document, *, kind: str, page: str, after: str | None, id_: str) -> Document:
    """A new question after another one of this page, or at the page's beginning."""
    made = deepcopy(document)
    asked = KINDS[kind]
    question: Document = {"id": id_, "kind": kind, "text": {}, "settings": {}}
    if asked.is_personal:
        question["personal"] = {"purpose": {}}
    listed = pages_of(made)[_page_index(made, page)]["questions"]
    places = [one["id"] for one in listed]
    listed.insert(places.index(after) + 1 if after in places else 0, question)
    return made


def set_question(document: Document, id_: str, question: Document) -> Document:
    made = deepcopy(document)
    page, index = _place_of(made, id_)
    pages_of(made)[page]["questions"][index] = deepcopy(question)
    return made


def change_kind(document: Document, id_: str, kind: str) -> Document:
    """The same question of another kind, with whatever of it fits."""
    was = get_question(document, id_)
    question = {key: was[key] for key in HELD if key in was}
    question |= {"kind": kind, "settings": carry_over(was.get("settings", {}), KINDS[was["kind"]], KINDS[kind])}
    if KINDS[kind].is_personal:
        question.setdefault("personal", {"purpose": {}})
        question.pop("required", None)
    elif KINDS[was["kind"]].is_personal or not KINDS[kind].asks:
        question.pop("personal", None)
    if not KINDS[kind].asks:
        question.pop("required", None)
    return set_question(document, id_, question)


def duplicate(document: Document, id_: str, *, fresh: Fresh, new_id: str) -> Document:
    """The same question once more, right after it; its answers get ids of their own."""
    made = deepcopy(document)
    page, index = _place_of(made, id_)
    copy = with_new_ids(deepcopy(pages_of(made)[page]["questions"][index]), fresh) | {"id": new_id}
    pages_of(made)[page]["questions"].insert(index + 1, copy)
    return made


def remove_question(document: Document, id_: str) -> Document:
    """Without it; groups are not compared by it any more."""
    made = deepcopy(document)
    page, index = _place_of(made, id_)
    del pages_of(made)[page]["questions"][index]
    if id_ in made.get("breakdowns", []):
        made["breakdowns"] = [one for one in made["breakdowns"] if one != id_]
    return made


def move_question(document: Document, id_: str, *, by: int) -> Document:
    """One place up (-1) or down (1), over the edge of its page into the next; at the form's ends it stays."""
    page, index = _place_of(document, id_)
    pages = pages_of(document)
    if 0 <= index + by < len(pages[page]["questions"]):
        return place_question(document, id_, page=pages[page]["id"], index=index + by)
    if not 0 <= page + by < len(pages):
        return document
    beside = pages[page + by]
    return place_question(document, id_, page=beside["id"], index=0 if by > 0 else len(beside["questions"]))


def place_question(document: Document, id_: str, *, page: str, index: int) -> Document:
    """To this place of a page, counted without the question itself."""
    made = deepcopy(document)
    from_page, from_index = _place_of(made, id_)
    question = pages_of(made)[from_page]["questions"].pop(from_index)
    listed = pages_of(made)[_page_index(made, page)]["questions"]
    listed.insert(max(0, min(index, len(listed))), question)
    return made


def add_page(document: Document, *, after: str, id_: str) -> Document:
    made = deepcopy(document)
    pages_of(made).insert(_page_index(made, after) + 1, {"id": id_, "questions": []})
    return made


def set_page(document: Document, id_: str, page: Document) -> Document:
    """Title and condition of a page; its questions stay."""
    made = deepcopy(document)
    index = _page_index(made, id_)
    held = pages_of(made)[index]["questions"]
    pages_of(made)[index] = {**deepcopy(page), "id": id_, "questions": held}
    return made


def remove_page(document: Document, id_: str) -> Document:
    """Without this page; its questions go to the one before, or after the first's to the next. The last one stays."""
    made = deepcopy(document)
    pages, index = pages_of(made), _page_index(made, id_)
    if len(pages) == 1:
        return made
    gone = pages.pop(index)
    if index > 0:
        pages[index - 1]["questions"] += gone["questions"]
    else:
        pages[0]["questions"] = gone["questions"] + pages[0]["questions"]
    return made


def move_page(document: Document, id_: str, *, by: int) -> Document:
    """One place up (-1) or down (1), with all its questions; at the form's ends it stays."""
    made = deepcopy(document)
    pages, index = pages_of(made), _page_index(made, id_)
    if 0 <= index + by < len(pages):
        pages.insert(index + by, pages.pop(index))
    return made


def split_page(document: Document, question: str, *, id_: str) -> Document:
    """A new page that begins with this question."""
    made = deepcopy(document)
    page, index = _place_of(made, question)
    listed = pages_of(made)[page]["questions"]
    pages_of(made).insert(page + 1, {"id": id_, "questions": listed[index:]})
    del listed[index:]
    return made


def _place_of(document: Document, id_: str) -> tuple[int, int]:
    for number, page in enumerate(document.get("pages", [])):
        for index, question in enumerate(page["questions"]):
            if question["id"] == id_:
                return number, index
    raise NotFound("question")


def _page_index(document: Document, id_: str) -> int:
    for index, page in enumerate(document.get("pages", [])):
        if page["id"] == id_:
            return index
    raise NotFound("page")
