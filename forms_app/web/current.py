"""What every page may ask of this request: the time, the settings, the language."""

from datetime import UTC, datetime

from flask import current_app

from forms_app.settings import Settings

LANGUAGE = "en"  # the language of the pages' own words; forms bring theirs


def now() -> datetime:
    """This instant, taken once at the edge and handed on."""
    return datetime.now(UTC)


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
