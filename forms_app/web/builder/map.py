"""The way through a form as a drawing: pages as boxes with their questions, conditions as arrows with their words.

Everything is in units of a drawing 320 wide, which is as wide as the smallest screen; the list below it says the same.
"""

from collections.abc import Iterator
from types import SimpleNamespace

from flask_babel import gettext as _

from forms_app.domain import drafts
from forms_app.domain.drafts import Document, logic
from forms_app.domain.piping import readable_words

WIDTH, LEFT, RIGHT = 320, 4, 214  # of the drawing, and where boxes begin and end
LINE, GAP, PAD = 22, 26, 8  # height of a line, room between boxes and inside them
LANES, LANE, FIRST_LANE = 5, 8, 282  # where arrows run down beside the boxes
MOST_LETTERS, MOST_IN_WORDS, MOST_QUESTIONS = 29, 12, 80  # of a line, of an arrow; of a form that is drawn


def map_of(document: Document, language: str) -> SimpleNamespace | None:
    """The drawing; None where nothing depends on anything, or a drawing would say nothing any more."""
    if (
        not any(logic.asked_by(part) for part in _parts(document))
        or len(drafts.questions_of(document)) > MOST_QUESTIONS
    ):
        return None
    boxes, top = [], PAD
    for place, page in enumerate(document.get("pages", []), 1):
        box = _box(page, place, top, document, language)
        boxes.append(box)
        top += box.height + GAP
    arrows = list(_arrows(document, {line.id: line for box in boxes for line in box.lines}))
    return SimpleNamespace(width=WIDTH, height=top - GAP + PAD, boxes=boxes, arrows=arrows, middle=(LEFT + RIGHT) // 2)


def _parts(document: Document) -> Iterator[Document]:
    for page in document.get("pages", []):
        yield page
        yield from page["questions"]


def _box(page: Document, place: int, top: int, document: Document, language: str) -> SimpleNamespace:
    texts = drafts.texts_by_id(document)
    numbers = {one["id"]: number for number, one in enumerate(drafts.questions_of(document), 1)}
    title = page.get("title", {}).get(language, "")
    words = [(page["id"], _("Page %(number)d", number=place) + (f": {title}" if title else ""))]
    for question in page["questions"]:
        text = readable_words(question.get("text", {}).get(language, ""), texts, language) or _("No text yet")
        words.append((question["id"], f"{numbers[question['id']]} {text}"))
    lines = [
        SimpleNamespace(id=id_, text=_cut(text), y=top + PAD + LINE * row + LINE // 2, is_page=row == 0)
        for row, (id_, text) in enumerate(words)
    ]
    height = 2 * PAD + LINE * len(words)
    return SimpleNamespace(x=LEFT, y=top, width=RIGHT - LEFT, height=height, bottom=top + height, lines=lines)


def _arrows(document: Document, lines: dict[str, SimpleNamespace]) -> Iterator[SimpleNamespace]:
    """From each question that is asked about down a lane of its own to what depends on it."""
    numbers = {one["id"]: number for number, one in enumerate(drafts.questions_of(document), 1)}
    drawn = 0
    for part in _parts(document):
        asked = [id_ for id_ in dict.fromkeys(logic.asked_by(part)) if id_ in numbers]
        for id_ in asked:
            lane = FIRST_LANE + LANE * (drawn % LANES)
            start, end = lines[id_].y, lines[part["id"]].y
            path = f"M{RIGHT} {start} H{lane} V{end} H{RIGHT + 6}"
            head = f"{RIGHT + 1},{end} {RIGHT + 8},{end - 4} {RIGHT + 8},{end + 4}"
            yield SimpleNamespace(path=path, head=head, words="")
            drawn += 1
        if asked:
            named = _("only if %(numbers)s", numbers=", ".join(str(numbers[id_]) for id_ in asked))
            where = {"x": RIGHT + 10, "y": lines[part["id"]].y - 4}
            yield SimpleNamespace(path="", head="", words=_cut(named, MOST_IN_WORDS), **where)


def _cut(text: str, most: int = MOST_LETTERS) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
