"""New codes on a sheet to cut, shown in the moment they are made and never again."""

import csv
from base64 import b64encode
from io import StringIO
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from forms_app.domain.entry_codes import grouped
from forms_app.domain.errors import Conflict
from forms_app.services import builder, entry_codes, qr_codes
from forms_app.web import current
from forms_app.web.builder import frame
from forms_app.web.builder.share import address_of, render_page
from forms_app.web.guards import may

pages = Blueprint("builder_codes", __name__)


@pages.post("/staff/forms/<slug>/codes")
@may("make forms")
def make(slug: str) -> Any:
    """Answered with the sheet itself: no address shows it again, and sending the page again makes nothing."""
    count, seen = (request.form.get(name, -1, type=int) for name in ("count", "issued"))
    try:
        codes = entry_codes.make_codes(slug=slug, count=count, seen=seen, now=current.now())
    except Conflict as error:
        return render_page(slug, codes_problem=_(error.sentence)), 422
    return _sheet(slug, codes)


def _sheet(slug: str, codes: list[str]) -> str:
    draft = builder.get_draft(slug=slug)
    language = frame.language_of(draft.document)
    address = address_of(slug)
    rows = [(grouped(code), f"{address}#code={grouped(code)}") for code in codes]
    return render_template(
        "staff/builder/codes.html",
        slug=slug,
        title=draft.document.get("title", {}).get(language) or frame.title_of(draft.document),
        language=language,
        shown=address.split("://", 1)[1],
        slips=[SimpleNamespace(code=code, picture=Markup(qr_codes.draw_inline(link))) for code, link in rows],
        csv=_as_data(rows),
    )


def _as_data(rows: list[tuple[str, str]]) -> str:
    """The list as an address that holds it, so that nothing is kept to be fetched later."""
    out = StringIO()
    csv.writer(out).writerows([("code", "link"), *rows])
    return "data:text/csv;charset=utf-8;base64," + b64encode(out.getvalue().encode()).decode()
