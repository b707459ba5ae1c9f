"""flask codes make | withdraw"""

import csv
from datetime import UTC, datetime
from pathlib import Path

import click

from forms_app.cli.refusals import Commands
from forms_app.domain.entry_codes import grouped
from forms_app.services import admission, entry_codes, forms

MOST = 100_000
commands = Commands("codes", help="Codes that let one person answer once: make, withdraw.")


@commands.command()
@click.argument("slug")
@click.option("--count", required=True, type=int, help="How many.")
@click.option("--to", "file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A new CSV file.")
def make(slug: str, count: int, file: Path) -> None:
    """Make codes for the form and write them into FILE, the only place where they stand."""
    try:
        made = file.open("x", newline="")
    except FileExistsError as error:
        raise click.ClickException(f"{file} is here already; name a new file.") from error
    file.chmod(0o600)
    try:
        with made:
            codes = entry_codes.make_codes(slug=slug, count=count, seen=None, now=datetime.now(UTC), most=MOST)
            csv.writer(made).writerows([("code",), *((grouped(code),) for code in codes)])
    except BaseException:
        file.unlink()
        raise
    issued = admission.get_turnout(form=forms.get_form(slug=slug)).issued
    click.echo(f"{slug}: {len(codes)} codes made, {issued} in all. They stand in {file} and nowhere else.")


@commands.command()
@click.argument("slug")
def withdraw(slug: str) -> None:
    """Withdraw all codes of the form that were not used."""
    entry_codes.withdraw_codes(slug=slug)
    click.echo(f"{slug}: codes that were not used are withdrawn. More can be made.")
