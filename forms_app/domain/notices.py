"""News for those who see results: a form was counted, and they have not looked yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forms_app.domain.texts import Text

NEWS_FOR = timedelta(days=62)  # after the last day counted; then it is no news, and a new account is not told of years


@dataclass(frozen=True)
class Ready:
    """Results that are ready; no figure of them."""

    form_id: str
    slug: str
    number: int
    title: Text
    languages: tuple[str, ...]
    first_day: date
    last_day: date
    is_given_up: bool  # fewer than ten answered

    @property
    def key(self) -> tuple[str, int]:
        return self.form_id, self.number

    def is_news(self, today: date) -> bool:
        return self.last_day + NEWS_FOR >= today


def ready_of(slug: str, head: Mapping[str, Any]) -> Ready:
    first_day, last_day = (date.fromisoformat(head[name]) for name in ("first_day", "last_day"))
    return Ready(
        form_id=head["form"],
        slug=slug,
        number=head["number"],
        title=head["title"],
        languages=tuple(head["languages"]),
        first_day=first_day,
        last_day=last_day,
        is_given_up=head["n"] is None,
    )
