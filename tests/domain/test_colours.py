"""A site's colour can be read on every ground it stands on, by day and by night."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.domain.colours import GROUNDS, contrast, mix, read_colour, shades_of
from forms_app.domain.errors import Problem

TOKENS = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8").split("@media", 1)
STANDS_ON = ("page", "surface", "sunken", "on-accent")
CHANNEL = st.integers(0, 255)
COLOURS = st.builds(lambda *three: "#" + "".join(f"{channel:02x}" for channel in three), CHANNEL, CHANNEL, CHANNEL)


def token(text: str, name: str) -> str:
    return text.split(f"--{name}: ")[1][:7]


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_the_grounds_are_those_of_the_stylesheet():
    light, dark = (tuple(token(text, name) for name in STANDS_ON) for text in TOKENS)
    assert {"light": light, "dark": dark} == GROUNDS


@given(COLOURS)
def test_every_colour_is_taken_and_readable_everywhere_or_refused_with_one_that_is_taken(colour):
    try:
        accent = read_colour(colour)
    except Problem as problem:
        accent = read_colour(problem.values["nearest"])
    for scheme, shades in shades_of(accent).items():
        on_colour = [
            contrast(shades[name], ground) for name in ("accent", "accent-strong") for ground in GROUNDS[scheme]
        ]
        on_band = [contrast(shades["band"], token(TOKENS[scheme == "dark"], "on-band"))]
        assert min(on_colour + on_band) >= 4.5
        assert contrast(shades["band"], token(TOKENS[0], "on-band-focus")) >= 3
        assert contrast(shades["bar-sure"], token(TOKENS[scheme == "dark"], "bar-track")) >= 3


def test_a_colour_too_light_is_refused_with_its_contrast_and_the_nearest_that_works():
    with pytest.raises(Problem, match="1.0 to 1.*darker shade that works is #6b6b0e"):
        read_colour("#FFFF22")


@pytest.mark.parametrize("typed", ["red", "#abc", "#1d5c3", "#1d5c3ag", "rgb(0,0,0)", "#12345é", "#1d5c3a;x:y"])
def test_what_is_no_colour_is_refused(typed):
    with pytest.raises(Problem, match="Please write a colour as #"):
        read_colour(typed)


def test_a_mixture_lies_between():
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
