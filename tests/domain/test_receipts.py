"""Receipt codes: known answers, forgiving to type, useless when mistyped."""

import pytest

from forms_app.domain import crockford, receipts

KEY, NONCE = b"k" * 32, b"n" * 15
CODE = receipts.receipt_code(KEY, NONCE)


def test_a_code_follows_from_the_key_and_the_nonce_alone():
    number = int.from_bytes(receipts.derive(KEY, b"receipt/1" + NONCE)[:15], "big")
    assert len(CODE) == 25
    assert CODE[-1] == crockford.CHECKS[number % 37]
    assert receipts.receipt_code(KEY, b"m" * 15) != CODE


def test_a_code_is_found_however_it_is_typed():
    typed = receipts.grouped(CODE).lower().replace("0", "o").replace("1", "l")
    assert receipts.find_code(f"  {typed} ") == CODE


@pytest.mark.parametrize("typed", ["", "ABC", "é" * 25, CODE[:-1], CODE[:-2] + "?" + CODE[-1]])
def test_what_is_no_code_is_not_found(typed):
    assert receipts.find_code(typed) is None


def test_one_wrong_digit_is_noticed():
    other = "0" if CODE[3] != "0" else "1"
    assert receipts.find_code(CODE[:3] + other + CODE[4:]) is None
