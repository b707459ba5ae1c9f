"""What every page may ask of this request: the time, the settings, the language."""

from datetime import UTC, datetime

from flask import current_app

from forms_app.domain.texts import OWN_LANGUAGE
from forms_app.settings import Settings

LANGUAGE = OWN_LANGUAGE


def now() -> datetime:
    """This instant, taken once at the edge and handed on."""
    return datetime.now(UTC)


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def keys_out_of_reach() -> bool:
    """Whether this process, when it started, could not get at the keys that open answers."""
    found: bool = current_app.extensions["keys_out_of_reach"]
    return found
