"""The mailbox for a voucher on the last step of a form, where each mailbox gets one; never part of the answers."""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Problem, Refused
from forms_app.domain.forms import Form
from forms_app.domain.texts import choose_language
from forms_app.services import vouchers
from forms_app.services.voucher_mailboxes import Claim

ADDRESS = "voucher-address"  # ids of questions have six characters and never collide
LONGEST = 254  # characters of an address, RFC 5321
Sent = MultiDict[str, str]


def claim_face(
    form: Form, definition: Definition, sent: Sent, problems: Mapping[str, str]
) -> SimpleNamespace | None:  # fmt: skip
    """What the last step says and asks; None where no mailbox is needed."""
    if not vouchers.confirms_mailbox(form=form, definition=definition):
        return None
    return SimpleNamespace(
        address=sent.get(ADDRESS, "")[:LONGEST],
        problem=problems.get(ADDRESS, ""),
    )


def carried(definition: Definition, sent: Sent) -> Iterator[tuple[str, str]]:
    """What was typed, on every step but the last."""
    if vouchers.is_given(definition) and sent.get(ADDRESS):
        yield ADDRESS, sent[ADDRESS][:LONGEST]


def read_claim(form: Form, definition: Definition, sent: Sent) -> Claim:
    """What came for the voucher; without an address the answers count all the same. Raises Refused for a wrong one."""
    language = choose_language([request.args.get("lang", "")], definition.languages)
    if claim_face(form, definition, sent, {}) is None:
        return Claim(language=language)
    typed = sent.get(ADDRESS, "").strip()[: LONGEST + 1]
    address = find_mailbox(typed) if typed and len(typed) <= LONGEST else None
    if typed and address is None:
        raise Refused({ADDRESS: Problem("Please write an e-mail address such as name@example.org, or leave it empty.")})
    return Claim(address=address, language=language)


def summary(problems: Mapping[str, str]) -> list[SimpleNamespace]:
    found = problems.get(ADDRESS)
    return [SimpleNamespace(anchor=ADDRESS, label=_("E-mail address for the voucher"), sentence=found)] if found else []
