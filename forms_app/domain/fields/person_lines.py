"""Lines of text about a person, each an input of its own: parts of a name, of an address."""

from collections.abc import Mapping, Sequence

from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Problem
from forms_app.domain.fields.free_text import read_line
from forms_app.domain.fields.kind import split_parts


def check_lines(raw: Sequence[str], rooms: Mapping[str, int]) -> dict[str, str] | None:
    """What was written in each line, rooms being the bytes each may take; raises Problem."""
    own, given = split_parts(raw, list(rooms))
    if any(text.strip() for text in own):
        raise Problem("Please write each part in its own field.")
    lines = {part: read_line(given.get(part, ""), room) for part, room in rooms.items()}
    return {part: line for part, line in lines.items() if line is not None} or None


def load_lines(stored: object, rooms: Mapping[str, int]) -> dict[str, str]:
    if isinstance(stored, dict) and all(isinstance(line, str) for line in stored.values()):
        value = check_lines([f"{part}={line}" for part, line in stored.items()], rooms)
        if value is not None and value == stored:
            return value
    raise Problem("Please write each part in its own field.")


def longest_lines(rooms: Mapping[str, int]) -> int:
    """Bytes of canonical JSON with every line full."""
    return len(canonical(dict.fromkeys(rooms, ""))) + sum(rooms.values())
