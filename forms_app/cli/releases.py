"""flask releases run"""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from forms_app.cli.refusals import said_plainly
from forms_app.services import releases

commands = AppGroup("releases", help="Count and publish.")


@commands.command()
@click.option("--now", "instant", help="Pretend it is this instant, ISO 8601 with an offset.")
@said_plainly
def run(instant: str | None) -> None:
    """Make keys of opened forms, count and publish what is due."""
    click.echo("\n".join(releases.run(now=_instant(instant))) or "Nothing is due.")


def _instant(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not an instant such as 2026-11-30T18:00+00:00.") from error
    if moment.tzinfo is None:
        raise click.BadParameter("Say the offset too, such as +00:00.")
    return moment.astimezone(UTC)
