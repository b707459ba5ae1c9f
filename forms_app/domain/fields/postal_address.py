"""A postal address of a person, in the lines an envelope needs."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from forms_app.domain.fields.kind import Kind
from forms_app.domain.fields.person_lines import check_lines, load_lines, longest_lines

LINES = {"line1": 120, "line2": 120, "postal_code": 20, "city": 100, "region": 100, "country": 100}  # bytes


class PostalAddress(Kind):
    name: ClassVar[str] = "postal_address"
    is_personal: ClassVar[bool] = True

    def parts(self) -> list[str]:
        return list(LINES)

    def check(self, raw: Sequence[str]) -> dict[str, str] | None:
        """The lines that were filled: no country needs all of them."""
        return check_lines(raw, LINES)

    def load(self, stored: object) -> dict[str, str]:
        return load_lines(stored, LINES)

    def columns(self) -> list[str]:
        return list(LINES)

    def cells(self, value: Mapping[str, str]) -> list[str]:
        return [value.get(part, "") for part in LINES]

    def longest_bytes(self) -> int:
        return longest_lines(LINES)
