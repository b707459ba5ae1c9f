"""What every page may ask of this request: the time, the settings, the language, whose site it is."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import current_app, g

from forms_app.domain.errors import Unavailable
from forms_app.domain.site import Site
from forms_app.domain.texts import OWN_LANGUAGE
from forms_app.services.site import find_site
from forms_app.settings import Settings

LANGUAGE = OWN_LANGUAGE


def now() -> datetime:
    """This instant, taken once at the edge and handed on."""
    return datetime.now(UTC)


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def is_demo() -> bool:
    found: bool = current_app.extensions["is_demo"]
    return found


def keys_out_of_reach() -> bool:
    """Whether this process, when it started, could not get at the keys that open answers."""
    found: bool = current_app.extensions["keys_out_of_reach"]
    return found


def site() -> Site:
    """What the site says of itself, read once a request; as last read where the database is away."""
    if "site" not in g:
        try:
            found = find_site() or Site()
        except Unavailable:
            found = current_app.extensions.get("last_site", Site())
        current_app.extensions["last_site"] = found
        g.site = replace(found, name=found.name or settings().site_name)
    shown: Site = g.site
    return shown


def zone() -> ZoneInfo:
    """Of the site: by its clock staff read times."""
    return ZoneInfo(site().zone)


def signing_keys() -> tuple[bytes, ...]:
    """With which marks of pages are signed."""
    keys: tuple[bytes, ...] = current_app.extensions["site_keys"].signing
    return keys
