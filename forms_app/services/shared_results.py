"""Links that show the figures of one question to anybody until a day: made, listed, withdrawn, looked up."""

from datetime import date, timedelta
from typing import Any

from forms_app.domain.errors import NotFound
from forms_app.domain.reports import report_of
from forms_app.domain.shared_results import LIFETIMES, Shared, key_of, only_question
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity
from forms_app.storage import shared_results
from forms_app.storage.database import reading, transaction
from forms_app.storage.publications import find_publication


@transaction("site")
def share(*, slug: str, number: int, question_id: str, days: int, nonce: str, today: date) -> Shared:
    """Make the link; the same nonce and choice give the same link. Raises NotFound where there is no figure."""
    if days not in LIFETIMES:
        raise ValueError(f"a link lasts {LIFETIMES} days, not {days}")
    publication = find_publication(slug, number)
    if publication is None or only_question(report_of(publication), question_id) is None:
        raise NotFound("figures")
    site_key = current_keys().site
    key = key_of(site_key, nonce=nonce, slug=slug, number=number, question_id=question_id, days=days)
    shared_results.forget_expired(today)
    made = Shared(key, slug, number, question_id, today + timedelta(days=days))
    if shared_results.find_shared(key) is None:
        shared_results.add_shared(made, form_id=publication["form"])
        activity.record("results shared", form_id=publication["form"], number=number)
    return made


@reading("site")
def list_links(*, slug: str, number: int, today: date) -> list[Shared]:
    """The links of a report that still work."""
    return [one for one in shared_results.list_shared(slug, number) if not one.is_over(today)]


@transaction("site")
def withdraw(*, slug: str, number: int, key: str) -> None:
    """Withdraw a link of this report; one that is gone already stays so. Raises NotFound for that of another report."""
    shared = shared_results.find_shared(key)
    if shared is not None and (shared.slug, shared.number) != (slug, number):
        raise NotFound("figures")
    shared_results.withdraw_shared(key)
    if shared is not None:
        activity.record("shared link withdrawn", number=number)


@reading("site")
def get_shared(*, key: str, today: date) -> tuple[Shared, dict[str, Any]]:
    """The link and the report of its question alone; NotFound alike if unknown, withdrawn or over."""
    shared = shared_results.find_shared(key)
    if shared is None or shared.is_over(today):
        raise NotFound("figures")
    publication = find_publication(shared.slug, shared.number)
    report = publication and only_question(report_of(publication), shared.question_id)
    if not report:
        raise NotFound("figures")
    return shared, report
