"""flask audit verify"""

import click

from forms_app.cli.refusals import Commands
from forms_app.services import activity

commands = Commands("audit", help="The activity log of staff.")


@commands.command()
@click.option("--noted", help="A hash printed before, kept somewhere else: it must still stand in the log.")
def verify(noted: str | None) -> None:
    """Check that no entry was changed, put in or taken out; prints the newest hash, to be noted elsewhere."""
    broken, newest, hashes = activity.verify()
    if broken:
        raise click.ClickException(f"The log does not hold from entry {broken} on: it was changed.")
    if noted and noted not in hashes:
        raise click.ClickException("The noted hash is not in the log: entries were taken away, or all written anew.")
    click.echo(f"{len(hashes)} entries, none was changed. Newest hash: {newest}")
