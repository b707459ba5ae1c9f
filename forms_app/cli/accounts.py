"""flask accounts create | grant | revoke | new-password | deactivate | activate | list"""

import secrets

import click
from flask_security.utils import hash_password

from forms_app.cli.refusals import Commands
from forms_app.domain.roles import ROLES
from forms_app.services import accounts

commands = Commands("accounts", help="Accounts of people who work here.")
BYTES = 18  # of a password that is shown once
role_option = click.option("--role", "roles", multiple=True, type=click.Choice(list(ROLES)), required=True)


@commands.command()
@click.argument("email")
@role_option
def create(email: str, roles: tuple[str, ...]) -> None:
    """Create an account with a random password, printed once."""
    password = secrets.token_urlsafe(BYTES)
    accounts.create_account(email=email, password_hash=hash_password(password), roles=list(roles))
    click.echo(f"{email} signs in at /staff/sign-in with the password {password}")


@commands.command()
@click.argument("email")
@role_option
def grant(email: str, roles: tuple[str, ...]) -> None:
    """Give roles."""
    for role in roles:
        accounts.grant(email=email, role=role)
        click.echo(f"{email} has the role {role}.")


@commands.command()
@click.argument("email")
@role_option
def revoke(email: str, roles: tuple[str, ...]) -> None:
    """Take roles away."""
    for role in roles:
        accounts.revoke(email=email, role=role)
        click.echo(f"{email} no longer has the role {role}.")


@commands.command("new-password")
@click.argument("email")
def new_password(email: str) -> None:
    """Give an account another password, which is shown once; its sessions end."""
    password = secrets.token_urlsafe(BYTES)
    accounts.set_password(email=email, password_hash=hash_password(password))
    click.echo(f"Password, shown once: {password}")


@commands.command()
@click.argument("email")
def deactivate(email: str) -> None:
    """End every session and let nobody sign in with it; roles stay."""
    accounts.deactivate(email=email)
    click.echo(f"{email} is deactivated.")


@commands.command()
@click.argument("email")
def activate(email: str) -> None:
    """Let it sign in again."""
    accounts.activate(email=email)
    click.echo(f"{email} is active.")


@commands.command("list")
def list_() -> None:
    """Every account with its roles."""
    for email, roles, active in accounts.list_accounts():
        click.echo(f"{email}: {', '.join(roles)}{'' if active else ' (deactivated)'}")
