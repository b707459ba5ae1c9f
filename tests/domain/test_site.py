"""What a site may say of itself, and the sentence for what it may not."""

import pytest

from forms_app.domain.errors import Refused
from forms_app.domain.site import read_site, zones

GOOD = {
    "name": "Marlowe Lane Chocolate",
    "address": "7 Marlowe Lane\nAnytown",
    "telephone": "+44 20 7946 0123",
    "email": "hello@example.org",
    "zone": "Europe/London",
    "accent": "#1d5c3a",
}


def test_what_is_good_is_kept_as_typed():
    assert read_site(GOOD) == GOOD


def test_a_name_and_a_zone_are_enough():
    kept = read_site({"name": "  Marlowe \n Lane ", "zone": "UTC"})
    assert kept == {**dict.fromkeys(GOOD, ""), "name": "Marlowe Lane", "zone": "UTC"}


def test_empty_lines_of_an_address_go():
    assert read_site({**GOOD, "address": "\r\n 7  Marlowe Lane \r\n\r\nAnytown\r\n"})["address"] == GOOD["address"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " ", "Please write the name"),
        ("name", "x" * 81, "at most 80 characters"),
        ("name", "a\0b", "letters, digits and signs"),
        ("name", "a\u202eb", "letters, digits and signs"),
        ("address", "\n".join("abcdefg"), "at most 6 lines"),
        ("address", "x" * 101, "at most 100 characters"),
        ("telephone", "call me", "telephone number"),
        ("telephone", "+ ( )", "telephone number"),
        ("email", "hello", "e-mail address"),
        ("email", "a@example.org\nBcc: b@example.org", "e-mail address"),
        ("zone", "Europe/Nowhere", "time zone"),
        ("zone", "../../etc/passwd", "time zone"),
        ("accent", "#ffff22", "hard to read"),
    ],
)
def test_what_cannot_be_kept_gets_its_sentence_at_its_field(field, typed, sentence):
    with pytest.raises(Refused) as refused:
        read_site({**GOOD, field: typed})
    assert {name: sentence in str(problem) for name, problem in refused.value.problems.items()} == {field: True}


def test_every_zone_that_is_offered_is_taken():
    offered = zones()
    assert offered[0] == "UTC"
    assert "Europe/London" in offered
    assert [zone for zone in offered if read_site({"name": "x", "zone": zone})["zone"] != zone] == []
