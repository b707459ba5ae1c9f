"""Signs that a machine sent a page."""

from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.machines import TRAP, looks_automatic
from forms_app.domain.tokens import FormToken

SHOWN = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOKEN = FormToken("k3f9a2", 1, SHOWN, bytes(15))
TWO_SECONDS = timedelta(seconds=2)


@pytest.mark.parametrize(
    ("seconds", "automatic"),
    [(0, True), (1.9, True), (2, False), (3600, False), (-1, False)],
)
def test_what_comes_back_sooner_than_anybody_reads_looks_automatic(seconds, automatic):
    now = SHOWN + timedelta(seconds=seconds)
    assert looks_automatic({}, token=TOKEN, now=now, minimum=TWO_SECONDS) is automatic


@pytest.mark.parametrize(
    ("raw", "automatic"),
    [({TRAP: ["http"]}, True), ({TRAP: ["", "x"]}, True), ({TRAP: [""]}, False), ({"q1bars": ["x"]}, False)],
)
def test_what_fills_the_unseen_field_looks_automatic(raw, automatic):
    now = SHOWN + timedelta(minutes=1)
    assert looks_automatic(raw, token=TOKEN, now=now, minimum=TWO_SECONDS) is automatic


def test_a_minimum_of_nothing_lets_everything_pass():
    assert looks_automatic({}, token=TOKEN, now=SHOWN, minimum=timedelta(0)) is False
