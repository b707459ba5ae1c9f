"""Reports in one language and in words, as the templates of results take them."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _

from forms_app.domain.reports import PLAIN_FROM
from forms_app.domain.texts import choose_language, in_language
from forms_app.web import current

Groups = Mapping[str, tuple[str, Sequence[dict[str, Any]]]]  # by breakdown: its question's text, its groups


def head_of(report: dict[str, Any]) -> dict[str, Any]:
    language = _language(report)
    return {**report, "title": in_language(report["title"], language), "spoken": language}


def report_face(report: dict[str, Any]) -> dict[str, Any]:
    head = head_of(report)
    language, n = head["spoken"], report["n"]
    groups = _groups(report, language)
    questions = [_question(question, groups, language, n) for question in report["questions"]]
    bases = [table["base"] or 0 for question in questions for table in question["tables"]]
    shown = [{"text": text, "groups": sizes} for text, sizes in groups.values()]
    return {**head, "breakdowns": shown, "questions": questions, "widest": max(bases, default=0)}


def _language(report: dict[str, Any]) -> str:
    """What the address asks for, else the page's own, else the form's first."""
    return choose_language([request.args.get("lang", ""), current.LANGUAGE], report["languages"])


def _groups(report: dict[str, Any], language: str) -> Groups:
    texts = {question["id"]: in_language(question["text"], language) for question in report["questions"]}
    return {
        one["question"]: (
            texts[one["question"]],
            [{**group, "text": in_language(group["text"], language)} for group in one["groups"]],
        )
        for one in report["breakdowns"]
    }


def _question(question: dict[str, Any], groups: Groups, language: str, n: int) -> dict[str, Any]:
    tables = [_table(table, groups, language, n) for table in _joined(question["tables"])]
    is_split = any(id_ == question["id"] for id_ in groups)
    return {**question, "text": in_language(question["text"], language), "tables": tables, "is_split": is_split}


def _joined(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Options, which have a table each, as the rows of one."""
    if len(tables) < 2 or any(len(table["rows"]) != 1 or table["no_answer"] for table in tables):
        return tables
    splits = [
        {**split, "groups": [_side_by_side(tables, place, group) for group in range(len(split["groups"]))]}
        for place, split in enumerate(tables[0]["splits"])
    ]
    base = max(table["base"] or 0 for table in tables) or None
    rows = [row for table in tables for row in table["rows"]]
    return [{**tables[0], "text": None, "base": base, "rows": rows, "splits": splits, "is_options": True}]


def _side_by_side(tables: list[dict[str, Any]], place: int, group: int) -> dict[str, Any]:
    rows = [row for table in tables for row in table["splits"][place]["groups"][group]["rows"]]
    return {**tables[0]["splits"][place]["groups"][group], "rows": rows}


def _table(table: dict[str, Any], groups: Groups, language: str, n: int) -> dict[str, Any]:
    splits = [
        {
            "text": groups[split["breakdown"]][0],
            "sizes": groups[split["breakdown"]][1],
            "groups": [_rows(group["rows"], language, n) for group in split["groups"]],
        }
        for split in table["splits"]
        if split["base"] is not None
    ]
    text = table["text"] and in_language(table["text"], language)
    return {
        "is_options": False,
        **table,
        "text": text,
        "rows": _rows(table["rows"], language, n),
        "splits": splits,
        "spoken": language,
    }


def _rows(rows: list[dict[str, Any]], language: str, n: int) -> list[dict[str, Any]]:
    return [{**row, "text": in_language(row["text"], language), "words": _in_words(row, n)} for row in rows]


def _in_words(row: dict[str, Any], n: int) -> str:
    """Ranges below 30 people, about from 30, plain from 200."""
    if row["low"] is None:
        return _("not enough answers yet")
    if row["percent"] is None:
        return _("between %(low)d and %(high)d", low=row["low"], high=row["high"])
    if row["percent"] == 0:
        return _("under %(count)d people", count=row["high"] + 1)
    if n < PLAIN_FROM:
        return _("about %(percent)d %%", percent=row["percent"])
    return _("%(percent)d %%", percent=row["percent"])
