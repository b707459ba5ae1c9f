"""flask forms import | open | close | extend | replace | take-back | correct | archive | delete | list"""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from forms_app.cli.definition_files import read_definition
from forms_app.cli.instants import read_instant
from forms_app.cli.refusals import Commands
from forms_app.domain import status_words
from forms_app.domain.deletions import certificate_lines
from forms_app.domain.differences import Reworded
from forms_app.domain.forms import Form
from forms_app.domain.texts import in_language
from forms_app.services import deletions, erasure, extensions, forms, status, versions

commands = Commands("forms", help="Forms: import, open, close, extend, replace, correct, archive, delete, list.")


@commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slug", help="Link name; made from the title otherwise.")
def import_(file: Path, slug: str | None) -> None:
    """Keep the form in FILE (form/1) as a draft."""
    definition = read_definition(file)
    link = forms.import_form(definition=definition, slug=slug)
    _warn(link)
    click.echo(f"Imported as a draft: {link}")


@commands.command("open")
@click.argument("slug")
def open_(slug: str) -> None:
    """Freeze the draft and open it."""
    form = forms.open_form(slug=slug, now=datetime.now(UTC))
    _warn(slug)
    click.echo(
        f"{form.slug} opens at {form.opens_at:%Y-%m-%d %H:%M} UTC; it takes answers once the worker made its keys."
    )


def _warn(slug: str) -> None:
    for warning in forms.list_warnings(slug=slug):
        click.echo(f"Look again: {warning}", err=True)


@commands.command()
@click.argument("slug")
def close(slug: str) -> None:
    """Close for good; the worker counts then."""
    click.echo(f"{forms.close_form(slug=slug, now=datetime.now(UTC)).slug} is closed.")


@commands.command()
@click.argument("slug")
@click.option("--until", required=True, help="The new closing instant, ISO 8601 with an offset.")
def extend(slug: str, until: str) -> None:
    """Let a form that closed with fewer than ten answers take answers again."""
    form = extensions.extend_form(slug=slug, until=read_instant(until), now=datetime.now(UTC))
    click.echo(f"{form.slug} takes answers until {form.closes_at:%Y-%m-%d %H:%M} UTC.")


@commands.command()
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def replace(slug: str, file: Path) -> None:
    """Ask the questions in FILE (form/1) from the form's next bound on."""
    form, lines = versions.replace_questions(slug=slug, definition=read_definition(file), now=datetime.now(UTC))
    click.echo("\n".join(lines or ["Only the wording differs."]))
    click.echo(
        f"{form.slug}: these questions are asked from {_local(form.changes_at, form)} on; until then the change can be "
        f"taken back (flask forms take-back {form.slug}).\n"
        "Pages opened before that are taken for 12 hours more. Then the answers to the old questions are counted by "
        "themselves; fewer than ten are deleted unread."
    )


@commands.command("take-back")
@click.argument("slug")
def take_back(slug: str) -> None:
    """Let the questions be as they are: drop the change that was to come."""
    form = versions.take_back(slug=slug, now=datetime.now(UTC))
    click.echo(f"{form.slug}: its questions stay as they are.")


@commands.command()
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--meaning-unchanged", is_flag=True, help="Declare that every text still means the same.")
def correct(slug: str, file: Path, meaning_unchanged: bool) -> None:
    """Word the same questions as in FILE (form/1), at once and without ending the period."""
    if not meaning_unchanged:
        raise click.ClickException(
            "Declare with --meaning-unchanged that every text still means the same; else replace the questions."
        )
    definition = read_definition(file)
    found = versions.correct_wording(slug=slug, definition=definition, now=datetime.now(UTC))
    for text in found:
        language = _differing(text, definition.languages)
        click.echo(f"“{in_language(text.was, language)}” is now “{in_language(text.now, language)}”.")
    click.echo(f"{slug}: worded so from now on. Both wordings stand on the page about the form and in its reports.")


@commands.command()
@click.argument("slug")
def archive(slug: str) -> None:
    """Put a draft or a closed form away; it can be taken back in the browser."""
    click.echo(f"{forms.archive_form(slug=slug, now=datetime.now(UTC)).slug} is in the archive.")


@commands.command()
@click.argument("slug")
@click.option("--yes", "confirmed", metavar="SLUG", help="The link name once more; it is asked for otherwise.")
def delete(slug: str, confirmed: str | None) -> None:
    """Delete a draft or a closed form with its answers, details, comments and results, for good."""
    forms.get_form(slug=slug)  # said before anything is asked
    typed = confirmed or click.prompt("This cannot be undone. Type the link name of the form to delete it")
    if typed != slug:
        raise click.ClickException(f"That is not {slug}; nothing was deleted.")
    now = datetime.now(UTC)
    asked = deletions.ask(slug=slug, scope="everything", nonce=secrets.token_urlsafe(15), now=now)
    erasure.run(now=now)
    click.echo("\n".join(certificate_lines(deletions.get_deletion(key=asked.key))))


@commands.command("list")
def list_() -> None:
    """Every form with its state: how many answers wait, in steps of ten by the hour, and how far a count is."""
    for found in status.list_status(now=datetime.now(UTC)):
        said = [status_words.told_words(found), status_words.phase_words(found), status_words.fault_words(found)]
        said += status_words.more_words(found)
        line = f"{status_words.state_words(found).said(_shown):10} {found.form.slug}"
        more = "; ".join(sentence.said(_shown) for sentence in said if sentence)
        click.echo(f"{line}: {more}" if more else line)


def _local(moment: datetime | None, form: Form) -> str:
    """An instant where the form is at home."""
    zone = forms.get_published(slug=form.slug)[1].zone
    return f"{_shown(moment.astimezone(zone))}" if moment else ""


def _differing(text: Reworded, languages: Sequence[str]) -> str:
    """The first language in which the two wordings differ."""
    return next((one for one in languages if text.was.get(one) != text.now.get(one)), languages[0])


def _shown(value: object) -> object:
    """Instants are those of the form's own zone, which is named."""
    return f"{value:%Y-%m-%d %H:%M} {value.tzinfo}" if isinstance(value, datetime) else value
