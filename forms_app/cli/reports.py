"""flask reports show | sample"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from forms_app.cli.definition_files import read_definition
from forms_app.cli.refusals import Commands
from forms_app.domain.texts import OWN_LANGUAGE, choose_language, in_language
from forms_app.services import exports, reports, samples

commands = Commands("reports", help="Published figures.")
SAMPLE = "Sample from invented answers"
PRECISION = "Expected error in points: {0.rounding:.1f} by rounding, {0.luck:.1f} by the luck of who answered."


@commands.command()
@click.argument("slug")
@click.option("--format", "as_", type=click.Choice(["text", "csv", "json"]), default="text")
@click.option("--language", default=OWN_LANGUAGE, show_default=True, help="Of the form's texts, where it has them.")
def show(slug: str, as_: str, language: str) -> None:
    """Print every report of a form."""
    if as_ == "csv":
        click.echo(exports.export_csv(slug=slug, number=exports.ALL, language=language), nl=False)
    elif as_ == "json":
        click.echo(exports.export_json(slug=slug, number=exports.ALL))
    else:
        click.echo("\n".join(_lines(reports.get_reports(slug=slug), language)))


@commands.command()
@click.argument("form", metavar="FILE|SLUG")
@click.option("--people", type=click.IntRange(10, 100_000), default=30, show_default=True, help="Invented answers.")
@click.option("--format", "as_", type=click.Choice(["text", "json"]), default="text")
@click.option("--language", default=OWN_LANGUAGE, show_default=True, help="Of the form's texts, where it has them.")
def sample(form: str, people: int, as_: str, language: str) -> None:
    """Print a report of invented answers to a form, in a file or on this site; nothing is kept."""
    file = Path(form)
    definition = read_definition(file) if file.is_file() else samples.get_definition(slug=form)
    report = samples.make_sample(definition=definition, people=people, day=datetime.now(UTC).date())
    if as_ == "json":
        click.echo(json.dumps({"sample": SAMPLE, **report}, ensure_ascii=False, indent=1))
        return
    found = {"title": report["title"], "languages": report["languages"], "reports": [report]}
    error = samples.expect_error(definition=definition, people=people)
    precision = [PRECISION.format(error)] if error else []
    click.echo("\n".join([SAMPLE, *precision, *_lines(found, language)]))


def _lines(found: dict[str, Any], wanted: str) -> list[str]:
    lines = [in_language(found["title"], choose_language([wanted], found["languages"]))]
    for report in found["reports"]:
        language = choose_language([wanted], report["languages"])
        people = "fewer than ten people" if report["n"] is None else f"{report['n']} people"
        exactly = " (public poll, exact numbers)" if report["is_exact"] else ""
        lines.append(f"Report {report['number']}, {report['first_day']} to {report['last_day']}: {people}{exactly}")
        lines += [f"  Published version {number}" for number in report["versions"]]
        lines += [line for one in report["corrections"] for line in _correction(one, report["languages"])]
        groups = _group_names(report, language)
        lines += [line for question in report["questions"] for line in _question(question, groups, language)]
    return lines


def _correction(correction: dict[str, Any], languages: list[str]) -> list[str]:
    """Both wordings, in every language in which they differ; the words alone where a language is new."""
    was, now, day = correction["was"], correction["now"], correction["day"]
    added = [f"  Added on {day}: “{now[one]}”" for one in languages if one in now and one not in was]
    pairs = [(was[one], now.get(one, "")) for one in languages if one in was and was[one] != now.get(one)]
    return [f"  Wording corrected on {day}: “{before}” became “{after}”" for before, after in pairs] + added


def _group_names(report: dict[str, Any], language: str) -> dict[str, list[str]]:
    return {
        one["question"]: [in_language(group["text"], language) for group in one["groups"]]
        for one in report["breakdowns"]
    }


def _question(question: dict[str, Any], groups: dict[str, list[str]], language: str) -> list[str]:
    heading = ["", in_language(question["text"], language)]
    if question["asked"] and question["asked"]["low"] is not None:
        heading.append(f"  Asked: {question['asked']['low']} to {question['asked']['high']}")
    for split in question["asked_split"]:
        named = zip(groups[split["breakdown"]], split["groups"], strict=True)
        heading.append("  Asked: " + ", ".join(f"{name} {one['low']} to {one['high']}" for name, one in named))
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
    if row["bound"] == 0:
        return f"  {row['printed']:>6} ({row['percent']:>3} %)   {text}"
    return f"  {row['low']:>6} to {row['high']:<6} {text}"
