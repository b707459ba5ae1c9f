"""flask people purge"""

from datetime import UTC, datetime

import click

from forms_app.cli.refusals import Commands
from forms_app.services import upkeep

commands = Commands("people", help="What visitors told about themselves.")


@commands.command()
@click.option("--dry-run", is_flag=True, help="Say what would go, and delete nothing.")
def purge(dry_run: bool) -> None:
    """Delete what has reached its day, as the worker does every round."""
    today = datetime.now(UTC).date()
    rows = upkeep.count_due(today=today) if dry_run else upkeep.purge_people(today=today)
    done = "would be deleted" if dry_run else "deleted"
    for what, number in rows.items():
        click.echo(f"{what}: {number} {done}")
