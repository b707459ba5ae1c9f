"""flask backup create | verify | restore"""

from datetime import UTC, datetime
from pathlib import Path

import click

from forms_app.cli.refusals import Commands
from forms_app.services import backups
from forms_app.services.backups import Copy

commands = Commands("backup", help="Copies of the site and of people, without answers and without keys.")
PHRASE = click.option(
    "--passphrase-file", required=True, type=click.Path(path_type=Path), help="A file whose first line opens the copy."
)
FILE = click.argument("file", type=click.Path(path_type=Path))


@commands.command()
@FILE
@PHRASE
def create(file: Path, passphrase_file: Path) -> None:
    """Write a backup, while the site goes on."""
    _tell(backups.create(path=file, passphrase_file=passphrase_file, now=datetime.now(UTC)))
    click.echo("It is written and was read again. The keys are not in it: flask keys backup.")


@commands.command()
@FILE
@PHRASE
def verify(file: Path, passphrase_file: Path) -> None:
    """Read a backup to its end."""
    _tell(backups.verify(path=file, passphrase_file=passphrase_file))
    click.echo("It is whole.")


@commands.command()
@FILE
@PHRASE
@click.option("--replace", is_flag=True, help="Put it in the place of a site that is there; asks first.")
def restore(file: Path, passphrase_file: Path, replace: bool) -> None:
    """Put a backup back. Stop the site first."""
    if not backups.is_empty():
        if not replace:
            raise click.ClickException("There is a site here. Add --replace to put the backup in its place.")
        click.confirm("Everything that came after the backup is lost. Go on?", abort=True)
    copy, erased = backups.restore(path=file, passphrase_file=passphrase_file, today=datetime.now(UTC).date())
    _tell(copy)
    click.echo(f"It is put back. Erased again, because people asked for it since: {erased}.")
    click.echo("Tokens of programs are not put back, as some may have been withdrawn since: make them anew.")
    click.echo("Everybody signs in anew. Look through the accounts: those stopped since the backup work again.")


def _tell(copy: Copy) -> None:
    click.echo(f"Backup of {copy.made_at}")
    for table, number in copy.rows.items():
        click.echo(f"  {table}: {number}")
