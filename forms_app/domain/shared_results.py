"""Links that show one question's figures to anybody: how long, under which key, and what such a page may show."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

LIFETIMES = (30, 90, 365)  # days among which staff choose
KEY_BYTES = 16
MOST_KEPT = 300  # seconds for which caches may keep a page: a withdrawn link is gone everywhere after them


@dataclass(frozen=True)
class Shared:
    key: str
    slug: str
    number: int
    question_id: str
    expires_on: date  # the last day on which it works

    def is_over(self, today: date) -> bool:
        return today > self.expires_on


def key_of(site_key: bytes, *, nonce: str, slug: str, number: int, question_id: str, days: int) -> str:
    """The same page sent twice makes one link; nobody who chooses the nonce can choose the key."""
    words = "\0".join(["shared_result/1", nonce, slug, str(number), question_id, str(days)])
    digest = hmac.new(site_key, words.encode(), hashlib.sha256).digest()[:KEY_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def seconds_kept(shared: Shared, now: datetime) -> int:
    """How long a cache may keep the page: never beyond its last day."""
    over_at = datetime.combine(shared.expires_on + timedelta(days=1), time(), tzinfo=UTC)
    return max(0, min(MOST_KEPT, int((over_at - now).total_seconds())))


def can_share(question: Mapping[str, Any]) -> bool:
    """Whether a question of a report has any figure."""
    return any(table["base"] is not None for table in question["tables"])


def only_question(report: Mapping[str, Any], question_id: str) -> dict[str, Any] | None:
    """The report with this question alone, not split into the groups of another; None where it has no figure."""
    kept = [question for question in report["questions"] if question["id"] == question_id and can_share(question)]
    if not kept:
        return None
    tables = [{**table, "splits": []} for table in kept[0]["tables"]]
    return {**report, "breakdowns": [], "questions": [{**kept[0], "tables": tables}]}
