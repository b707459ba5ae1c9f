"""A newsletter issue as its writer looks at it, on a page or as a mail to themselves."""

from datetime import datetime

from forms_app.domain.issues import Issue
from forms_app.domain.mail_tokens import Listed
from forms_app.domain.mails import Mail
from forms_app.domain.newsletters import Topic
from forms_app.services import issues, outbox, subscriptions
from forms_app.services.issue_mails import values_of, write_issue
from forms_app.storage.database import transaction


def make_sample(*, issue: Issue, topic: Topic, to: str, now: datetime) -> Mail:
    """As if this address had confirmed today."""
    listed = Listed(subscriptions.subject_of(to), topic.id)
    return write_issue(values_of(issue, topic), to=to, listed=listed, confirmed_on=now.date())


def send_sample(*, topic: Topic, id_: bytes, to: str, now: datetime) -> None:
    """Raises Conflict where no mail is sent or nothing is written yet."""
    issue = issues.get_issue(topic=topic, id_=id_)
    issues.ensure_sendable(issue)
    _put(make_sample(issue=issue, topic=topic, to=to, now=now), now)


@transaction("people")
def _put(mail: Mail, now: datetime) -> None:
    outbox.put_down(mail, kind="test", now=now)
