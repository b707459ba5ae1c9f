"""Which passwords may be chosen."""

import pytest

from forms_app.domain.errors import Problem
from forms_app.domain.passwords import ensure_good

PERSONAL = ["anna.berg@example.org", "anna.berg", "example.org", "Our forms"]


def refusal_of(password):
    """What is said against it; None where it is taken."""
    try:
        ensure_good(password, personal=PERSONAL)
    except Problem as problem:
        return str(problem)
    return None


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "x7 Gm!pq-Zu2_vwR",
        "жук на крыше поёт",
        "🦊🐢🍇🚲🌋🎻🧊🪁🥝🛶🧭🎈🪶🫐🧵",
        "ab1 " + "q8zkw" * 24 + "!rt4",
    ],
)
def test_long_passwords_of_any_characters_are_good(password):
    assert refusal_of(password) is None


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("fourteen chars", "Please use at least 15 characters."),
        ("x7 Gm!pq" * 16 + "y", "Please use at most 128 characters."),
        ("aaaaaaaaaaaaaaaa", "This password is easy to guess. Please choose other words."),
        ("123456789012345", "This password is easy to guess. Please choose other words."),
        ("Password12345678", "This password is easy to guess. Please choose other words."),
        ("qwertyuiopasdfghjkl", "This password is easy to guess. Please choose other words."),
        ("xkcdxkcdxkcdxkcd", "This password is easy to guess. Please choose other words."),
        ("anna.berg@example.org1", "This password is easy to guess. Please choose other words."),
        ("our FORMS welcome1", "This password is easy to guess. Please choose other words."),
    ],
)
def test_what_is_short_endless_or_guessed_first_is_refused(password, sentence):
    assert refusal_of(password) == sentence
