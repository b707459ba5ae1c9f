"""What the demo gives away: prizes that were drawn last month or are still to be drawn, and vouchers."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Reward:
    """The vouchers of a form of the demo."""

    offer: str
    made: int
    daily: int
    valid_for: int  # days from today on
    brought: int  # of so many that were given, one is brought to the till


THANK_YOU = Reward(offer="One small bar of your choice, in our shop", made=80, daily=12, valid_for=120, brought=3)
DRAWN_NUMBERS = "4 17 22 31 38 45"
GOLDEN_TICKET: dict[str, Any] = {
    "prizes": (
        {"name": {"en": "A day in our kitchen for two"}},
        {"count": 3, "name": {"en": "A box of twelve bars"}, "value": "30 EUR"},
    ),
    "source": "lottery",
    "lottery": "Anytown Lotto, an invented lottery",
    "alternates": 5,
    "collect_days": 60,
    "keep_days": 120,
}
WINTER_RAFFLE: dict[str, Any] = {
    "prizes": ({"count": 5, "name": {"en": "A winter hamper"}},),
    "eligibility": {"en": "I am 18 or older."},
}
