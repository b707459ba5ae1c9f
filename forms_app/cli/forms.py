"""flask forms import | open | close | extend | list"""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from forms_app.cli.definition_files import read_definition
from forms_app.cli.instants import read_instant
from forms_app.cli.refusals import said_plainly
from forms_app.domain import status_words
from forms_app.services import extensions, forms, status

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
    """Every form with its state: how many answers wait, in steps of ten by the hour, and how far a count is."""
    for found in status.list_status(now=datetime.now(UTC)):
        said = status_words.told_words(found), status_words.phase_words(found), status_words.fault_words(found)
        line = f"{status_words.state_words(found).said(_shown):10} {found.form.slug}"
        more = "; ".join(sentence.said(_shown) for sentence in said if sentence)
        click.echo(f"{line}: {more}" if more else line)


def _shown(value: object) -> object:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
