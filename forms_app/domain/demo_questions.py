"""Questions of the demo, in a line each."""

from typing import Any

STARS: dict[str, Any] = {"min": 1, "max": 5, "low": {"en": "Not at all"}, "high": {"en": "Very much"}}


def options(*texts: str, letter: str) -> dict[str, Any]:
    return {"options": [{"id": f"{letter}opt{i:02d}", "text": {"en": text}} for i, text in enumerate(texts)]}


def ask(id_: str, kind: str, text: str, settings: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "text": {"en": text}, "settings": settings or {}, **more}
