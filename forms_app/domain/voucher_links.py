"""The link of a mail behind which a voucher waits: it carries all that is needed, so that nothing is stored of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forms_app.domain import mail_tokens, receipts
from forms_app.domain.errors import NotFound

PURPOSE = b"voucher/1\0"
FORM, SEED, MARK, DAY = 6, 16, 32, 4  # bytes


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A voucher that waits until its mailbox is confirmed."""

    form_id: str
    seed: bytes  # follows from the receipt code, and tells nothing without the site's key
    mark: bytes  # of the mailbox
    until: date  # the last day, by the clock of the form


def shown_by(site_key: bytes, waiting: Waiting) -> str:
    """The private code that shows the voucher again, told to who has the link: whoever typed the address may not."""
    return receipts.voucher_code(site_key, f"{waiting.seed.hex()} {waiting.mark.hex()}")


def token_of(keys: Sequence[bytes], waiting: Waiting) -> str:
    until = waiting.until.toordinal().to_bytes(DAY, "big")
    content = waiting.form_id.encode() + waiting.seed + waiting.mark + until
    return mail_tokens.content_token(keys, PURPOSE, content)


def read(keys: Sequence[bytes], token: str) -> Waiting:
    """Raises NotFound for a link that was not made here."""
    content = mail_tokens.read_content(keys, PURPOSE, token, length=FORM + SEED + MARK + DAY)
    form_id, seed = content[:FORM], content[FORM : FORM + SEED]
    mark, until = content[FORM + SEED : -DAY], content[-DAY:]
    try:
        return Waiting(
            form_id=form_id.decode(), seed=seed, mark=mark, until=date.fromordinal(int.from_bytes(until, "big"))
        )
    except ValueError:
        raise NotFound("link") from None
