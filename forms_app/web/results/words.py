"""Figures in words: ranges below 30 people, "about" from 30, plain from 200 and where they are exact (UX.md)."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from forms_app.domain.comparisons import Change, lead_of
from forms_app.domain.reports import PLAIN_FROM

Row = Mapping[str, Any]


def figure_in_words(row: Row, n: int) -> str:
    if row["low"] is None:
        return _("not enough answers yet")
    if row["bound"] == 0:
        return _exact_in_words(row, n)
    if row["percent"] is None:
        return _("between %(low)d and %(high)d", low=row["low"], high=row["high"])
    if row["percent"] == 0:
        return _("under %(count)d people", count=row["high"] + 1)
    if n < PLAIN_FROM:
        return _("about %(percent)d %%", percent=row["percent"])
    return _("%(percent)d %%", percent=row["percent"])


def _exact_in_words(row: Row, n: int) -> str:
    """Whole per cents that neither hide a few people nor claim all of them."""
    if row["percent"] is None:
        return ngettext("%(num)d person", "%(num)d people", row["printed"])
    if row["percent"] == 0 and row["printed"]:
        return _("under %(percent)d %%", percent=1)
    if row["percent"] == 100 and row["printed"] < n:
        return _("over %(percent)d %%", percent=99)
    return _("%(percent)d %%", percent=row["percent"])


def accuracy_in_words(rows: Sequence[Row]) -> str | None:
    """How far the numbers of a table may be off, from their own bounds; None where all are withheld."""
    known = [row for row in rows if row["low"] is not None]
    if not known:
        return None
    people = max(row["high"] - row["printed"] for row in known)
    shares = [row for row in known if row["percent_low"] is not None]
    if people == 0:
        return _("These are exact counts.")
    said = ngettext(
        "Numbers of people are right to within %(num)d person.",
        "Numbers of people are right to within %(num)d people.",
        people,
    )
    if not shares:
        return said
    points = max(max(row["percent_high"] - row["percent"], row["percent"] - row["percent_low"]) for row in shares)
    both = ngettext(
        "Numbers of people are right to within %(num)d person, per cents to within %(points)d points.",
        "Numbers of people are right to within %(num)d people, per cents to within %(points)d points.",
        people,
        points=points,
    )
    return both if points else said


def lead_in_words(rows: Sequence[Row]) -> str | None:
    """Which of rival answers is ahead, said only where the ranges do not overlap; the rows bear their texts."""
    lead = lead_of(rows)
    if lead is None:
        return None
    first = rows[lead.first]["text"]
    if not lead.level:
        return _("“%(answer)s” is clearly ahead.", answer=first)
    if len(lead.level) > 1:
        return ngettext(
            "Too close to call: %(num)d answer may be level with “%(answer)s”.",
            "Too close to call: %(num)d answers may be level with “%(answer)s”.",
            len(lead.level),
            answer=first,
        )
    return _("Too close to call between “%(one)s” and “%(other)s”.", one=first, other=rows[lead.level[0]]["text"])


def change_in_words(change: Change | None) -> str | None:
    words = {"rose": _("rose"), "fell": _("fell"), "close": _("too close to call")}
    return words[change] if change else None


def apart_in_words(are_apart: bool | None) -> str:
    return {True: _("clearly different"), False: _("too close to call"), None: _("not enough answers yet")}[are_apart]
