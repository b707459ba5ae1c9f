"""How each figure went from report to report, as small charts take it."""

from collections.abc import Mapping, Sequence
from typing import Any

from forms_app.domain.comparisons import change_of
from forms_app.domain.texts import in_language
from forms_app.domain.trends import row_of, table_of
from forms_app.web.results.faces import head_of, joined
from forms_app.web.results.periods import period_in_words
from forms_app.web.results.words import change_in_words, figure_in_words

WIDTH, HEIGHT, EDGE = 320, 96, 8  # of a chart, in its own units
Report = Mapping[str, Any]


def trend_face(newest_first: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The newest report's questions, each answer with its course; only reports with figures."""
    head = head_of(newest_first[0])
    counted = [report for report in reversed(newest_first) if report["n"] is not None]
    reports = [{**report, "days": period_in_words(report)} for report in counted]
    if not reports:
        return {**head, "reports": [], "questions": []}
    questions = [
        {
            "id": question["id"],
            "text": in_language(question["text"], head["spoken"]),
            "courses": [
                c for table in joined(question["tables"]) for c in _courses(reports, question, table, head["spoken"])
            ],
        }
        for question in reports[-1]["questions"]
    ]
    shown = [question for question in questions if question["courses"]]
    return {**head, "reports": reports, "questions": shown}


def _courses(
    reports: Sequence[Report], question: Mapping[str, Any], table: Mapping[str, Any], language: str
) -> list[dict[str, Any]]:
    """The mean where there is one, else every answer's share."""
    part = table["text"] and in_language(table["text"], language)
    if table["score"] == "nps" or table["mean"] is not None:
        measure = "nps" if table["score"] == "nps" else "mean"
        tables = [table_of(report, question["id"], table["id"]) for report in reports]
        ends = _ends(table, measure)
        return [{"text": part, "measure": measure, **_course(tables, reports, measure, ends)}]
    sources = table["parts"] if table["is_options"] else table["parts"] * len(table["rows"])
    found = []
    for row, source in zip(table["rows"], sources, strict=True):
        rows = [row_of(table_of(report, question["id"], source), row["id"]) for report in reports]
        texts = [part, in_language(row["text"], language)]
        text = ": ".join(text for text in texts if text)
        found.append({"text": text, "measure": "percent", **_course(rows, reports, "percent", (0, 100))})
    return found


def _ends(table: Mapping[str, Any], measure: str) -> tuple[float, float]:
    """The least and the most that a measure can be."""
    if measure == "nps":
        return -100, 100
    values = [row["value"] for row in table["rows"] if row["value"] is not None]
    return min(values), max(values)


def _course(
    figures: Sequence[Mapping[str, Any] | None], reports: Sequence[Report], measure: str, ends: tuple[float, float]
) -> dict[str, Any]:
    """Points of the chart, what each report said, and how the last moved from the one before."""
    points = [
        _point(place, len(figures), figure, measure, ends)
        for place, figure in enumerate(figures)
        if figure is not None and figure.get(f"{measure}_low") is not None
    ]
    said = [
        {"when": report["days"], "words": _words(figure, measure, report["n"])}
        for figure, report in zip(figures, reports, strict=True)
    ]
    last = list(figures[-2:])
    change = change_of(last[0], last[1], measure=measure) if len(last) == 2 and all(last) else None
    least, most = (f"{end}\u00a0%" if measure == "percent" else f"{end:g}" for end in ends)
    scale = {"least": least, "most": most}
    return {"points": points, "said": said, "change": change, "change_words": change_in_words(change), **scale}


def _point(place: int, of: int, figure: Mapping[str, Any], measure: str, ends: tuple[float, float]) -> dict[str, float]:
    x = WIDTH / 2 if of == 1 else EDGE + place * (WIDTH - 2 * EDGE) / (of - 1)
    names = {"y": measure, "top": f"{measure}_high", "bottom": f"{measure}_low"}
    return {"x": round(x, 1), **{name: _height(figure[key], ends) for name, key in names.items()}}


def _height(value: float, ends: tuple[float, float]) -> float:
    low, high = ends
    share = (value - low) / (high - low) if high > low else 0.5
    return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)


def _words(figure: Mapping[str, Any] | None, measure: str, n: int) -> str | None:
    if figure is None or figure.get(measure) is None and measure != "percent":
        return None
    return figure_in_words(figure, n) if measure == "percent" else str(figure[measure])
