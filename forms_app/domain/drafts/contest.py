"""The rules of a prize draw as staff type them, and as a draft holds them."""

import re
from collections.abc import Mapping
from typing import Any

from forms_app.domain.contest_rules import ENTRIES, MOST_PRIZES, Contest
from forms_app.domain.drafts import Document
from forms_app.domain.drafts.settings import set_text

PRIZE = re.compile(r"(?:([0-9]{1,3})\s*[x×]\s*)?(.+?)(?:\s*\(([^()]{1,60})\))?")
TEXTS = ("eligibility", "postal", "terms")
NUMBERS = ("margin", "alternates", "collect_days", "protest_days", "keep_days")
CHOICES = {"entry": ENTRIES, "source": ("drand", "lottery"), "delivery": ("post", "email", "person")}
SWITCH = "draw"


def usual(name: str) -> Any:
    """What holds where nothing is said."""
    return Contest.model_fields[name].default


def has_draw(document: Document) -> bool:
    return SWITCH in document.get("switches", ())


def prize_lines(document: Document, language: str) -> str:
    """One prize a line, as it is typed: 2 × Gift box (20 EUR)."""
    prizes = document.get("contest", {}).get("prizes", [])
    return "\n".join(_line(prize, language) for prize in prizes)


def _line(prize: Mapping[str, Any], language: str) -> str:
    count = f"{prize['count']} × " if prize.get("count", 1) != 1 else ""
    value = f" ({prize['value']})" if prize.get("value") else ""
    return f"{count}{prize.get('name', {}).get(language, '')}{value}"


def with_contest(document: Document, typed: Mapping[str, str], language: str) -> Document:
    """The draft with what was typed; what cannot be read as a number stays as it was typed, and is named as missing."""
    held = document.get("contest", {})
    made: dict[str, Any] = {"prizes": _prizes(typed.get("prizes", ""), held.get("prizes", []), language)}
    for name in TEXTS:
        made[name] = set_text(held.get(name), typed.get(name, "").strip(), language)
    for name in NUMBERS:
        text = typed.get(name, "").strip()
        made[name] = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else text or None
    for name, offered in CHOICES.items():
        made[name] = typed[name] if typed.get(name) in offered else held.get(name)
    made |= {"draws": typed.get("draws", "").strip() or None, "lottery": typed.get("lottery", "").strip() or None}
    made["second_draw"] = bool(typed.get("second_draw"))
    others = [one for one in document.get("switches", ["count"]) if one != SWITCH]
    switches = [*others, SWITCH] if typed.get(SWITCH) else others
    kept = {key: value for key, value in made.items() if not (value is None or value is False or value == [])}
    changed = {**document, "switches": switches, "contest": kept}
    if SWITCH not in switches and "prizes" not in kept:
        del changed["contest"]  # nothing was begun that would have to be finished
    return changed


def _prizes(typed: str, held: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    made = []
    for number, line in enumerate(lines[: MOST_PRIZES + 1]):
        count, name, value = PRIZE.fullmatch(line).groups()  # type: ignore[union-attr]
        before = held[number].get("name") if number < len(held) else None
        prize = {"count": int(count or 1), "name": set_text(before, name, language), "value": value}
        made.append({key: one for key, one in prize.items() if one})
    return made
