"""What so many answers are good for, in sentences."""

from types import SimpleNamespace

from flask_babel import gettext as _

from forms_app.domain.advice import ABOUT_FROM, SHOWN_FROM, Advice
from forms_app.web.results.precision import answers_in_words, points_in_words, precision_in_words


def advice_face(advice: Advice) -> SimpleNamespace:
    return SimpleNamespace(
        answers=answers_in_words(advice.people),
        lines=[
            (_("Figures"), _figures(advice)),
            (_("Type"), _sort(advice)),
            (_("Answers to offer"), _options(advice)),
            (_("Compare groups"), _groups(advice)),
            (_("Counting"), _rhythm(advice)),
        ],
    )


def _figures(advice: Advice) -> str:
    if advice.shown == "nothing":
        return _(
            "None: results need %(least)s answers, so that nobody stands out. Keep the form open longer, or talk to "
            "people instead.",
            least=SHOWN_FROM,
        )
    read = {
        "ranges": _("Ranges in words, such as “between 1 and 9”; no per cents."),
        "about": _("Such as “about 40 %”."),
        "whole": _("Whole per cents."),
    }[advice.shown]
    return f"{read} {precision_in_words(advice.error)}"


def _sort(advice: Advice) -> str:
    if advice.may_be_exact:
        return _("A survey. If you ask one question only and exact numbers matter, a public poll.")
    return _("A survey. A public poll would be exact only from 50 votes on.")


def _options(advice: Advice) -> str:
    return _("At most %(most)s to a question, so that enough people can choose each.", most=advice.most_options)


def _groups(advice: Advice) -> str:
    if advice.group_error is None:
        return _("No: each group should have %(least)s answers or more.", least=ABOUT_FROM)
    return _(
        "Up to %(groups)s, if they are about equally large. With two groups, figures of each are off by about "
        "%(points)s percentage points.",
        groups=advice.groups,
        points=points_in_words(advice.group_error.rounding + advice.group_error.luck),
    )


def _rhythm(advice: Advice) -> str:
    once = _("Once, when the form closes.")
    if advice.rhythm == "month":
        return f"{once} {_('If these answers come within a year and the form stays open: each month.')}"
    if advice.rhythm == "quarter":
        return f"{once} {_('If these answers come within a year and the form stays open: each quarter.')}"
    return once
