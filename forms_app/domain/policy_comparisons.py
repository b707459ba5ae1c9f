"""Two versions of a text side by side: paragraphs that stayed, went, came or were changed, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, NEW, CHANGED = "same", "gone", "new", "changed"
WORDS = re.compile(r"\s+|[^\s]+")
ALIKE = 0.4  # share of common words from which one paragraph is another one's new wording


@dataclass(frozen=True)
class Piece:
    """Some words, and whether the other side lacks them."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Row:
    kind: str
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()


def compare(old: str, new: str) -> list[Row]:
    """In the order of the texts."""
    was, now = paragraphs(old), paragraphs(new)
    rows: list[Row] = []
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [Row(SAME, _whole(text), _whole(text)) for text in was[a:b]]
        else:
            rows += _changed(was[a:b], now[c:d])
    return rows


def paragraphs(text: str) -> list[str]:
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return [block.strip("\n") for block in blocks if block.strip()]


def _changed(was: Sequence[str], now: Sequence[str]) -> Iterator[Row]:
    """Paragraphs are paired as they come, where they have enough words in common."""
    left = list(now)
    for old in was:
        if left and _likeness(old, left[0]) >= ALIKE:
            yield _by_words(old, left.pop(0))
        else:
            yield Row(GONE, old=_whole(old, marked=True))
    yield from (Row(NEW, new=_whole(text, marked=True)) for text in left)


def _by_words(old: str, new: str) -> Row:
    was, now = WORDS.findall(old), WORDS.findall(new)
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        for side, words in zip(sides, (was[a:b], now[c:d]), strict=True):
            if words:
                side.append(Piece("".join(words), tag != "equal"))
    return Row(CHANGED, tuple(sides[0]), tuple(sides[1]))


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def _whole(text: str, *, marked: bool = False) -> tuple[Piece, ...]:
    return (Piece(text, marked),)
