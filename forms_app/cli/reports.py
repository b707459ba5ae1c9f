"""flask reports show"""

import json
from typing import Any

import click
from flask.cli import AppGroup

from forms_app.cli.refusals import said_plainly
from forms_app.domain.texts import in_language
from forms_app.services import reports

commands = AppGroup("reports", help="Published figures.")


@commands.command()
@click.argument("slug")
@click.option("--format", "as_", type=click.Choice(["text", "json"]), default="text")
@said_plainly
def show(slug: str, as_: str) -> None:
    """Print every report of a form."""
    found = reports.get_reports(slug=slug)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_ == "json" else "\n".join(_lines(found)))


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [in_language(found["title"], "en")]
    for report in found["reports"]:
        people = "fewer than ten people" if report["n"] is None else f"{report['n']} people"
        lines.append(f"Report {report['number']}, {report['first_day']} to {report['last_day']}: {people}")
        lines += [line for question in report["questions"] for line in _question(question)]
    return lines


def _question(question: dict[str, Any]) -> list[str]:
    heading = ["", in_language(question["text"], "en")]
    if question["table"] is None:
        return [*heading, "  Comments are read apart from these results."]
    return [
        *heading,
        *(
            f"  {row['low']:>6} to {row['high']:<6} {in_language(row['text'], 'en')}"
            for row in question["table"]["rows"]
        ),
    ]
