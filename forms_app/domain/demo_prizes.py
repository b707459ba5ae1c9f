"""The prize draws of the demo: one was drawn last month by an invented lottery, one is open."""

from typing import Any

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
