"""How precise figures will be, in a sentence."""

from flask_babel import format_decimal
from flask_babel import gettext as _

from forms_app.domain.precision import Error

WHOLE_FROM = 3  # percentage points; below, a tenth is said too


def answers_in_words(people: int) -> str:
    return _("%(count)s answers", count=format_decimal(people))


def precision_in_words(error: Error) -> str:
    """Both errors, since one alone would say too much or too little."""
    if not error.rounding:
        return _(
            "Numbers are exact; expect per cents to be off by about %(luck)s percentage points by the luck of who "
            "answered.",
            luck=points_in_words(error.luck),
        )
    return _(
        "Expect figures to be off by about %(rounding)s percentage points because we shift numbers, "
        "and by about %(luck)s by the luck of who answered.",
        rounding=points_in_words(error.rounding),
        luck=points_in_words(error.luck),
    )


def points_in_words(error: float) -> str:
    return format_decimal(round(error, 0 if error >= WHOLE_FROM else 1))
