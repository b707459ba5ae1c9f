"""A site's own colour: whether it can be read, and the shades of it that pages need in light and in dark."""

import re

from forms_app.domain.errors import Problem

READABLE = 4.5  # to 1, of text; WCAG 2.2, success criterion 1.4.3
GROUNDS = {  # of static/css/tokens.css; words in the site's colour stand on them, the last ones on the colour
    "light": ("#fbf6ee", "#fffdf9", "#f3e9dc", "#fffaf3"),
    "dark": ("#1b1310", "#261b16", "#32251e", "#2a1608"),
}
BLACK, WHITE = "#000000", "#ffffff"
STEPS = 50  # in which a colour is moved towards black or white

Shades = dict[str, dict[str, str]]  # by scheme, by name in tokens.css


def read_colour(text: str) -> str:
    """The colour as #rrggbb; raises Problem for another writing, and for one that cannot be read on light ground."""
    colour = text.strip().lower()
    if not re.fullmatch("#[0-9a-f]{6}", colour):
        raise Problem("Please write a colour as # and six digits or letters from a to f, such as #1d5c3a.")
    if not _is_readable(colour, "light"):
        raise Problem(
            "Words in this colour are hard to read on a light page: the contrast is %(contrast).1f to 1, and at "
            "least 4.5 to 1 is needed. The nearest darker shade that works is %(nearest)s.",
            contrast=_least(colour, "light"),
            nearest=_moved(colour, BLACK, "light"),
        )
    return colour


def shades_of(accent: str) -> Shades:
    """What takes the place of the built-in colours; on dark ground the accent is as much lighter as reading needs."""
    lighter = _moved(accent, WHITE, "dark")
    return {
        "light": {
            "accent": accent,
            "accent-strong": mix(accent, BLACK, 0.25),
            "band": mix(accent, BLACK, 0.5),
            "bar-sure": accent,
            "bar-range": mix(accent, WHITE, 0.5),
        },
        "dark": {
            "accent": lighter,
            "accent-strong": mix(lighter, WHITE, 0.4),
            "band": mix(accent, BLACK, 0.75),
            "bar-sure": lighter,
            "bar-range": mix(lighter, BLACK, 0.5),
        },
    }


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2 glossary: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """The colour with this share of the other in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _is_readable(colour: str, scheme: str) -> bool:
    return _least(colour, scheme) >= READABLE


def _least(colour: str, scheme: str) -> float:
    return min(contrast(colour, ground) for ground in GROUNDS[scheme])


def _moved(colour: str, towards: str, scheme: str) -> str:
    """The colour itself, or its nearest shade towards black or white that can be read."""
    shades = (mix(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next(shade for shade in shades if _is_readable(shade, scheme))


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2 glossary."""
    shares = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
