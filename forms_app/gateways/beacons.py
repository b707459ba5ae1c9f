"""Rounds of the drand network: checked against its public key without asking anybody, fetched where that is allowed."""

import hashlib
import json
from collections.abc import Sequence
from http.client import HTTPException
from urllib.request import HTTPRedirectHandler, build_opener

from flask import current_app
from py_ecc.bls.hash_to_curve import hash_to_G1
from py_ecc.bls.point_compression import decompress_G1, decompress_G2
from py_ecc.bls.typing import G1Compressed, G2Compressed
from py_ecc.optimized_bls12_381 import G2, curve_order, is_inf, multiply, pairing

from forms_app.domain.beacons import CHAIN, PUBLIC_KEY, find_signature, message_of

DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
TIMEOUT = 5  # seconds
LONGEST = 4_096  # bytes of an answer


def is_signed(signature: bytes, round_number: int) -> bool:
    """Whether the network signed this round so; what is no point of its curve is not."""
    try:
        signed = decompress_G1(G1Compressed(int.from_bytes(signature, "big")))
        halves = (int.from_bytes(PUBLIC_KEY[:48], "big"), int.from_bytes(PUBLIC_KEY[48:], "big"))
        key = decompress_G2(G2Compressed(halves))
    except ValueError:
        return False
    if is_inf(signed) or not is_inf(multiply(signed, curve_order)):
        return False  # no point of the group of prime order
    return pairing(G2, signed) == pairing(key, hash_to_G1(message_of(round_number), DST, hashlib.sha256))


class _StayThere(HTTPRedirectHandler):
    """A relay answers itself or not at all."""

    def redirect_request(self, *_: object) -> None:
        return None


def fetch_signature(round_number: int) -> bytes | None:
    """The signature of a round from the relays this site may ask, by number; None where none answers rightly."""
    for relay in _relays():
        found = _ask(relay, round_number)
        if found is not None and is_signed(found, round_number):
            return found
    return None


def may_fetch() -> bool:
    return bool(_relays())


def _ask(relay: str, round_number: int) -> bytes | None:
    try:
        with build_opener(_StayThere).open(f"{relay}/{CHAIN}/public/{round_number}", timeout=TIMEOUT) as answer:
            told = json.loads(answer.read(LONGEST))
    except (OSError, ValueError, HTTPException):
        return None
    if not isinstance(told, dict) or told.get("round") != round_number:
        return None
    return find_signature(str(told.get("signature", "")))


def _relays() -> Sequence[str]:
    found: Sequence[str] = current_app.extensions["settings"].drand_relays
    return found
