"""The texts of mails, from templates/letters/<name>/: subject, text and HTML."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from forms_app.domain.mails import LONGEST_SUBJECT, Mail


def write_letter(name: str, *, to: str, values: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Mail:
    """The mail of this name; in its HTML part everything that comes from values is escaped."""
    subject, text, html = (
        render(f"letters/{name}/{part}", values) for part in ("subject.txt", "text.txt", "body.html")
    )
    return Mail(
        to=to, subject=" ".join(subject.split())[:LONGEST_SUBJECT], text=text.strip() + "\n", html=html,
        headers=headers or {},
    )  # fmt: skip


def render(template: str, values: Mapping[str, Any]) -> str:
    return current_app.jinja_env.get_template(template).render(**values)
