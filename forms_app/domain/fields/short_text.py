"""Short text: one line in the visitor's own words, read apart from every figure."""

import unicodedata
from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from forms_app.domain.errors import Problem
from forms_app.domain.fields.kind import Kind

BYTES_PER_CHARACTER = 4  # UTF-8 at most; quotes and backslashes take 2 in JSON


class ShortText(Kind):
    name: ClassVar[str] = "short_text"
    is_text: ClassVar[bool] = True

    longest: Annotated[int, Field(ge=1, le=800)] = 200  # characters

    def check(self, raw: Sequence[str]) -> str | None:
        text = unicodedata.normalize("NFC", " ".join(raw)).strip()
        if not text:
            return None
        return self._ensure_fits(text)

    def load(self, stored: object) -> str:
        if not isinstance(stored, str) or not stored:
            raise Problem("A text was expected.")
        return self._ensure_fits(stored)

    def cells(self, value: str) -> list[str]:
        return [value]

    def longest_bytes(self) -> int:
        return self.longest * BYTES_PER_CHARACTER + len('""')

    def _ensure_fits(self, text: str) -> str:
        if len(text) > self.longest:
            raise Problem(
                "Please use at most %(longest)d characters; this has %(length)d.",
                longest=self.longest,
                length=len(text),
            )
        if any(unicodedata.category(character) in ("Cc", "Cs", "Cn") for character in text):
            raise Problem("Please remove the characters that cannot be shown, such as line breaks or tabs.")
        return text
