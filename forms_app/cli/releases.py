"""flask releases run"""

from datetime import UTC, datetime

import click

from forms_app.cli.instants import read_instant
from forms_app.cli.refusals import Commands
from forms_app.services import releases

commands = Commands("releases", help="Count and publish.")


@commands.command()
@click.option("--now", "instant", help="Pretend it is this instant, ISO 8601 with an offset.")
@click.option("--despite-missing", "slug", default="", help="Count this form although answers are missing.")
def run(instant: str | None, slug: str) -> None:
    """Make keys of opened forms, count and publish what is due."""
    now = datetime.now(UTC) if instant is None else read_instant(instant)
    click.echo("\n".join(releases.run(now=now, despite_missing=slug)) or "Nothing is due.")
