"""E-mail addresses as they are kept and written to."""

from email_validator import EmailNotValidError, validate_email


def find_address(typed: str) -> str | None:
    """The address in its one spelling, or None where it is none; nobody is asked whether it receives mail."""
    try:
        return validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def find_mailbox(typed: str) -> str | None:
    """The address as any mail server takes it, in ASCII, or None."""
    try:
        found = validate_email(typed.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return found.ascii_email
