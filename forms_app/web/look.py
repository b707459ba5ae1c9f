"""The site's own colour as a stylesheet, and its logo: files whose addresses change with them."""

from flask import Blueprint, Response, abort

from forms_app.domain.colours import shades_of
from forms_app.services import site
from forms_app.web import current
from forms_app.web.guards import public

pages = Blueprint("look", __name__)


@pages.get("/site.css")
@public
def style() -> Response:
    """Empty where the built-in colours are used."""
    accent = current.site().accent
    rules = [_rule(scheme, shades) for scheme, shades in shades_of(accent).items()] if accent else []
    return Response("\n".join(rules), mimetype="text/css")


@pages.get("/logo.png")
@public
def logo() -> Response:
    content = site.find_logo()
    if content is None:
        abort(404)
    return Response(content, mimetype="image/png")


def _rule(scheme: str, shades: dict[str, str]) -> str:
    """As strong as the rules of tokens.css, after which it stands."""
    lines = "".join(f"--{name}: {colour}; " for name, colour in shades.items())
    return f"@media screen and (prefers-color-scheme: {scheme}) {{ :root {{ {lines}}} }}"
