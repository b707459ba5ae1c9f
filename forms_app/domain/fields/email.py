"""An email address of a person; whether anybody reads it is not asked."""

from collections.abc import Sequence
from typing import ClassVar

from email_validator import EmailNotValidError, validate_email

from forms_app.domain.errors import Problem
from forms_app.domain.fields.free_text import read_line
from forms_app.domain.fields.written import Written

LONGEST = 254  # bytes, RFC 5321 4.5.3.1.3 without the angle brackets


class Email(Written):
    name: ClassVar[str] = "email"
    is_personal: ClassVar[bool] = True

    def check(self, raw: Sequence[str]) -> str | None:
        """The address with its host in small letters and its accents composed."""
        sent = read_line(" ".join(raw), LONGEST)
        if sent is None:
            return None
        try:
            address = validate_email(sent, check_deliverability=False).normalized
        except (EmailNotValidError, UnicodeError) as error:
            raise Problem("Please write an email address such as name@example.org.") from error
        return read_line(address, LONGEST)

    def room(self) -> int:
        return LONGEST
