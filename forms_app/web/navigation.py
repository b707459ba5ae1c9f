"""Where the staff pages lead: only to what an account may open."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _

from forms_app.domain import roles


def links_for(held: Iterable[str]) -> list[tuple[str, str]]:
    """Words and addresses of the pages that somebody with these roles may open."""
    held = list(held)
    links = [
        ("make forms", _("My forms"), url_for("forms.index")),
        ("see results", _("Results"), url_for("results.index")),
        ("look after the site", _("Site"), url_for("site.edit")),
    ]
    return [(words, address) for deed, words, address in links if roles.may(deed, held)]
