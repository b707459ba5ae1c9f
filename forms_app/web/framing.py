"""A form in a frame of another site: shown without the site's own head and foot, and only to sites staff listed."""

from typing import Any

from flask import g, request, url_for

from forms_app.domain.forms import Form
from forms_app.services import admission

PAGES = ("fill.ask", "fill.send", "gate.enter", "about.show")  # that may stand in a frame


def is_embedded() -> bool:
    return request.endpoint in PAGES and request.args.get("embed") == "1"


def note(form: Form) -> None:
    """Remember whose pages may show this answer, for its headers."""
    g.framed_by = form.admission.framed_by


def framed_by() -> tuple[str, ...]:
    """The origins that may show this answer; asked for again where it was refused before its form was looked up."""
    if request.endpoint not in PAGES:
        return ()
    if "framed_by" not in g and is_embedded():
        g.framed_by = admission.list_origins(slug=(request.view_args or {}).get("slug", ""))
    found: tuple[str, ...] = g.get("framed_by", ())
    return found


def address(endpoint: str, **values: Any) -> str:
    """The address of another page of the form, in the frame where this one is."""
    return url_for(endpoint, **values, embed="1" if is_embedded() else None)
