"""Instants as operators type them."""

from datetime import UTC, datetime

import click


def read_instant(text: str) -> datetime:
    """ISO 8601 with an offset, in UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not an instant such as 2026-11-30T18:00+00:00.") from error
    if moment.tzinfo is None:
        raise click.BadParameter("Say the offset too, such as +00:00.")
    return moment.astimezone(UTC)
