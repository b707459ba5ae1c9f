"""flask forms import | open | close | extend | list"""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from forms_app.cli.definition_files import read_definition
from forms_app.cli.instants import read_instant
from forms_app.cli.refusals import said_plainly
from forms_app.domain.forms import Form
from forms_app.services import extensions, forms, progress

commands = AppGroup("forms", help="Forms: import, open, close, extend, list.")


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


@commands.command()
@click.argument("slug")
@click.option("--until", required=True, help="The new closing instant, ISO 8601 with an offset.")
@said_plainly
def extend(slug: str, until: str) -> None:
    """Let a form that closed with fewer than ten answers take answers again."""
    form = extensions.extend_form(slug=slug, until=read_instant(until), now=datetime.now(UTC))
    click.echo(f"{form.slug} takes answers until {form.closes_at:%Y-%m-%d %H:%M} UTC.")


@commands.command("list")
@said_plainly
def list_() -> None:
    """Every form with its state, and how many answers wait to be counted."""
    now = datetime.now(UTC)
    for form in forms.list_forms():
        click.echo(f"{form.state(now):10} {form.slug}{_told(form) if form.is_open(now) else ''}")


def _told(form: Form) -> str:
    """In steps of ten, as of the last full hour where the form is at home."""
    told = progress.get_progress(form=form)
    if told is None:
        return ""
    zone = forms.get_published(slug=form.slug)[1].zone
    count = f"at least {told.answers}" if told.answers else "fewer than 10"
    return f": {count} answers as of {told.as_of.astimezone(zone):%H:%M}"
