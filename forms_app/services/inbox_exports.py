"""Taking messages along as a file: all that is kept, with what staff wrote; the activity log has it first."""

import csv
import io
from collections.abc import Collection

from forms_app.domain.exports import safe
from forms_app.domain.messages import REPLY, STATES, Message
from forms_app.services import accounts, activity, inbox

COLUMNS = ("sent_on", "deleted_on", "state", "assigned_to", "message", "email", "written_on", "sort", "words")


def to_csv(*, hidden: Collection[str]) -> str:
    """A line for each message but those of hidden forms, and for each note and answer on it; safe in spreadsheets."""
    found = [one for one in inbox.list_kept() if one.form_id not in hidden]
    activity.record("messages exported", number=len(found))
    emails = accounts.list_emails()
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    for message in found:
        writer.writerows([[safe(cell) for cell in row] for row in _rows(message, emails)])
    return made.getvalue()


def _rows(message: Message, emails: dict[int, str]) -> list[list[str]]:
    owner = emails.get(message.account_id, "") if message.account_id else ""
    days = [message.sent_on.isoformat(), message.delete_on.isoformat()]
    head = [*days, STATES[message.state], owner, message.words, message.email]
    entries = [
        [entry["day"], "answer" if entry["kind"] == REPLY else "note", entry["words"]] for entry in message.entries
    ]
    return [[*head, *entry] for entry in entries or [["", "", ""]]]
