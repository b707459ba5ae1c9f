"""flask forms import | open | close | list"""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from forms_app.cli.definition_files import read_definition
from forms_app.cli.refusals import said_plainly
from forms_app.services import forms

commands = AppGroup("forms", help="Forms: import, open, close, list.")


@commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slug", help="Link name; made from the title otherwise.")
@said_plainly
def import_(file: Path, slug: str | None) -> None:
    """Keep the form in FILE (form/1) as a draft."""
    definition = read_definition(file)
    click.echo(f"Imported as a draft: {forms.import_form(definition=definition, slug=slug)}")


@commands.command("open")
@click.argument("slug")
@said_plainly
def open_(slug: str) -> None:
    """Freeze the draft and open it."""
    form = forms.open_form(slug=slug, now=datetime.now(UTC))
    click.echo(
        f"{form.slug} opens at {form.opens_at:%Y-%m-%d %H:%M} UTC; it takes answers once the worker made its keys."
    )


@commands.command()
@click.argument("slug")
@said_plainly
def close(slug: str) -> None:
    """Close for good; the worker counts then."""
    click.echo(f"{forms.close_form(slug=slug, now=datetime.now(UTC)).slug} is closed.")


@commands.command("list")
@said_plainly
def list_() -> None:
    """Every form with its state."""
    for form in forms.list_forms():
        click.echo(f"{form.state(datetime.now(UTC)):10} {form.slug}")
