"""Ready-made lists of answers, as lines to start from."""

from babel import Locale
from flask_babel import gettext as _

LEFT_OUT = ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")  # territories of CLDR that are no countries


def option_sets() -> dict[str, str]:
    return {
        "agreement": _("Agreement"),
        "satisfaction": _("Satisfaction"),
        "frequency": _("How often"),
        "ages": _("Age bands"),
        "months": _("Months"),
        "countries": _("Countries"),
    }


def lines_of(name: str, language: str) -> list[str]:
    """The answers of a set; none for a set that is not there."""
    if name == "months":
        return [word.capitalize() for _number, word in sorted(_locale(language).months["stand-alone"]["wide"].items())]
    if name == "countries":
        names = _locale(language).territories
        return sorted(
            word for code, word in names.items() if len(code) == 2 and code.isalpha() and code not in LEFT_OUT
        )
    return {
        "agreement": [
            _("Strongly disagree"),
            _("Disagree"),
            _("Neither agree nor disagree"),
            _("Agree"),
            _("Strongly agree"),
        ],
        "satisfaction": [
            _("Very dissatisfied"),
            _("Dissatisfied"),
            _("Neither satisfied nor dissatisfied"),
            _("Satisfied"),
            _("Very satisfied"),
        ],
        "frequency": [_("Never"), _("Rarely"), _("Sometimes"), _("Often"), _("Always")],
        "ages": [_("Under 18"), "18–29", "30–44", "45–59", _("60 or older")],
    }.get(name, [])


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
