"""A person's name, whole as they write it, or given and family name apart."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from forms_app.domain.errors import Problem
from forms_app.domain.fields.free_text import read_line
from forms_app.domain.fields.kind import Kind
from forms_app.domain.fields.person_lines import check_lines, load_lines, longest_lines

WHOLE = 160  # bytes
PARTS = {"given": 100, "family": 100}  # bytes


class Name(Kind):
    name: ClassVar[str] = "name"
    is_personal: ClassVar[bool] = True

    style: Literal["one", "parts"] = "one"

    def parts(self) -> list[str]:
        return list(PARTS) if self.style == "parts" else []

    def check(self, raw: Sequence[str]) -> str | dict[str, str] | None:
        """The name, or its parts that were filled: many people have one name only."""
        if self.style == "parts":
            return check_lines(raw, PARTS)
        return read_line(" ".join(raw), WHOLE)

    def load(self, stored: object) -> str | dict[str, str]:
        if self.style == "parts":
            return load_lines(stored, PARTS)
        if not isinstance(stored, str) or not stored or read_line(stored, WHOLE) != stored:
            raise Problem("A name was expected.")
        return stored

    def columns(self) -> list[str]:
        return self.parts() or [""]

    def cells(self, value: str | Mapping[str, str]) -> list[str]:
        return [value] if isinstance(value, str) else [value.get(part, "") for part in PARTS]

    def longest_bytes(self) -> int:
        return longest_lines(PARTS) if self.style == "parts" else WHOLE + len('""')
