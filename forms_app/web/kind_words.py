"""Question types and their settings as those who make forms read them; a new type reads by its own name."""

from types import SimpleNamespace

from flask_babel import gettext as _

from forms_app.domain.drafts.settings import Setting
from forms_app.domain.fields import KINDS
from forms_app.domain.sentences import N_

NAMES = {
    "single_choice": N_("Single choice"),
    "multi_choice": N_("Multiple choice"),
    "yes_no": N_("Yes or no"),
    "scale": N_("Scale"),
    "matrix_single": N_("Table of choices"),
    "ranking": N_("Ranking"),
    "number": N_("Number"),
    "date": N_("Date"),
    "time": N_("Time"),
    "short_text": N_("Short text"),
    "long_text": N_("Long text"),
    "text_list": N_("List of short texts"),
    "email": N_("E-mail address"),
    "phone": N_("Telephone number"),
    "link": N_("Web address"),
    "name": N_("Name"),
    "postal_address": N_("Postal address"),
    "consent": N_("Box to agree"),
    "statement": N_("Text without a question"),
}


def kind_word(name: str) -> str:
    return _(NAMES[name]) if name in NAMES else name.replace("_", " ").capitalize()


def kind_groups() -> list[SimpleNamespace]:
    """Every type there is, by what comes of its answers."""
    counted = [name for name, kind in KINDS.items() if kind.asks and not kind.is_personal]
    personal = [name for name, kind in KINDS.items() if kind.is_personal]
    beside = [name for name, kind in KINDS.items() if not kind.asks]
    groups = [(_("Answers"), counted), (_("Personal details (optional)"), personal), (_("No answer"), beside)]
    return [
        SimpleNamespace(heading=words, kinds=[(name, kind_word(name)) for name in names]) for words, names in groups
    ]


def setting_words(setting: Setting) -> tuple[str, str]:
    """Label and hint."""
    named = _settings().get(setting.name)
    label, hint = named or (setting.name.replace("_", " ").capitalize(), "")
    if not hint and setting.shape in ("options", "texts", "values"):
        hint = _("One on each line.")
    if setting.shape == "spans":
        hint = _("One on each line, such as 1 to 3.")
    return label, hint


def _settings() -> dict[str, tuple[str, str]]:
    lines = _("One on each line; you can paste a whole list.")
    return {
        "options": (_("Answers to choose from"), lines),
        "items": (_("Things to put in order"), lines),
        "rows": (_("Rows"), lines),
        "columns": (_("Columns"), lines),
        "other": (_("Offer “Other” with own words"), ""),
        "min_chosen": (_("At least so many answers"), ""),
        "max_chosen": (_("At most so many answers"), ""),
        "none_of_these": (
            _("An answer that stands alone"),
            _("Such as “None of these”: choosing it clears the others."),
        ),
        "yes": (_("Word for yes"), ""),
        "no": (_("Word for no"), ""),
        "min": (_("Lowest"), ""),
        "max": (_("Highest"), ""),
        "step": (_("Step"), ""),
        "style": (_("Looks like"), ""),
        "low": (_("Words at the low end"), ""),
        "high": (_("Words at the high end"), ""),
        "labels": (_("Words for each point"), _("Empty, or one on each line for every point.")),
        "na": (_("Words for “not applicable”"), _("Empty: everybody must choose a point or leave it open.")),
        "bins": (_("Groups to count by"), ""),
        "decimals": (_("Digits after the point"), ""),
        "unit": (_("Unit"), _("Such as kg or minutes.")),
        "earliest": (_("Earliest"), _("Such as 2026-05-31 for a date, 14:30 for a time.")),
        "latest": (_("Latest"), ""),
        "longest": (_("Longest answer, in letters"), ""),
        "quotable": (
            _("May be quoted"),
            _("People are told beside the question. Readers may then pick comments, which are printed without a name."),
        ),
        "entries": (_("At most so many lines"), ""),
        "label": (_("Words beside the box"), _("What is agreed to.")),
    }


def choice_word(value: str) -> str:
    """One of the values a setting may have."""
    return {
        "rating": _("Numbers"),
        "likert": _("Words"),
        "nps": _("Recommendation, 0 to 10"),
        "slider": _("Slider"),
        "one": _("One field"),
        "parts": _("Given and family name"),
    }.get(value, value)
