"""Publications as managers read them."""

from typing import Any

from forms_app.domain.errors import NotFound
from forms_app.domain.reports import report_of
from forms_app.storage.database import reading
from forms_app.storage.publications import find_publication, list_heads, list_publications


@reading("site")
def list_reports() -> list[dict[str, Any]]:
    """What lists say of every report, newest first: link name, number, title, languages, days, people; no figures."""
    return [{"slug": slug, **head} for slug, head in list_heads()]


@reading("site")
def get_report(*, slug: str, number: int) -> dict[str, Any]:
    """One report, from one row whatever the number of answers."""
    publication = find_publication(slug, number)
    if publication is None:
        raise NotFound("results")
    return report_of(publication)


@reading("site")
def get_reports(*, slug: str) -> dict[str, Any]:
    """Every report of a form, newest first; raises NotFound before the first."""
    found = list_publications(slug)
    if not found:
        raise NotFound("results")
    newest = found[0]
    return {
        "form": newest["form"],
        "slug": slug,
        "languages": newest["languages"],
        "title": newest["title"],
        "reports": [report_of(body) for body in found],
    }
