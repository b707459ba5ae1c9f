"""Answers that come again and again, kept by a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms_app.domain.errors import Problem, Refused
from forms_app.domain.messages import LONGEST

LONGEST_NAME, MOST = 80, 200  # characters; templates


@dataclass(frozen=True, kw_only=True)
class AnswerTemplate:
    id: bytes
    name: str
    words: str

    @property
    def key(self) -> str:
        return self.id.hex()


def read_template(raw: Mapping[str, str]) -> dict[str, str]:
    """What was typed, as it may be kept; raises Refused with the problem of each field."""
    name, words = " ".join(raw.get("name", "").split()), raw.get("words", "").replace("\r\n", "\n").strip()
    problems = {}
    if not name or not name.isprintable():
        problems["name"] = Problem("Please give it a name by which you find it.")
    elif len(name) > LONGEST_NAME:
        problems["name"] = Problem("Please use at most %(longest)d characters.", longest=LONGEST_NAME)
    if not words or "\0" in words:
        problems["words"] = Problem("Please write the answer.")
    elif len(words) > LONGEST:
        problems["words"] = Problem("Please use at most %(longest)d characters.", longest=LONGEST)
    if problems:
        raise Refused(problems)
    return {"name": name, "words": words}
