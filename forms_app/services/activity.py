"""The activity log: written inside the deeds of staff, read by those who look after the site, checked by command."""

from contextvars import ContextVar
from datetime import UTC, datetime

from forms_app.domain import activity
from forms_app.domain.activity import DEEDS, LARGEST, PUBLIC, Entry
from forms_app.domain.canonical import canonical
from forms_app.storage import activity as store
from forms_app.storage.activity import Wanted
from forms_app.storage.database import reading, transaction

_acting: ContextVar[int | None] = ContextVar("acting_account", default=None)


def act_as(account_id: int | None) -> None:
    """Whose deeds follow; each edge says it anew for each request. None: a command on the server."""
    _acting.set(account_id)


@transaction("site")
def record(deed: str, *, form_id: str | None = None, **facts: str | int | None) -> None:
    """Add a deed of staff to the log, inside the deed itself where that writes to `site`, else right after it.

    Looks and exports are recorded before anything is shown. Facts name nobody. The clock is the log's own.
    """
    given = {name: value for name, value in facts.items() if value is not None}
    if len(canonical(given)) > LARGEST:
        raise ValueError("too much for the activity log")
    now = datetime.now(UTC).replace(microsecond=0)
    at = None if DEEDS[deed].by_day else now
    row = {"day": now.date(), "at": at, "account_id": _acting.get(), "deed": deed, "form_id": form_id, "facts": given}
    store.add_entry(row)


@reading("site")
def list_entries(*, wanted: Wanted, before: int | None, most: int) -> list[Entry]:
    """Newest first, from below a number on."""
    return store.list_entries(wanted, before=before, most=most)


@reading("site")
def list_public(*, form_id: str) -> list[Entry]:
    """What the page about a form tells of it, oldest first."""
    return store.list_of_form(form_id, PUBLIC)


@reading("site")
def list_accounts() -> list[int]:
    return store.list_accounts()


@reading("site")
def verify() -> tuple[int, str, list[str]]:
    """Walk the chain: at which number it breaks (0: it holds), the last hash that held, and every hash."""
    entries = list(store.walk())
    return (*activity.first_broken(entries), [entry.hash for entry in entries])
