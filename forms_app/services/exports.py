"""Take results away: one report or all of a form, as CSV, XLSX or JSON; the activity log has it first."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from forms_app.domain.errors import NotFound
from forms_app.domain.exports import COLUMNS, document_of, rows_of, to_csv
from forms_app.gateways.workbooks import to_xlsx
from forms_app.services import activity
from forms_app.storage.database import transaction
from forms_app.storage.publications import find_publication, list_publications

ALL = None  # every report of the form


@transaction("site")
def export_csv(*, slug: str, number: int | None, language: str) -> str:
    publications = _publications(slug, number)
    return to_csv(_rows(publications, slug, language))


@transaction("site")
def export_xlsx(*, slug: str, number: int | None, language: str) -> bytes:
    publications = _publications(slug, number)
    day = date.fromisoformat(publications[0]["last_day"])
    return to_xlsx(COLUMNS, _rows(publications, slug, language), day=day)


@transaction("site")
def export_json(*, slug: str, number: int | None) -> str:
    """With texts in all languages."""
    return json.dumps(document_of(_publications(slug, number), slug=slug), ensure_ascii=False, indent=1)


def _rows(publications: Sequence[dict[str, Any]], slug: str, language: str) -> list[Any]:
    return [row for one in publications for row in rows_of(one, slug=slug, wanted=language)]


def _publications(slug: str, number: int | None) -> list[dict[str, Any]]:
    """The one report, or all, newest first; raises NotFound where there is none."""
    found = list_publications(slug) if number is ALL else [find_publication(slug, number)]
    present = [publication for publication in found if publication is not None]
    if not present:
        raise NotFound("results")
    activity.record("results exported", form_id=present[0]["form"], number=number)
    return present
