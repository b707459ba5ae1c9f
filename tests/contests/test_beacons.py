"""Rounds of drand are believed only where its own key signed them."""

import pytest

from forms_app.domain.beacons import find_signature, randomness_of
from forms_app.gateways.beacons import is_signed

ROUNDS = {
    123: (
        "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92",
        "fb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc",
    ),
    657_413: (
        "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
        "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
    ),
}


@pytest.mark.parametrize("number", ROUNDS)
def test_a_real_round_is_believed_and_gives_its_value(number):
    signature, value = map(bytes.fromhex, ROUNDS[number])
    assert is_signed(signature, number)
    assert randomness_of(signature) == value


def test_a_round_is_not_another_one():
    assert not is_signed(bytes.fromhex(ROUNDS[123][0]), 124)
    assert not is_signed(bytes.fromhex(ROUNDS[657_413][0]), 123)


@pytest.mark.parametrize("signature", [bytes(48), b"\xff" * 48, b"\xc0" + bytes(47), bytes([0x80]) + bytes(47)])
def test_what_is_no_signature_is_refused(signature):
    assert not is_signed(signature, 123)


def test_a_signature_with_one_bit_changed_is_refused():
    changed = bytearray.fromhex(ROUNDS[123][0])
    changed[-1] ^= 1
    assert not is_signed(bytes(changed), 123)


@pytest.mark.parametrize("typed", ["", "xyz", "ab" * 47, "ab" * 49])
def test_what_has_another_shape_is_no_signature(typed):
    assert find_signature(typed) is None
