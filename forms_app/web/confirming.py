"""Asking for the password once more, before something that cannot be taken back."""

from flask_babel import gettext as _
from flask_security import current_user
from flask_security.utils import verify_password

LONGEST = 1_000  # characters that are looked at


def password_problem(typed: str) -> str | None:
    """The sentence where this is not the password of who is signed in."""
    if not typed:
        return _("Please type your password.")
    if len(typed) > LONGEST or not verify_password(typed, current_user.password):
        return _("This is not the password of your account.")
    return None
