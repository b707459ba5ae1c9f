"""flask reports show"""

import json
from typing import Any

import click
from flask.cli import AppGroup

from forms_app.cli.refusals import said_plainly
from forms_app.domain.texts import OWN_LANGUAGE, choose_language, in_language
from forms_app.services import reports

commands = AppGroup("reports", help="Published figures.")


@commands.command()
@click.argument("slug")
@click.option("--format", "as_", type=click.Choice(["text", "json"]), default="text")
@click.option("--language", default=OWN_LANGUAGE, show_default=True, help="Of the form's texts, where it has them.")
@said_plainly
def show(slug: str, as_: str, language: str) -> None:
    """Print every report of a form."""
    found = reports.get_reports(slug=slug)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_ == "json" else "\n".join(_lines(found, language)))


def _lines(found: dict[str, Any], wanted: str) -> list[str]:
    lines = [in_language(found["title"], choose_language([wanted], found["languages"]))]
    for report in found["reports"]:
        language = choose_language([wanted], report["languages"])
        people = "fewer than ten people" if report["n"] is None else f"{report['n']} people"
        lines.append(f"Report {report['number']}, {report['first_day']} to {report['last_day']}: {people}")
        lines += [line for question in report["questions"] for line in _question(question, language)]
    return lines


def _question(question: dict[str, Any], language: str) -> list[str]:
    heading = ["", in_language(question["text"], language)]
    if not question["tables"]:
        return [*heading, "  Comments are read apart from these results."]
    return [*heading, *(line for table in question["tables"] for line in _table(table, language))]


def _table(table: dict[str, Any], language: str) -> list[str]:
    heading = [f"  {in_language(table['text'], language)}"] if table["text"] else []
    return heading + [_row(row, language) for row in table["rows"]]


def _row(row: dict[str, Any], language: str) -> str:
    text = in_language(row["text"], language)
    if row["low"] is None:
        return f"  {'not enough answers yet':>16} {text}"
    return f"  {row['low']:>6} to {row['high']:<6} {text}"
