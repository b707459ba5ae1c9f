"""What the worker sends in one go: single mails first, then newsletter issues in turn."""

from datetime import datetime

from forms_app.services import invitations, issues, list_moves, outbox, policy_mails, result_mails, subscriptions
from forms_app.services.carrying import Round
from forms_app.services.issue_mails import IssueMails
from forms_app.services.move_mails import MoveMails
from forms_app.services.outbox import SingleMails


def run(*, now: datetime) -> Round:
    """Send a batch of what is due, of single mails and of every issue."""
    result_mails.run(now=now)
    invitations.run(now=now)
    issues.begin_due(now=now)
    done = outbox.send_due(SingleMails(), now=now)
    for issue in issues.list_sending():
        if done.stopped_by:
            break
        topic = subscriptions.find_topic(id_=issue.topic)
        if topic is not None:
            sent = outbox.send_due(IssueMails(issue, topic, today=now.date()), queue=issue.id, now=now)
            if sent.tried == 0:
                issues.end_sent(issue=issue)
            done = Round(tried=done.tried + sent.tried, stopped_by=sent.stopped_by)
    return _tell_of_policy(_tell_of_moves(done, now), now)


def _tell_of_policy(done: Round, now: datetime) -> Round:
    if done.stopped_by:
        return done
    sent = policy_mails.run(now=now)
    return Round(tried=done.tried + sent.tried, stopped_by=sent.stopped_by)


def _tell_of_moves(done: Round, now: datetime) -> Round:
    for move in list_moves.list_running():
        topic = subscriptions.find_topic(id_=move.topic)
        if topic is not None and not done.stopped_by:
            sent = outbox.send_due(MoveMails(move, topic, today=now.date()), queue=move.id, now=now)
            done = Round(tried=done.tried + sent.tried, stopped_by=sent.stopped_by)
    return done
