"""What the site says of itself and how it looks, changed by those who look after it."""

from forms_app.domain.errors import Problem
from forms_app.domain.site import Site
from forms_app.gateways import pictures
from forms_app.services import activity
from forms_app.storage import site
from forms_app.storage.database import looking, reading, transaction


@looking("site")
def find_site() -> Site | None:
    return site.find_site()


@reading("site")
def find_logo() -> bytes | None:
    """The logo as a PNG."""
    return site.find_logo()


@transaction("site")
def change_site(*, kept: dict[str, str]) -> None:
    """Keep what domain.site.read_site returned."""
    site.put(kept)
    activity.record("site changed")


@transaction("site")
def set_accounts(*, wanted: bool) -> None:
    """Whether visitors may have accounts; those that are there stay until their day either way."""
    site.put({"has_accounts": wanted})
    activity.record("visitor accounts switched on" if wanted else "visitor accounts switched off")


def read_logo(content: bytes) -> bytes:
    """A picture as it may be shown: made anew as a PNG; raises Problem."""
    logo = pictures.make_png(content, most_pixels=(640, 240))
    if logo is None:
        raise Problem("Please choose a picture in the format PNG, JPEG or WebP, at most 4,000 by 4,000 pixels large.")
    return logo


@transaction("site")
def set_logo(*, logo: bytes | None) -> None:
    """Keep a logo that read_logo returned, or none."""
    site.put({"logo": logo})
    activity.record("logo changed")
