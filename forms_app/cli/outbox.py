"""flask outbox list | retry | send | bounces"""

import re
from collections import Counter
from datetime import UTC, datetime
from typing import BinaryIO

import click

from forms_app.cli.refusals import Commands
from forms_app.domain.outbox import KINDS, PROBLEMS
from forms_app.services import bounces as bounces_
from forms_app.services import outbox, sending

commands = Commands("outbox", help="Mails that wait to be sent.")
SEPARATOR = re.compile(rb"\r?\n\r?\nFrom [^\n]*\n")  # between the mails of a mailbox


@commands.command("list")
def list_() -> None:
    """What waits and what was given up, without addresses."""
    mails, waiting, given_up = outbox.list_waiting()
    for mail in mails:
        state = f"tried again {mail.due_at:%Y-%m-%d %H:%M} UTC" if mail.due_at and mail.attempts else "waits"
        problem = f"; {PROBLEMS[mail.problem]} {mail.code or ''}".rstrip() if mail.problem else ""
        click.echo(f"{mail.id.hex()} {KINDS[mail.kind]}: {'given up' if mail.is_given_up else state}{problem}")
    click.echo(f"{waiting} wait, {given_up} given up.")


@commands.command()
@click.argument("id", required=False)
def retry(id: str | None) -> None:
    """Try a mail again, or everything that was tried before or given up."""
    number = outbox.retry(now=datetime.now(UTC), id_=_read(id) if id else None)
    click.echo(f"{number} tried again by the worker.")


@commands.command()
def send() -> None:
    """Send what is due now, without waiting for the worker."""
    if not outbox.is_set_up():
        raise click.ClickException("There is no mail server in the settings: FORMS_MAIL_HOST.")
    tried = 0
    while (done := sending.run(now=datetime.now(UTC))).tried:
        tried += done.tried
        if done.stopped_by:
            break
    if done.stopped_by:
        raise click.ClickException(f"{tried} tried. {done.stopped_by.sentence} {done.stopped_by.code or ''}".rstrip())
    click.echo(f"{tried} tried.")


@commands.command()
@click.argument("file", type=click.File("rb"))
def bounces(file: BinaryIO) -> None:
    """Read mails that came back: one, or a mailbox in the format mbox; - is standard input."""
    counts: Counter[str] = Counter()
    today = datetime.now(UTC).date()
    for content in SEPARATOR.split(b"\n\n" + file.read()):
        if content.strip():
            counts[bounces_.take_report(content=content.lstrip(), today=today) or "not understood"] += 1
    for kind, number in sorted(counts.items()):
        click.echo(f"{kind}: {number}")
    click.echo(f"{bounces_.count_blocked()} addresses are on the do-not-mail list.")


def _read(id_: str) -> bytes:
    try:
        return bytes.fromhex(id_)
    except ValueError:
        raise click.BadParameter("the id is 32 hexadecimal digits, as in the list") from None
