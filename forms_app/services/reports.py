"""Publications as managers read them."""

from typing import Any

from forms_app.domain.errors import NotFound
from forms_app.domain.reports import report_of
from forms_app.storage.database import reading
from forms_app.storage.publications import list_publications


@reading("site")
def list_reports() -> list[dict[str, Any]]:
    return [{"slug": slug, **report_of(body)} for slug, body in list_publications()]


@reading("site")
def get_reports(*, slug: str) -> dict[str, Any]:
    """Every report of a form, newest first; raises NotFound before the first."""
    found = list_publications(slug)
    if not found:
        raise NotFound("results")
    newest = found[0][1]
    return {
        "form": newest["form"],
        "slug": slug,
        "languages": newest["languages"],
        "title": newest["title"],
        "reports": [report_of(body) for _, body in found],
    }
