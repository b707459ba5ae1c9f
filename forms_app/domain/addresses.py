"""E-mail addresses as accounts keep them."""

from email_validator import EmailNotValidError, validate_email


def find_address(typed: str) -> str | None:
    """The address in its one spelling, or None where it is none; nobody is asked whether it receives mail."""
    try:
        return validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        return None
