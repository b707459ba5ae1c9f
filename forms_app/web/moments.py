"""Days, instants and spans of days in words."""

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from forms_app.domain.sentences import Sentence


def day_in_words(day: date) -> str:
    return format_date(day, "long")


def moment_in_words(local: datetime) -> str:
    """On the clock of its own zone, whatever the server's is."""
    return _("%(day)s, %(time)s", day=day_in_words(local.date()), time=f"{local:%H:%M}")


def span_in_words(first: date, last: date) -> str:
    """A whole month by its name, else one day or two."""
    if first == last:
        return day_in_words(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return format_date(first, "LLLL y")
    return _("%(first)s to %(last)s", first=day_in_words(first), last=day_in_words(last))


def say(sentence: Sentence | None) -> str | None:
    return sentence and sentence.said(_shown, _)


def _shown(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_in_words(value)
    return day_in_words(value) if isinstance(value, date) else value
