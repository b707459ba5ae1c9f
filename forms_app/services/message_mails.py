"""Mails to staff who answer messages: that something came, at most one an hour, and nothing of it."""

from datetime import datetime

from forms_app.domain import roles
from forms_app.domain.mails import Mail
from forms_app.gateways import letters
from forms_app.services import accounts, mail_setup, outbox
from forms_app.services.subscriptions import SLOT, may_write
from forms_app.storage.database import transaction

APART, MOST = 3600 // SLOT, 24  # slots between two mails to an account; mails on one day


def tell(*, now: datetime) -> None:
    """Tell everybody who may read messages."""
    if mail_setup.find_obstacle() is not None:
        return
    frame = mail_setup.frame()
    values = {**frame, "link": f"{frame['site_url']}/staff/inbox"}
    for account_id, address, held in accounts.list_active():
        if roles.may("read messages", held):
            _put_down(account_id, letters.write_letter("message", to=address, values=values), now)


@transaction("people")
def _put_down(account_id: int, mail: Mail, now: datetime) -> None:
    if may_write("message", str(account_id).encode(), now, apart=APART, most=MOST):
        outbox.put_down(mail, kind="message", now=now)
