"""The days that a report covers, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from forms_app.web.moments import span_in_words


def period_in_words(report: Mapping[str, Any]) -> str:
    return span_in_words(date.fromisoformat(report["first_day"]), date.fromisoformat(report["last_day"]))
