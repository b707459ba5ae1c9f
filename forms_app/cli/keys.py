"""flask keys backup | restore"""

from datetime import UTC, datetime
from pathlib import Path

import click

from forms_app.cli.backup import FILE, PHRASE
from forms_app.cli.refusals import Commands
from forms_app.services import backups

commands = Commands("keys", help="The keys without which a backup of people cannot be read; keep them elsewhere.")


@commands.command()
@FILE
@PHRASE
def backup(file: Path, passphrase_file: Path) -> None:
    """Write the keys of people, and what was erased, for a place where no backup lies."""
    number = backups.back_up_keys(path=file, passphrase_file=passphrase_file, now=datetime.now(UTC))
    click.echo(f"{number} keys are written. Keep them apart from backups: together they open everything but answers.")


@commands.command()
@FILE
@PHRASE
def restore(file: Path, passphrase_file: Path) -> None:
    """Put keys back that are missing, but none whose day has come. Stop the site first."""
    number = backups.restore_keys(path=file, passphrase_file=passphrase_file, today=datetime.now(UTC).date())
    click.echo(f"{number} keys are put back.")
