"""Long text: several lines in the visitor's own words, read apart from every figure."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from forms_app.domain.fields.free_text import read_lines
from forms_app.domain.fields.kind import CONTENT
from forms_app.domain.fields.written import Quotable


class LongText(Quotable):
    name: ClassVar[str] = "long_text"
    operators: ClassVar[tuple[str, ...]] = CONTENT

    longest: Annotated[int, Field(ge=1, le=3000)] = 800  # bytes inside the quotes of canonical JSON

    def check(self, raw: Sequence[str]) -> str | None:
        return read_lines("\n".join(raw), self.longest)
