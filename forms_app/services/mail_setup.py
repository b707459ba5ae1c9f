"""Whether mail works: a test message to whoever looks after the site, and what was found with it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from forms_app.domain import mail_setup
from forms_app.domain.mail_records import DKIM_ELSEWHERE, Finding, look_at_dkim, look_at_dmarc, look_at_spf, unknown
from forms_app.domain.mail_server import MailServer
from forms_app.domain.sentences import Sentence
from forms_app.gateways import dkim_keys, dns_records, letters, mail_server
from forms_app.services import outbox
from forms_app.services.site import find_site
from forms_app.storage import site
from forms_app.storage.database import transaction

FILES = "files"  # the mark where mails become files


def find_server() -> MailServer | None:
    return mail_server.find_server()


def find_obstacle() -> str | None:
    """The sentence that says why nothing is sent; None once a test message went out with these settings."""
    mark = _mark()
    if mark is None:
        return mail_setup.OFF_NO_SERVER
    found = find_site()
    return None if found is not None and found.mail_tested == mark else mail_setup.OFF_NOT_TRIED


def send_test(*, to: str, now: datetime) -> None:
    """Send it at once and remember that it went; raises Undelivered."""
    mail = letters.write_letter("test", to=to, values=frame())
    outbox.send_now(mail, now=now)
    remember_tested()


def look_at_records() -> list[Finding]:
    """What other mail servers read of the sender's domain; asks the name server, once for each of three names."""
    server = mail_server.find_server()
    if server is None:
        return []
    domain = server.sender.rpartition("@")[2]
    found = [_look(domain, look_at_spf), _look(f"_dmarc.{domain}", look_at_dmarc)]
    if server.dkim is None:
        return [*found, Finding(Sentence(DKIM_ELSEWHERE), True)]
    key, algorithm = dkim_keys.public_key_of(server.dkim.key)
    return [*found, _look(server.dkim.record, partial(look_at_dkim, key=key, algorithm=algorithm))]


def _look(place: str, look: Callable[[str, list[str]], Finding]) -> Finding:
    texts = dns_records.find_texts(place)
    return unknown(place) if texts is None else look(place, texts)


def frame() -> dict[str, Any]:
    """What every letter says of the site."""
    found = find_site()
    return {
        "site_name": (found.name if found else "") or mail_server.fallback_name(),
        "site_url": mail_server.site_url(),
        "site_address": found.address if found else "",
    }


@transaction("site")
def remember_tested() -> None:
    """These settings deliver."""
    site.put({"mail_tested": _mark() or ""})


def _mark() -> str | None:
    server = mail_server.find_server()
    if server is not None:
        return server.mark
    return FILES if mail_server.find_folder() is not None else None
