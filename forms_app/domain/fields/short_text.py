"""Short text: one line in the visitor's own words, read apart from every figure."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from forms_app.domain.fields.free_text import read_line
from forms_app.domain.fields.kind import CONTENT
from forms_app.domain.fields.written import Quotable


class ShortText(Quotable):
    name: ClassVar[str] = "short_text"
    operators: ClassVar[tuple[str, ...]] = CONTENT

    longest: Annotated[int, Field(ge=1, le=800)] = 200  # bytes inside the quotes of canonical JSON

    def check(self, raw: Sequence[str]) -> str | None:
        return read_line(" ".join(raw), self.longest)
