"""The questions about the site, as set-up and the page of the site ask them."""

from collections.abc import Mapping
from types import SimpleNamespace

from flask import request
from flask_babel import gettext as _

from forms_app.domain.errors import Problem, Refused
from forms_app.domain.site import zones
from forms_app.services.site import read_logo

LOGO_BYTES = 5_000_000
ROOM = 100_000  # bytes, for everything beside the picture


def faces(typed: Mapping[str, str], problems: Mapping[str, str]) -> SimpleNamespace:
    """What the templates need of each field, by its name."""
    words = {
        "name": (_("Name"), _("As visitors know you. It stands at the top of every page.")),
        "address": (_("Postal address"), _("Optional. Up to six lines, shown at the bottom of every page.")),
        "telephone": (_("Telephone"), _("Optional. Shown at the bottom of every page.")),
        "email": (_("E-mail address for visitors"), _("Optional. Where visitors write with questions and complaints.")),
        "zone": (_("Time zone"), _("Forms open, close and are counted by the clock of this place.")),
    }
    fields = {
        name: SimpleNamespace(
            name=name, label=label, hint=hint, value=typed.get(name, ""), problem=problems.get(name, "")
        )
        for name, (label, hint) in words.items()
    }
    return SimpleNamespace(**fields, zones=zones())


def summary(problems: Mapping[str, str], labels: Mapping[str, str]) -> list[dict[str, str]]:
    """In the order of the page, in the shape error_summary takes."""
    return [{"anchor": name, "label": labels[name], "sentence": problems[name]} for name in labels if name in problems]


def in_words(refusal: Refused) -> dict[str, str]:
    return {name: _(problem.sentence, **problem.values) for name, problem in refusal.problems.items()}


def read_sent_logo() -> bytes | None:
    """The picture that came along, made anew; None where none was chosen; raises Refused."""
    sent = request.files.get("logo")
    content = sent.read(LOGO_BYTES + 1) if sent else b""
    if not content:
        return None
    if len(content) > LOGO_BYTES:
        raise Refused({"logo": Problem("Please choose a picture of at most 5 MB.")})
    try:
        return read_logo(content)
    except Problem as problem:
        raise Refused({"logo": problem}) from problem
