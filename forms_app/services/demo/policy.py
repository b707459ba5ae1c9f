"""The demo's privacy policy: the ready-made one, and a version of this month."""

from datetime import date, timedelta

from forms_app.domain.sentences import Sentence
from forms_app.domain.texts import OWN_LANGUAGE
from forms_app.services import policies

CHANGED = timedelta(days=20)  # ago
CHANGE = "It now says what becomes of comments in your own words. Nothing is used for more than before."


def publish_first(*, day: date) -> None:
    _publish(day, "")


def publish_second(*, today: date) -> None:
    _publish(today - CHANGED, CHANGE)


def _publish(day: date, changelog: str) -> None:
    """The ready-made one; the later one follows what the forms ask by then."""
    draft = policies.get_draft(say=_say)
    values = {"title": draft.title, "source": draft.source, "changelog": changelog, "effective_on": None}
    policies.save_draft(values={**values, "is_material": bool(changelog)}, revision=draft.revision)
    policies.publish(account_id=0, revision=draft.revision + 1, today=day, say=_say, language=OWN_LANGUAGE)


def _say(sentence: Sentence) -> str:
    return sentence.said(str)
