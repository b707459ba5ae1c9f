"""A new password by mail, for who forgot theirs: a link for two hours that works once."""

from datetime import datetime, timedelta

from forms_app.domain import mail_tokens
from forms_app.domain.errors import NotFound
from forms_app.domain.mails import Mail
from forms_app.domain.receipts import ID_BYTES, derive
from forms_app.gateways import letters
from forms_app.gateways.site_keys import current_keys
from forms_app.services import accounts, mail_setup, outbox
from forms_app.services.subscriptions import may_write, subject_of
from forms_app.storage.database import transaction

GOOD_FOR = timedelta(hours=2)


def send_link(*, address: str, now: datetime) -> None:
    """To an account that may sign in; nobody is told whether there is one, and the work is the same."""
    wanted = subject_of(address)
    found = [one for one in accounts.list_secrets() if subject_of(one[1]) == wanted]
    secret, frame = (found[0][2] if found else b""), mail_setup.frame()
    token = mail_tokens.timed_token(current_keys().signing, mail_tokens.RESET, mark_of(secret), until=now + GOOD_FOR)
    values = {**frame, "link": f"{frame['site_url']}/staff/new-password/{token}", "hours": GOOD_FOR.seconds // 3600}
    mail = letters.write_letter("password", to=found[0][1] if found else address, values=values)
    _put_down(wanted, mail, bool(found), now)


@transaction("people")
def _put_down(subject: bytes, mail: Mail, is_known: bool, now: datetime) -> None:
    if may_write("password", subject, now) and is_known:
        outbox.put_down(mail, kind="password", now=now, keep=timedelta(days=1))


def find_account(*, token: str, now: datetime) -> tuple[int, str]:
    """Whose link it is: id and address; raises NotFound when it is too old or was used, or the account changed."""
    mark = mail_tokens.read_timed(current_keys().signing, mail_tokens.RESET, token, now=now)
    for id_, email, secret in accounts.list_secrets():
        if mark_of(secret) == mark:
            return id_, email
    raise NotFound("link")


def mark_of(secret: bytes) -> bytes:
    """Another one after each new password, so that a link works once; nobody else can make it."""
    return derive(current_keys().site, b"reset/1" + secret)[:ID_BYTES]
