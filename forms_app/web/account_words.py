"""What the pages for accounts say, in this site's words instead of Flask-Security's."""

from typing import Any

from flask_babel import lazy_gettext as _

WRONG = _("The e-mail address or the password is not right.")
SENTENCES = {
    "GENERIC_AUTHN_FAILED": (WRONG, "error"),
    "EMAIL_NOT_PROVIDED": (_("Please type your e-mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (_("Please write an e-mail address such as name@example.org."), "error"),
    "PASSWORD_NOT_PROVIDED": (_("Please type your password."), "error"),
    "INVALID_PASSWORD": (_("This is not your password."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (_("The two new passwords are not the same."), "error"),
    "PASSWORD_IS_THE_SAME": (_("This is the password you have now. Please choose another one."), "error"),
    "PASSWORD_CHANGE": (_("Your password is changed."), "success"),
    "LOGIN": (_("Please sign in to see this page."), "info"),
    "UNAUTHENTICATED": (_("Please sign in to see this page."), "error"),
    "ANONYMOUS_USER_REQUIRED": (_("You are signed in already."), "error"),
    "INVALID_REDIRECT": (_("That address is not on this site."), "error"),
}


def configuration() -> dict[str, Any]:
    """The sentences as settings of Flask-Security."""
    return {f"SECURITY_MSG_{name}": sentence for name, sentence in SENTENCES.items()}
