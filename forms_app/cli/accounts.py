"""flask accounts create | grant | revoke | list"""

import secrets

import click
from flask.cli import AppGroup
from flask_security.utils import hash_password

from forms_app.cli.refusals import said_plainly
from forms_app.domain.roles import ROLES
from forms_app.services import accounts

commands = AppGroup("accounts", help="Accounts of people who work here.")
role_option = click.option("--role", "roles", multiple=True, type=click.Choice(list(ROLES)), required=True)


@commands.command()
@click.argument("email")
@role_option
@said_plainly
def create(email: str, roles: tuple[str, ...]) -> None:
    """Create an account with a random password, printed once."""
    password = secrets.token_urlsafe(18)
    accounts.create_account(email=email, password_hash=hash_password(password), roles=list(roles))
    click.echo(f"{email} signs in at /staff/sign-in with the password {password}")


@commands.command()
@click.argument("email")
@role_option
@said_plainly
def grant(email: str, roles: tuple[str, ...]) -> None:
    """Give roles."""
    for role in roles:
        accounts.grant(email=email, role=role)
        click.echo(f"{email} has the role {role}.")


@commands.command()
@click.argument("email")
@role_option
@said_plainly
def revoke(email: str, roles: tuple[str, ...]) -> None:
    """Take roles away."""
    for role in roles:
        accounts.revoke(email=email, role=role)
        click.echo(f"{email} no longer has the role {role}.")


@commands.command("list")
def list_() -> None:
    """Every account with its roles."""
    for email, roles in accounts.list_accounts():
        click.echo(f"{email}: {', '.join(roles)}")
