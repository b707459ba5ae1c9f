"""flask demo make"""

import secrets
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from flask import current_app
from flask_security.utils import hash_password

from forms_app.cli.refusals import Commands
from forms_app.domain.demo import ROLES
from forms_app.services import accounts, demo

commands = Commands("demo", help="An invented chocolate maker, in a folder of its own.")


@commands.command()
def make() -> None:
    """Fill this instance, which must be new, with a year of invented forms and answers."""
    folder: Path = current_app.extensions["settings"].instance
    if accounts.has_accounts():
        raise click.ClickException("This is a site in use; a demo needs a new folder (FORMS_INSTANCE).")
    made = [_account(role) for role in ROLES]
    demo.live_through(today=datetime.now(UTC).date(), say=partial(_say, folder))
    demo.finish(folder=folder, accounts=made)


def show(folder: Path) -> None:
    """Who may sign in, with their passwords: they open invented answers only."""
    click.echo("The demo is ready. Its accounts, for /staff/sign-in:")
    for account in demo.list_accounts(folder=folder):
        click.echo(f"  {account['role']:13} {account['email']:25} {account['password']}")


def _say(folder: Path, line: str) -> None:
    click.echo(f"Making the demo: {line}")
    demo.tell(folder=folder, line=line)


def _account(role: str) -> dict[str, str]:
    email, password = f"{role}@example.org", secrets.token_urlsafe(18)
    accounts.create_account(email=email, password_hash=hash_password(password), roles=[role])
    return {"role": role, "email": email, "password": password}
