"""Charts as pictures to take away: title, base and accuracy are inside, so that they stay together.

A sheet is a list of marks from top to bottom, drawn by templates/charts/sheet.svg in fixed colours on white.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from forms_app.web.results.trends import HEIGHT as TREND_HEIGHT
from forms_app.web.results.trends import WIDTH as TREND_WIDTH

WIDTH, MARGIN = 720, 24  # px of a sheet
LINE = 20  # px from one line of text to the next
INSIDE = WIDTH - 2 * MARGIN
LETTERS = 84  # of plain text fit into a line
TITLE_LETTERS = 52
LABEL_LETTERS = 64
BAR, SCALE = 14, 48  # px: of a bar's height, and left of a course for what its ends mean
INK, MUTED, EDGE = "#2e1e16", "#69523f", "#8b735f"
TRACK, POINT, SURE = "#f3e9dc", "#d9a878", "#a3561f"
SHADES = ("#fdfcfa", "#faf3ec", "#f6e9dd", "#f1e0cf", "#eed7c1", "#e9cdb2", "#e5c4a3", "#e1ba95", "#ddb287", POINT)
ANSWER, GROUP = 200, 118  # px of a heat table's columns
ANSWER_LETTERS, GROUP_LETTERS = 24, 13
Table = Mapping[str, Any]


class Sheet:
    """Marks from top to bottom; `at` is where the next one goes, in px."""

    def __init__(self, width: int = WIDTH) -> None:
        self.width = width
        self.marks: list[dict[str, Any]] = []
        self.at = MARGIN

    @property
    def height(self) -> int:
        return self.at + MARGIN

    def write(self, text: str, *, letters: int = LETTERS, size: int = 15, bold: bool = False, ink: str = INK) -> None:
        for line in wrap(text, letters) or [""]:
            self.at += LINE + (size > 15) * 8
            self.text(line, MARGIN, self.at, size=size, bold=bold, ink=ink)

    def text(self, text: str, x: float, y: float, **how: Any) -> None:
        usual = {"size": 15, "bold": False, "ink": INK, "anchor": "start"}
        self.marks.append({"mark": "text", "text": text, "x": round(x, 1), "y": round(y, 1), **usual, **how})

    def rect(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        box = {"x": x, "y": y, "width": width, "height": height}
        self.marks.append({"mark": "rect", "fill": fill, **{name: round(value, 1) for name, value in box.items()}})

    def line(self, points: Sequence[tuple[float, float]], *, ink: str = INK, fill: str = "none") -> None:
        mark = "polyline" if fill == "none" else "polygon"
        path = " ".join(f"{round(x, 1)},{round(y, 1)}" for x, y in points)
        self.marks.append({"mark": mark, "points": path, "ink": ink, "fill": fill})


def question_sheet(question: Mapping[str, Any], base_of: Mapping[str, str], *, n: int, foot: str) -> Sheet:
    """One question of a report; `base_of` says for each table who answered, `foot` what it was taken from."""
    sheet = Sheet()
    sheet.write(question["text"], letters=TITLE_LETTERS, size=20, bold=True)
    for table in question["tables"]:
        sheet.at += LINE // 2
        if table["text"]:
            sheet.write(table["text"], letters=LABEL_LETTERS, bold=True)
        if table["base"] is not None:
            _bars(sheet, table, n)
            sheet.write(base_of[table["id"]], ink=MUTED)
            _say_sums(sheet, table)
    sheet.at += LINE // 2
    sheet.write(foot, ink=MUTED)
    return sheet


def _say_sums(sheet: Sheet, table: Table) -> None:
    for said in (table["lead"], table["accuracy"]):
        if said:
            sheet.write(said, ink=MUTED)


def _bars(sheet: Sheet, table: Table, n: int) -> None:
    in_shares = any(row["percent"] is not None for row in table["rows"])
    printed = sum(row["printed"] or 0 for row in table["rows"])
    people = (table["answered"] if table["is_options"] else printed) if in_shares else n
    whole = max([people or n, 1, *(row["high"] or 0 for row in table["rows"])])
    for row in table["rows"]:
        sheet.write(row["text"], letters=LABEL_LETTERS)
        sheet.text(row["words"], WIDTH - MARGIN, sheet.at, bold=True, anchor="end")
        sheet.at += 8
        _bar(sheet, row, INSIDE / whole, in_shares)
        sheet.at += BAR + 4


def _bar(sheet: Sheet, row: Mapping[str, Any], scale: float, in_shares: bool) -> None:
    """From 30 people a bar to the printed number with a whisker, else what is sure, then paler what may be."""
    top, middle = sheet.at, sheet.at + BAR / 2
    sheet.rect(MARGIN, top, INSIDE, BAR, TRACK)
    if row["low"] is None:
        return
    low, high = MARGIN + row["low"] * scale, MARGIN + row["high"] * scale
    if not in_shares:
        sheet.rect(MARGIN, top, high - MARGIN, BAR, POINT)
        sheet.rect(MARGIN, top, low - MARGIN, BAR, SURE)
        return
    sheet.rect(MARGIN, top, min(row["printed"] * scale, INSIDE), BAR, POINT)
    if high > low:
        sheet.line([(low, middle), (high, middle)])
        for end in (low, high):
            sheet.line([(end, middle - 4), (end, middle + 4)])


def heat_sheet(question: Mapping[str, Any], breakdown: str, *, title: str, foot: str) -> Sheet:
    """The answers to one question side by side for the groups of a breakdown; wider where these are many."""
    compared = [(table, split) for table in question["tables"] for split in table["splits"] if split["id"] == breakdown]
    most = max((len(split["sizes"]) for _, split in compared), default=0)
    sheet = Sheet(max(WIDTH, 2 * MARGIN + ANSWER + most * GROUP))
    sheet.write(question["text"], letters=TITLE_LETTERS, size=20, bold=True)
    sheet.write(title, ink=MUTED)
    for table, split in compared:
        sheet.at += LINE // 2
        if table["text"]:
            sheet.write(table["text"], letters=LABEL_LETTERS, bold=True)
        _heat_row(sheet, "", [size["text"] for size in split["sizes"]], bold=True)
        for line in split["lines"]:
            shades = [None if cell["heat"] is None else SHADES[min(cell["heat"], 9)] for cell in line["cells"]]
            _heat_row(sheet, line["text"], [cell["words"] for cell in line["cells"]], shades)
        sheet.at += LINE // 2
        if split["accuracy"]:
            sheet.write(split["accuracy"], ink=MUTED)
    sheet.at += LINE // 2
    sheet.write(foot, ink=MUTED)
    return sheet


def _heat_row(
    sheet: Sheet, label: str, cells: Sequence[str], shades: Sequence[str | None] = (), *, bold: bool = False
) -> None:
    texts = [wrap(label, ANSWER_LETTERS), *(wrap(cell, GROUP_LETTERS) for cell in cells)]
    height = LINE * max(map(len, texts)) + LINE // 2
    starts = [MARGIN, *(MARGIN + ANSWER + place * GROUP for place in range(len(cells)))]
    for start, shade in zip(starts[1:], shades, strict=False):
        if shade:
            sheet.rect(start, sheet.at, GROUP - 2, height - 2, shade)
    for start, lines in zip(starts, texts, strict=True):
        for place, line in enumerate(lines):
            sheet.text(line, start + (start > MARGIN) * 6, sheet.at + 18 + place * LINE, bold=bold, size=14)
    sheet.at += height


def trend_sheet(question: Mapping[str, Any], *, names: Sequence[str], foot: str) -> Sheet:
    """The courses of one question, one below the other; `names` has one for each."""
    sheet = Sheet()
    sheet.write(question["text"], letters=TITLE_LETTERS, size=20, bold=True)
    for name, course in zip(names, question["courses"], strict=True):
        sheet.at += LINE // 2
        sheet.write(name, letters=LABEL_LETTERS, bold=True)
        sheet.text(course["said"][-1]["words"] or "", WIDTH - MARGIN, sheet.at, anchor="end", bold=True)
        if len(course["points"]) > 1:
            sheet.at += 8
            sheet.text(course["most"], MARGIN, sheet.at + 12, size=12, ink=MUTED)
            _course(sheet, course["points"])
            sheet.text(course["least"], MARGIN, sheet.at - 12, size=12, ink=MUTED)
        sheet.at += LINE
        sheet.text(course["said"][0]["when"], MARGIN, sheet.at, ink=MUTED)
        sheet.text(course["said"][-1]["when"], WIDTH - MARGIN, sheet.at, ink=MUTED, anchor="end")
    sheet.at += LINE // 2
    sheet.write(foot, ink=MUTED)
    return sheet


def _course(sheet: Sheet, points: Sequence[Mapping[str, float]]) -> None:
    across, top = (INSIDE - SCALE) / TREND_WIDTH, sheet.at
    xs = [MARGIN + SCALE + point["x"] * across for point in points]
    heights = {name: [top + point[name] for point in points] for name in ("y", "top", "bottom")}
    edge = [*zip(xs, heights["top"], strict=True), *reversed([*zip(xs, heights["bottom"], strict=True)])]
    sheet.line(edge, ink=POINT, fill=TRACK)
    sheet.line([*zip(xs, heights["y"], strict=True)], ink=SURE)
    sheet.at += TREND_HEIGHT
