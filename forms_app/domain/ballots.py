"""Answers to padded bytes and back (ballot/1): every ballot of a version has the same size."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Unreadable
from forms_app.domain.fields import Kind

FORMAT = "ballot/1"
SIZES = (512, 1024, 2048, 3584)  # bytes before sealing
LONGEST_VERSION = 999_999


class Answerable(Protocol):
    """What a ballot needs to know of a question."""

    @property
    def id(self) -> str: ...

    @property
    def settings(self) -> Kind: ...


def pack(values: Mapping[str, Any], *, version: int, size: int) -> bytes:
    """The ballot of these stored values as canonical JSON, padded with spaces to size bytes."""
    packed = canonical({"format": FORMAT, "version": version, "answers": dict(values)})
    if len(packed) > size:
        raise ValueError(f"a ballot of {len(packed)} bytes does not fit in {size}")
    return packed.ljust(size)


def unpack(packed: bytes) -> tuple[int, dict[str, Any]]:
    """The version's number and the stored values; raises Unreadable for anything else than a ballot."""
    try:
        ballot = json.loads(packed)
        if ballot["format"] == FORMAT:
            return int(ballot["version"]), dict(ballot["answers"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable from error
    raise Unreadable


def size_for(questions: Iterable[Answerable]) -> int:
    """Bytes of every ballot of a version: the smallest size that holds its longest possible answers."""
    longest = longest_bytes(questions)
    for size in SIZES:
        if longest <= size:
            return size
    raise ValueError(f"answers may take {longest} bytes, more than {SIZES[-1]}")


def longest_bytes(questions: Iterable[Answerable]) -> int:
    frame = len(canonical({"format": FORMAT, "version": LONGEST_VERSION, "answers": {}}))
    return frame + sum(len(f'"{q.id}":,') + q.settings.longest_bytes() for q in questions)


def size_problems(questions: Iterable[Answerable]) -> list[str]:
    too_long = longest_bytes(questions) - SIZES[-1]
    if too_long <= 0:
        return []
    return [f"The longest possible answers are {too_long} bytes too long; shorten the limits of the text questions."]
