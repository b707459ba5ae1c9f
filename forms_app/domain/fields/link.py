"""A web address."""

import re
from collections.abc import Sequence
from typing import Annotated, ClassVar
from urllib.parse import urlsplit

from pydantic import Field

from forms_app.domain.errors import Problem
from forms_app.domain.fields.chance import Dice
from forms_app.domain.fields.free_text import read_line
from forms_app.domain.fields.written import OwnWords

NEVER_IN_AN_ADDRESS = re.compile(r'[\s<>"\\^`{|}]')


class Link(OwnWords):
    name: ClassVar[str] = "link"

    longest: Annotated[int, Field(ge=20, le=800)] = 200  # bytes inside the quotes of canonical JSON

    def check(self, raw: Sequence[str]) -> str | None:
        address = read_line(" ".join(raw), self.longest)
        if address is not None and not _is_web_address(address):
            raise Problem("Please write the whole web address, such as https://example.org/page.")
        return address

    def sample(self, dice: Dice) -> str:
        return "https://example.org/"


def _is_web_address(address: str) -> bool:
    """http or https and a host; a user name before the host would only hide where the link goes."""
    try:
        parts = urlsplit(address)
        found = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return bool(found) and "@" not in parts.netloc and not NEVER_IN_AN_ADDRESS.search(address)
