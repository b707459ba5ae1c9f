"""What programs ask every site for: whom to tell of a hole, whether nothing is sold, what may be looked through."""

from datetime import timedelta

from flask import Blueprint, Response, render_template, url_for

from forms_app.web import current
from forms_app.web.guards import public

pages = Blueprint("well_known", __name__)
GOOD_FOR = timedelta(days=180)  # RFC 9116: less than a year is recommended


@pages.get("/.well-known/security.txt")
@public
def security() -> Response:
    """RFC 9116."""
    site, settings = current.site(), current.settings()
    expires = current.now().replace(hour=0, minute=0, second=0, microsecond=0) + GOOD_FOR
    text = render_template(
        "well_known/security.txt",
        contact=f"mailto:{site.email}" if site.email else settings.site_url + url_for("contact.show"),
        expires=f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        here=settings.site_url + url_for("well_known.security"),
    )
    return Response(text, mimetype="text/plain")


@pages.get("/.well-known/gpc.json")
@public
def gpc() -> dict[str, object]:
    """Global Privacy Control: the wish not to be sold is honoured for everybody, asked for or not."""
    changed = current.site().policy_on
    return {"gpc": True, "lastUpdate": changed.isoformat()} if changed else {"gpc": True}


@pages.get("/robots.txt")
@public
def robots() -> Response:
    """Pages that only people with a link or a code need are not looked through."""
    return Response(render_template("well_known/robots.txt"), mimetype="text/plain")
