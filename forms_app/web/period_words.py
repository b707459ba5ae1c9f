"""The days that a report covers, in words."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

DAY = timedelta(days=1)


def period_in_words(report: Mapping[str, Any]) -> str:
    """A whole month by its name, a day as a day, else from day to day."""
    first, last = date.fromisoformat(report["first_day"]), date.fromisoformat(report["last_day"])
    if first == last:
        return format_date(first, "long")
    if first.day == 1 and (last + DAY).day == 1 and (first.year, first.month) == (last.year, last.month):
        return format_date(first, "LLLL y")
    return _("%(first)s to %(last)s", first=format_date(first, "long"), last=format_date(last, "long"))
