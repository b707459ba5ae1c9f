"""The mails of a newsletter issue: written for each reader at the moment of sending, for those who still want it."""

from datetime import date
from typing import Any

from forms_app.domain import mail_tokens, markdown
from forms_app.domain.bounces import kind_of
from forms_app.domain.errors import Unreadable
from forms_app.domain.issues import STOPPED, Issue
from forms_app.domain.mail_tokens import Listed
from forms_app.domain.mails import Mail
from forms_app.domain.newsletters import ALL, HARD, Topic
from forms_app.domain.outbox import RECIPIENT, Undelivered, Waiting
from forms_app.gateways import letters
from forms_app.gateways.site_keys import current_keys
from forms_app.services import bounces, mail_setup, outbox, subscriptions
from forms_app.storage import people_consents, people_issues, people_subscribers
from forms_app.storage.database import reading


class IssueMails:
    """Writer of one issue; what is the same for all readers is made once."""

    def __init__(self, issue: Issue, topic: Topic, *, today: date) -> None:
        self._issue, self._topic, self._today = issue, topic, today
        self._values = values_of(issue, topic)
        self._lock = subscriptions.lock_of_addresses()

    def write(self, mail: Waiting) -> Mail | None:
        """None for who stopped it, is not to be written to, or is not there any more: looked at right before."""
        found = self._find(mail.id)
        if found is None:
            return None
        body, confirmed_on = found
        try:
            address = self._lock.open_sealed(body, mail.id).decode()
        except Unreadable:
            return None
        return write_issue(self._values, to=address, listed=Listed(mail.id, self._topic.id), confirmed_on=confirmed_on)

    @reading("people")
    def _find(self, subject: bytes) -> Any:
        if people_issues.get_issue(self._topic.id, self._issue.id).state == STOPPED:
            return None
        if people_consents.is_suppressed(subject, [*HARD, ALL, self._topic.key]):
            return None
        return people_subscribers.find_recipient(self._topic.id, subject)

    def note_sent(self, mail: Waiting) -> None:
        people_issues.count(self._issue.id, sent=1)

    def note_failed(self, mail: Waiting, error: Undelivered) -> None:
        """Counted, and the mail leaves the outbox: a page of thousands that failed would help nobody."""
        people_issues.count(self._issue.id, failed=1)
        outbox.drop(mail)
        if error.step == RECIPIENT:
            kind = kind_of(error.code, error.text)
            bounces.note(mail.id, topic=self._topic.id, kind=kind, today=self._today)


def values_of(issue: Issue, topic: Topic) -> dict[str, Any]:
    """What every mail of an issue says."""
    return mail_setup.frame() | {
        "topic": topic,
        "subject": issue.subject,
        "html": markdown.to_html(issue.body),
        "text": markdown.to_text(issue.body),
    }


def write_issue(values: dict[str, Any], *, to: str, listed: Listed, confirmed_on: Any) -> Mail:
    """The issue for one reader, with the ways to stop it in its head and at its end."""
    return write_listed("issue", values, to=to, listed=listed, confirmed_on=confirmed_on)


def write_listed(name: str, values: dict[str, Any], *, to: str, listed: Listed, confirmed_on: Any) -> Mail:
    """A letter to one reader of a newsletter, with the ways to stop that in its head."""
    url = values["site_url"]
    stop = f"{url}/u/{mail_tokens.listed_token(current_keys().signing, listed)}"
    host = url.partition("://")[2].partition(":")[0]
    headers = {"List-Id": f"<{values['topic'].key}.{host}>", "List-Unsubscribe": f"<{stop}>"}
    if url.startswith("https://"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    own = values | {"stop": stop, "confirmed_on": confirmed_on, "manage": f"{url}/subscribe/mine"}
    return letters.write_letter(name, to=to, values=own, headers=headers)
