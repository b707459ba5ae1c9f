"""Where the chance of a draw comes from: the public drand network, or numbers of a lottery (RFC 3797, section 4)."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

Source = Literal["drand", "lottery"]
CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"  # quicknet, drand.love
PUBLIC_KEY = bytes.fromhex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
GENESIS, PERIOD = 1_692_803_367, 3  # seconds since 1970, and between rounds
SIGNATURE_BYTES = 48
DRAND = re.compile(rf"drand {CHAIN} round ([1-9][0-9]*)")
MOST_GROUPS, MOST_NUMBERS, MOST_DIGITS = 10, 40, 20  # of lottery numbers that are typed


def round_at(moment: datetime) -> int:
    """The first round at or after an instant."""
    seconds = moment.timestamp() - GENESIS
    return max(1, int(-(-seconds // PERIOD)) + 1)


def instant_of(round_number: int) -> datetime:
    return datetime.fromtimestamp(GENESIS, UTC) + timedelta(seconds=PERIOD * (round_number - 1))


def drand_source(moment: datetime) -> str:
    """The line of the locked list that names the round."""
    return f"drand {CHAIN} round {round_at(moment)}"


def find_round(source: str) -> int | None:
    """The round that a line names; None where it names no round."""
    found = DRAND.fullmatch(source)
    return int(found[1]) if found else None


def message_of(round_number: int) -> bytes:
    """What the network signs for a round."""
    return hashlib.sha256(round_number.to_bytes(8, "big")).digest()


def randomness_of(signature: bytes) -> bytes:
    return hashlib.sha256(signature).digest()


def find_signature(typed: str) -> bytes | None:
    """A signature as it is pasted; None for what is none."""
    text = "".join(typed.split()).lower().removeprefix("0x")
    if re.fullmatch(rf"[0-9a-f]{{{2 * SIGNATURE_BYTES}}}", text) is None:
        return None
    return bytes.fromhex(text)


def read_numbers(typed: str) -> list[list[int]] | None:
    """Lottery numbers, one source a line; None for what cannot be read as such."""
    lines = [line for line in typed.splitlines() if line.strip()]
    groups = [re.split(r"[\s,;.]+", line.strip().strip(",;.")) for line in lines]
    if not 0 < len(groups) <= MOST_GROUPS:
        return None
    for group in groups:
        if len(group) > MOST_NUMBERS or not all(re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", n) for n in group):
            return None
    return [[int(number) for number in group] for group in groups]


def canonical_numbers(groups: Sequence[Sequence[int]]) -> bytes:
    """RFC 3797: numbers of each source ascending, joined and ended by a full stop and a slash."""
    return "".join(".".join(map(str, sorted(group))) + "./" for group in groups).encode("ascii")
