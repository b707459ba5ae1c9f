"""Pages need nothing but their own site, no inline script and no inline style, and their colours can be read."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from forms_app.web.languages import direction, marked, own_name, quoted, spoken_as
from forms_app.web.markdown import with_sentence

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")

INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"https?://|(?:src|href|action)\s*=\s*[\"']//|url\(\s*[\"']?//|@import", re.IGNORECASE)
LITERAL_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(", re.IGNORECASE)

TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11
PAIRS = [
    *[("text", ground, TEXT) for ground in ("page", "surface", "sunken")],
    *[("muted", ground, TEXT) for ground in ("page", "surface", "sunken")],
    *[("accent", ground, TEXT) for ground in ("page", "surface", "sunken")],
    *[("accent-strong", ground, TEXT) for ground in ("page", "surface", "sunken")],
    *[("problem", ground, TEXT) for ground in ("page", "surface", "problem-surface")],
    ("text", "problem-surface", TEXT),
    ("warning", "warning-surface", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-band", "band", TEXT),
    ("on-band-focus", "band", SHAPE),
    *[("edge", ground, SHAPE) for ground in ("page", "surface")],
    *[("focus", ground, SHAPE) for ground in ("page", "surface", "sunken", "problem-surface")],
    ("bar-sure", "bar-track", SHAPE),
]
DECORATION = {"line", "bar-range"}  # never the only bearer of a meaning: the same is said in words beside it


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


by_template = pytest.mark.parametrize("path", TEMPLATES, ids=named)
PAGES = [path for path in TEMPLATES if "letters" not in path.parts]  # mails fetch nothing: their style stands in them
by_file = pytest.mark.parametrize("path", TEMPLATES + STYLES, ids=named)


def colours(scheme: str) -> dict[str, str]:
    light, dark = TOKENS.split("@media", 1)
    found = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", light))
    return found if scheme == "light" else found | dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", dark))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2 glossary."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@by_template
def test_a_template_can_be_compiled(path):
    folder = ROOT / "templates"
    loader = FileSystemLoader(folder)
    environment = Environment(loader=loader, extensions=["jinja2.ext.i18n"], undefined=StrictUndefined)
    environment.filters |= {"dateformat": str, "numberformat": str}  # Flask-Babel's
    environment.filters |= {"with_sentence": with_sentence, "own_name": own_name, "direction": direction}
    environment.filters |= {"spoken_as": spoken_as, "marked": marked, "quoted": quoted}

    template = environment.get_template(path.relative_to(folder).as_posix())

    assert template.name == path.relative_to(folder).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_has_no_inline_style_script_or_handler(path):
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@by_file
def test_nothing_is_asked_of_another_site(path):
    assert ELSEWHERE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_has_enough_contrast(scheme):
    shown = colours(scheme)

    weak = [(one, other) for one, other, least in PAIRS if contrast(shown[one], shown[other]) < least]

    assert weak == []


def test_every_colour_stands_in_a_pair_or_is_decoration():
    paired = {name for one, other, _least in PAIRS for name in (one, other)}

    assert set(colours("light")) - DECORATION == paired


def test_the_dark_scheme_changes_every_colour_it_must():
    light, dark = colours("light"), colours("dark")

    assert [name for name in light if light[name] == dark[name]] == ["on-band-focus"]


def test_colours_are_written_in_the_tokens_only():
    allowed = {"#fff", "#000"}  # paper
    found = {
        colour
        for path in STYLES
        if path.name != "tokens.css"
        for colour in LITERAL_COLOUR.findall(path.read_text(encoding="utf-8"))
    }

    assert found - allowed == set()


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
