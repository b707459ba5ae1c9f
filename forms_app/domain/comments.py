"""Comments: what is struck out of them, and the topics that readers find in them as figures."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Any

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Problem
from forms_app.domain.publications import MINIMUM, publish
from forms_app.domain.tallies import Tally
from forms_app.domain.texts import Text

STRUCK = "[…]"  # in every language the mark of words left out
LONGEST_NAME, MOST_THEMES = 80, 20  # characters of a topic; topics of one question
WRITTEN, NAMED = "writes", "themes"  # questions of a form that is never asked: who wrote, what of
SILENT = b"wrote nothing"  # stands for all of them: nothing tells them apart
TOPICS: Text = {"en": "Topics in comments"}


def strike(words: str, phrases: Iterable[str]) -> str:
    """The comment with every place of these phrases struck out, however they are written in it; longest first.

    How long the words were is not to be seen. Raises Problem for a phrase that does not stand there.
    """
    wanted = sorted({phrase.strip() for phrase in phrases} - {"", STRUCK}, key=len, reverse=True)
    if not wanted:
        raise Problem("Please write the words to strike out, as they stand in the comment.")
    missing = next((one for one in wanted if not re.search(re.escape(one), words, re.IGNORECASE)), None)
    if missing is not None:
        raise Problem("“%(words)s” does not stand in this comment.", words=missing)
    pattern = re.compile("|".join(map(re.escape, wanted)), re.IGNORECASE)
    return re.sub(rf"{re.escape(STRUCK)}(?:\s*{re.escape(STRUCK)})+", STRUCK, pattern.sub(STRUCK, words))


def check_name(name: str, standing: Iterable[str]) -> str:
    """The name of a new topic, tidied; raises Problem."""
    tidy = " ".join(name.split())
    if not tidy:
        raise Problem("Please name the topic.")
    if len(tidy) > LONGEST_NAME:
        raise Problem("Please use at most %(most)d letters.", most=LONGEST_NAME)
    if tidy.casefold() in {one.casefold() for one in standing}:
        raise Problem("There is a topic of this name.")
    if len(list(standing)) >= MOST_THEMES:
        raise Problem("There can be %(most)d topics at most.", most=MOST_THEMES)
    return tidy


def theme_figures(
    found: Sequence[tuple[bytes, Set[str]]],
    *,
    question_id: str,
    names: Mapping[str, str],
    people: int,
    secret: bytes,
    today: date,
) -> dict[str, Any]:
    """Topics as one counted question of a publication: of the people, some wrote a comment, and each has its topics.

    `found` has the id and topics of at least ten comments, `people` counted in the publication they came with.
    The same drawing and audit as every figure; how many comments there are is drawn like every count.
    """
    if len(found) < MINIMUM:
        raise Problem("Topics are counted from ten comments on.")
    tally = Tally(_asking(names), secret)
    for id_, themes in found:
        chosen = {NAMED: {"chosen": [one for one in names if one in themes]}} if themes & names.keys() else {}
        tally.add(id_, {WRITTEN: True, **chosen})
    whole = people * -(-len(found) // people)  # one person may have written several
    tally.add(SILENT, {WRITTEN: False}, times=whole - len(found))
    body = publish(tally, secret=secret, number=1, version=1, first_day=today, last_day=today)
    (question,) = (one for one in body["questions"] if one["id"] == NAMED)
    return {**question, "id": _id_of(question_id), "text": TOPICS, "of": "comments", "whole": whole}


def _asking(names: Mapping[str, str]) -> Definition:
    """The form that nobody is asked."""
    options = [{"id": id_, "text": {"en": name}} for id_, name in names.items()]
    if not options:
        raise Problem("There is no topic yet.")
    head = {"format": "form/1", "id": "themes", "languages": ["en"], "title": TOPICS}
    wrote = {"id": WRITTEN, "kind": "yes_no", "text": TOPICS, "required": True}
    about = {"id": NAMED, "kind": "multi_choice", "text": TOPICS, "settings": {"options": options}}
    condition = {"q": WRITTEN, "op": "=", "value": True}
    page = {"id": "page01", "questions": [wrote, {**about, "show_if": condition}]}
    return Definition.model_validate({**head, "pages": [page]})


def _id_of(question_id: str) -> str:
    """An id that no question of the form has but by a chance of one in sixteen million."""
    return hashlib.sha256(f"themes of {question_id}".encode()).hexdigest()[:6]
