"""flask newsletters open"""

import csv
from pathlib import Path

import click

from forms_app.cli.backup import FILE, PHRASE
from forms_app.cli.refusals import Commands
from forms_app.services import moved_lists

commands = Commands("newsletters", help="Lists of readers that were moved here or away.")


@commands.command("open")
@FILE
@PHRASE
@click.argument("folder", type=click.Path(path_type=Path))
def open_(file: Path, passphrase_file: Path, folder: Path) -> None:
    """Open the locked list of a newsletter: addresses.csv and do-not-mail.csv in a folder, which is made."""
    addresses, blocked = moved_lists.open_list(path=file, passphrase_file=passphrase_file)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / "addresses.csv", ["email", "confirmed_on"], addresses)
    _write(folder / "do-not-mail.csv", ["keyed_hash", "reach"], blocked)
    click.echo(f"{len(addresses)} addresses and {len(blocked)} lines of the do-not-mail list are in {folder}.")


def _write(path: Path, head: list[str], rows: list[list[str]]) -> None:
    if path.exists():
        raise click.ClickException(f"{path} is there already; choose another folder.")
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
