"""Details handed in after the answers, by a permission that came with the thanks and works once.

It holds the id of the row that details of this sending would have, and nothing from which answers can be found.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from forms_app.domain import mail_tokens, receipts
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Conflict
from forms_app.domain.forms import Form
from forms_app.domain.visitor_accounts import offered_of
from forms_app.gateways.site_keys import current_keys
from forms_app.services import contacts, policies

GOOD_FOR = timedelta(days=1)  # in days alone: it tells no time


def find_permission(*, form: Form, definition: Definition, version: int, code: str, today: date) -> str | None:
    """None where the form asks everybody for no details, or some came with the answers."""
    id_ = receipts.contact_id(current_keys().site, code)
    if not offered_of(definition) or not contacts.may_add(id_=id_):
        return None
    purpose = _purpose(form, version)
    return mail_tokens.own_token(current_keys().signing, id_, until=today + GOOD_FOR, purpose=purpose)


def ensure_permitted(*, form: Form, version: int, permission: str, today: date) -> bytes:
    """The row that may be written; raises NotFound for an old or invented one, Conflict for one that was used."""
    purpose = _purpose(form, version)
    id_ = mail_tokens.read_own(current_keys().signing, permission, today=today, purpose=purpose)
    if not contacts.may_add(id_=id_):
        raise Conflict("Details were handed in already, or these answers were taken back.")
    return id_


def hand_in(*, id_: bytes, definition: Definition, details: Mapping[str, Any], today: date) -> None:
    """Keep the stored values by question; raises Conflict where somebody was quicker."""
    under = policies.number_in_force(on=today)
    if not contacts.add_details(
        id_=id_, definition=definition, details=details, sent_on=today, policy_version=under
    ):  # fmt: skip
        raise Conflict("Details were handed in already, or these answers were taken back.")


def _purpose(form: Form, version: int) -> bytes:
    return mail_tokens.HAND_IN + f"{form.id} {version}".encode() + b"\0"
