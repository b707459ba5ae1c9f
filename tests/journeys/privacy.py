"""A site with a privacy policy that is about to change, for journeys."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask

from forms_app.domain import mail_tokens
from forms_app.domain.demo import SITE
from forms_app.domain.policies import read_draft
from forms_app.domain.policy_sources import READY_MADE
from forms_app.domain.sentences import Sentence
from forms_app.services import mail_setup, policies, requests, site, subscriptions, upkeep
from tests import make
from tests.journeys.forms import BARS
from tests.journeys.served import Served

PERSON, OTHER = "ada@example.org", "bob@example.org"


def prepare_privacy(served: Served) -> None:
    served.open_form("bars", **BARS)
    asked = make.question("quest1"), make.detail(), make.detail("name01", "name", text="Your name")
    served.open_form("raffle", pages=[make.page("page01", *asked)])
    served.answer("raffle", 1, quest1="yes000", email1=OTHER, name01="Rob of Example")
    today = datetime.now(UTC).date()
    with served.app.app_context():
        site.change_site(kept=SITE)
        publish(today - timedelta(days=400), "", READY_MADE)
        publish(today - timedelta(days=5), "We keep details for 20 days instead of 30.", READY_MADE + "\nNew words.\n")
        site.change_site(kept={**SITE, "telephone": "+44 20 7946 0123"})

        mail_setup.remember_tested()
        upkeep.tell_purged(today=today - timedelta(days=1), due={"contacts": 34, "texts": 4})
        subject, now = subscriptions.subject_of(PERSON), datetime.now(UTC)
        words = "My name is spelled with an h."
        requests.ask(subject=subject, kind="correct", address=PERSON, words=words, now=now, id_=b"journeys-request")

        subject = subscriptions.subject_of(OTHER)
        words = "Please stop using my address until we have talked. And it is Bob, not Rob."
        requests.ask(subject=subject, kind="restrict", address=OTHER, words=words, now=now, id_=b"journeys-other-1")


def own_path(app: Flask) -> str:
    """What the mail to the person leads to."""
    with app.app_context():
        keys, until = app.extensions["site_keys"].signing, datetime.now(UTC).date() + timedelta(days=2)
        subject = subscriptions.subject_of(PERSON)
        return f"/privacy/request/mine/{mail_tokens.own_token(keys, subject, until=until, purpose=mail_tokens.RIGHTS)}"


def publish(day: date, changelog: str, source: str) -> None:
    draft = policies.get_draft(say=say)
    values = read_draft({"title": "Privacy policy", "source": source, "changelog": changelog, "is_material": "yes"})
    policies.save_draft(values=values, revision=draft.revision)
    policies.publish(account_id=0, revision=draft.revision + 1, today=day, say=say, language="en")


def say(sentence: Sentence) -> str:
    return sentence.said(str)
