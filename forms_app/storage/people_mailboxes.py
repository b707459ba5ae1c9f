"""That a mailbox had its one ticket or voucher: an HMAC under a key of its form that goes when the last was given."""

from sqlalchemy import CheckConstraint, Column, LargeBinary, String, Table, delete, select

from forms_app.storage.database import METADATA, connection, insert_once

mailbox = Table(
    "confirmed_mailbox",
    METADATA["people"],
    Column("purpose", String(20), primary_key=True),  # of the key
    Column("form_id", String(6), primary_key=True),
    Column("mark", LargeBinary(32), primary_key=True),
    Column("tag", LargeBinary(32), nullable=False),  # tells the same one sent again from another one
    CheckConstraint("length(mark) = 32", name="mark_length"),
    sqlite_with_rowid=False,
)


def add_mailbox(purpose: str, form_id: str, mark: bytes, tag: bytes) -> bytes:
    """The tag that stands for this mailbox: this one, or the one before."""
    made = connection("people")
    if insert_once(made, mailbox, {"purpose": purpose, "form_id": form_id, "mark": mark, "tag": tag}):
        return tag
    found = select(mailbox.c.tag).where(*_of(purpose, form_id), mailbox.c.mark == mark)
    return bytes(made.execute(found).scalar_one())


def forget(purpose: str, form_id: str) -> int:
    return connection("people").execute(delete(mailbox).where(*_of(purpose, form_id))).rowcount


def _of(purpose: str, form_id: str) -> tuple[object, ...]:
    return mailbox.c.purpose == purpose, mailbox.c.form_id == form_id
