"""Mails to staff who want to know when results are ready: one for all that is new, no figure, no form named."""

from datetime import datetime

from forms_app.domain import roles
from forms_app.domain.mails import Mail
from forms_app.gateways import letters
from forms_app.services import accounts, mail_setup, notices, outbox
from forms_app.storage import people_notices
from forms_app.storage.database import reading, transaction


@reading("people")
def is_wanted(*, account_id: int) -> bool:
    return account_id in people_notices.list_wishes()


def set_wanted(*, account_id: int, wanted: bool, now: datetime) -> None:
    """From now on: what is ready already is not told again."""
    ready = [one.key for one in notices.list_news(account_id=account_id, today=now.date())]
    _set_wanted(account_id, wanted, ready)


def run(*, now: datetime) -> None:
    """Put down a mail for every account that has not been told of something new."""
    wishes = _list_wishes()
    if not wishes or mail_setup.find_obstacle():
        return
    frame = mail_setup.frame()
    values = {**frame, "link": f"{frame['site_url']}/staff"}
    for account_id, address, held in accounts.list_active():
        if account_id in wishes and roles.may("see results", held):
            ready = [one.key for one in notices.list_news(account_id=account_id, today=now.date())]
            if not set(ready) <= _list_told(account_id):
                _tell(account_id, ready, letters.write_letter("results", to=address, values=values), now)


@transaction("people")
def _tell(account_id: int, ready: list[tuple[str, int]], mail: Mail, now: datetime) -> None:
    if people_notices.add_told(account_id, ready):
        outbox.put_down(mail, kind="results", now=now)


@transaction("people")
def _set_wanted(account_id: int, wanted: bool, ready: list[tuple[str, int]]) -> None:
    people_notices.set_wish(account_id, wanted=wanted)
    people_notices.add_told(account_id, ready)


@reading("people")
def _list_wishes() -> set[int]:
    return set(people_notices.list_wishes())


@reading("people")
def _list_told(account_id: int) -> set[tuple[str, int]]:
    return people_notices.list_told(account_id)
