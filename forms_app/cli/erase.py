"""flask site erase: everything of this site, for good."""

import click
from flask import current_app
from flask.cli import with_appcontext

from forms_app.gateways import ballot_keys, key_copies
from forms_app.services.site import find_site
from forms_app.settings import Settings
from forms_app.storage import schema


@click.command("erase")
@click.option("--name", help="The name of the site; left out, it is asked for.")
@with_appcontext
def erase(name: str | None) -> None:
    """Destroy every key, then every table, of the whole site. Stop the site first."""
    settings: Settings = current_app.extensions["settings"]
    found = find_site()
    name = name or click.prompt("Type the name of the site to erase it for good")
    if name != ((found.name if found else "") or settings.site_name):
        raise click.ClickException("This is not the name of the site; nothing was erased.")
    with ballot_keys.only_worker() as alone:
        if not alone:
            raise click.ClickException("The worker is running. Stop the site first; nothing was erased.")
        keys = key_copies.destroy_all((settings.ballot_keys, settings.people_keys))
    schema.downgrade(current_app.extensions["databases"], "base")
    click.echo(f"{keys} keys are destroyed and all tables are gone. Backups that lie elsewhere are yours to delete.")
