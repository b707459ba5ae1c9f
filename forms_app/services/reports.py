"""Publications as managers read them."""

from typing import Any

from forms_app.domain.errors import NotFound
from forms_app.domain.reports import report_of
from forms_app.domain.sums import sum_of
from forms_app.storage.database import looking, reading
from forms_app.storage.publications import find_head, find_publication, list_heads, list_numbers, list_publications


@reading("site")
def list_reports() -> list[dict[str, Any]]:
    """What lists say of every report, newest first: link name, number, title, languages, days, people; no figures."""
    return [{"slug": slug, **head} for slug, head in list_heads()]


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


@looking("site")
def get_head(*, slug: str, number: int) -> tuple[dict[str, Any], list[int]]:
    """What lists say of one report, and the numbers of all of its form's; raises NotFound."""
    head = find_head(slug, number)
    if head is None:
        raise NotFound("results")
    return head, list_numbers(slug)


@reading("site")
def get_report(*, slug: str, number: int) -> dict[str, Any]:
    """One report, the one right before it where that has figures, and the numbers of all; raises NotFound."""
    body = find_publication(slug, number)
    if body is None:
        raise NotFound("results")
    numbers = list_numbers(slug)
    earlier = next((one for one in reversed(numbers) if one < number), None)
    before = None if earlier is None else find_publication(slug, earlier)
    if before is not None and (before["n"] is None or before["versions"] != body["versions"]):
        before = None
    return {"form": body["form"], "report": report_of(body), "before": before and report_of(before), "numbers": numbers}


@reading("site")
def get_sum(*, slug: str) -> dict[str, Any]:
    """All reports of a form's newest version added up, and how many these are; raises NotFound before the first."""
    found = _newest_version(slug)
    return {"report": report_of(sum_of(found)), "reports": sum(one["n"] is not None for one in found)}


@reading("site")
def get_course(*, slug: str) -> list[dict[str, Any]]:
    """The reports of a form's newest version, newest first; raises NotFound before the first."""
    return [report_of(body) for body in _newest_version(slug)]


def _newest_version(slug: str) -> list[dict[str, Any]]:
    """What may be compared and added up: a new version may mean other things by the same ids."""
    found = list_publications(slug)
    if not found:
        raise NotFound("results")
    return [body for body in found if body["versions"] == found[0]["versions"]]
