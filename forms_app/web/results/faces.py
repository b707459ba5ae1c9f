"""Reports in one language and in words, as the templates of results take them."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask import request

from forms_app.domain.comparisons import are_apart, change_of
from forms_app.domain.fields import KINDS
from forms_app.domain.texts import choose_language, in_language
from forms_app.domain.trends import row_of, table_of
from forms_app.web import current
from forms_app.web.correction_words import corrections_in_words
from forms_app.web.results.periods import period_in_words
from forms_app.web.results.words import (
    accuracy_in_words,
    apart_in_words,
    change_in_words,
    figure_in_words,
    lead_in_words,
)

Report = dict[str, Any]
HEAT_STEP = 10  # per cent: a shade of a heat table for each


def head_of(report: Report) -> Report:
    """`spoken` is its language, `asked` the same where the address asked for one: links of the page ask again."""
    language = _language(report)
    title, asked = in_language(report["title"], language), language if "lang" in request.args else None
    return {**report, "title": title, "spoken": language, "asked": asked, "days": period_in_words(report)}


def report_face(report: Report, before: Report | None = None) -> Report:
    """`before` is the report that figures are compared with, where there is one."""
    head = head_of(report)
    face = _Face(head["spoken"], report["n"], before, _groups(report, head["spoken"]))
    questions = [face.question(question) for question in report["questions"]]
    bounds = [row["bound"] or 0 for question in questions for table in question["tables"] for row in table["rows"]]
    shown = [{"text": text, "groups": sizes} for text, sizes in face.groups.values()]
    return {
        **head,
        "corrections": _corrections(report),
        "breakdowns": shown,
        "questions": questions,
        "most": max(bounds, default=0),
        "before": before,
    }


def _corrections(report: Report) -> list[SimpleNamespace]:
    texts = [(date.fromisoformat(one["day"]), one["was"], one["now"]) for one in report["corrections"]]
    return corrections_in_words(texts, report["languages"])


def _language(report: Report) -> str:
    """What the address asks for, else the page's own, else the form's first."""
    return choose_language([request.args.get("lang", ""), current.LANGUAGE], report["languages"])


def _groups(report: Report, language: str) -> dict[str, tuple[str, Sequence[dict[str, Any]]]]:
    """By breakdown: its question's text, and its groups."""
    texts = {question["id"]: question["text"] for question in report["questions"]}
    return {
        one["question"]: (
            in_language(texts[one["question"]], language),
            [{**group, "text": in_language(group["text"], language)} for group in one["groups"]],
        )
        for one in report["breakdowns"]
    }


class _Face:
    """How one report is shown: its language, its people, what it is compared with, its groups."""

    def __init__(self, language: str, n: int, before: Report | None, groups: Mapping[str, Any]) -> None:
        self.language = language
        self.n = n
        self.before = before
        self.groups = groups

    def question(self, question: Mapping[str, Any]) -> dict[str, Any]:
        tables = [{**self.table(table, question), "of": question["of"]} for table in joined(question["tables"])]
        return {
            **question,
            "text": in_language(question["text"], self.language),
            "tables": tables,
            "is_split": question["id"] in self.groups,
            "is_stacked": _are_alike(tables),
            "compared": sorted({(split["id"], split["text"]) for table in tables for split in table["splits"]}),
            "asked_split": [self.asked(split) for split in question["asked_split"]],
        }

    def asked(self, split: Mapping[str, Any]) -> dict[str, Any]:
        """How many of each group were asked."""
        text, sizes = self.groups[split["breakdown"]]
        named = zip(sizes, split["groups"], strict=True)
        return {"text": text, "groups": [{**asked, "text": size["text"]} for size, asked in named]}

    def table(self, table: Mapping[str, Any], question: Mapping[str, Any]) -> dict[str, Any]:
        earlier = [table_of(self.before, question["id"], id_) for id_ in table["parts"]]
        sources = earlier if table["is_options"] else earlier * len(table["rows"])
        rows = [self.row(row, row_of(source, row["id"])) for row, source in zip(table["rows"], sources, strict=True)]
        may_lead = KINDS[question["kind"]].rivals and table["text"] is None
        return {
            **table,
            "text": table["text"] and in_language(table["text"], self.language),
            "rows": rows,
            "splits": [self.split(split, rows) for split in table["splits"] if split["base"] is not None],
            "spoken": self.language,
            "accuracy": accuracy_in_words(rows),
            "lead": lead_in_words(rows) if may_lead else None,
            "changes": {name: self.change(earlier[0], table, name) for name in ("mean", "nps")},
        }

    def row(self, row: Mapping[str, Any], earlier: Mapping[str, Any] | None = None) -> dict[str, Any]:
        change = earlier and change_of(earlier, row)
        said = {"change": change, "change_words": change_in_words(change)}
        text = in_language(row["text"], self.language)
        return {**row, **said, "text": text, "words": figure_in_words(row, self.n), "earlier": earlier}

    def change(self, earlier: Mapping[str, Any] | None, table: Mapping[str, Any], measure: str) -> str | None:
        return change_in_words(earlier and change_of(earlier, table, measure=measure))

    def split(self, split: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """A row of the heat table for each answer: its share in every group, shaded by it."""
        text, sizes = self.groups[split["breakdown"]]
        lines = []
        for place, row in enumerate(rows):
            cells = [self.row(group["rows"][place]) for group in split["groups"]]
            shaded = [
                {**cell, "heat": None if cell["percent"] is None else cell["percent"] // HEAT_STEP} for cell in cells
            ]
            lines.append({"text": row["text"], "cells": shaded, "apart": apart_in_words(are_apart(cells))})
        shown = [cell for line in lines for cell in line["cells"]]
        return {
            "id": split["breakdown"],
            "text": text,
            "sizes": sizes,
            "lines": lines,
            "has_shares": any(cell["percent"] is not None for cell in shown),
            "accuracy": accuracy_in_words(shown),
        }


def joined(tables: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Options, which have a table each, as the rows of one; every table says which tables it was."""
    whole = [{**table, "parts": [table["id"]], "is_options": False} for table in tables]
    if len(whole) < 2 or any(len(table["rows"]) != 1 or table["no_answer"] for table in whole):
        return whole
    splits = [
        {**split, "groups": [_side_by_side(whole, place, group) for group in range(len(split["groups"]))]}
        for place, split in enumerate(whole[0]["splits"])
    ]
    base = max(table["base"] or 0 for table in whole) or None
    rows = [row for table in whole for row in table["rows"]]
    parts = [table["id"] for table in whole]
    return [
        {**whole[0], "text": None, "base": base, "rows": rows, "splits": splits, "parts": parts, "is_options": True}
    ]


def _side_by_side(tables: Sequence[Mapping[str, Any]], place: int, group: int) -> dict[str, Any]:
    rows = [row for table in tables for row in table["splits"][place]["groups"][group]["rows"]]
    return {**tables[0]["splits"][place]["groups"][group], "rows": rows}


def _are_alike(tables: Sequence[Mapping[str, Any]]) -> bool:
    """Whether several tables share one set of answers, whose shares can stand in one bar each."""
    answers = {tuple(row["id"] for row in table["rows"]) for table in tables}
    return (
        len(tables) > 1 and len(answers) == 1 and any(row["percent"] is not None for t in tables for row in t["rows"])
    )
