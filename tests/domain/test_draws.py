"""The draw to the byte, by published vectors (shared/specs/contests-and-draws.md, b.5 and b.6)."""

import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.domain import beacons, draws
from tests import make

DATA = make.ROOT.parent / "shared" / "data" / "draws"
LIST = DATA / "spring-raffle-2026.sealed.txt"
ROUND_123 = bytes.fromhex("fb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc")
SEAL = "c65cce0f50da2e4041475a81542483d2d12a1d052fd92165f2dc337c023eb623"
ORDER = ["284a56f4bd5b4563", "a8e3b65646b4e1fb", "000776ad8e245d9a", "13155ce2a9494916", "669314f828dab6b9"]
VERIFIER = make.ROOT / "static" / "verify_draw.py"
NUMBERS = b"9319./2.5.8.10.12./9.18.26.34.41.45./"

shared = pytest.mark.data


def verify(*words):
    command = [sys.executable, "-I", "-S", str(VERIFIER), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@shared
@pytest.mark.parametrize("number", range(8))
def test_codes_checks_and_tickets_are_those_of_the_vector(number):
    known = json.loads((DATA / "codes.json").read_text())[number]
    code = draws.code_of(bytes.fromhex(known["random15"]))
    assert code == known["code"] + known["check"]
    assert draws.ticket_of("spring-raffle-2026", code).hex() == known["ticket"]


@shared
def test_the_list_of_the_vector_is_written_again_to_the_byte():
    content = LIST.read_bytes()
    sealed = draws.read_list(content)
    assert draws.seal_list(sealed.head, reversed(sealed.tickets)).content == content
    assert (len(content), sealed.seal.hex()) == (796, SEAL)


@shared
def test_the_order_of_the_vector_is_drawn():
    sealed = draws.read_list(LIST.read_bytes())
    prk = draws.extract(sealed.seal, ROUND_123)
    assert prk.hex() == "b6d0aa842b2874a58bb847ac6ca3527cb9d4806dcfa440e42be452e0e7d55008"
    places = draws.drawn_places(sealed, ROUND_123)
    assert [ticket.hex()[:16] for ticket in places] == ORDER
    assert [draws.score(prk, ticket).hex()[:16] for ticket in places[:2]] == ["01ae621bf466172f", "04923495bddf1a88"]


@shared
def test_lottery_numbers_give_the_prk_of_the_vector():
    sealed = draws.read_list(LIST.read_bytes())
    expected = "2d60fc429dba5fc3c3e2d5600dd0f66c152a5de32cd0a7bbcad92277dc893532"
    assert draws.extract(sealed.seal, NUMBERS).hex() == expected


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("9319\n2 5 12 8 10\n9 18 26 34 41 45", NUMBERS),
        (
            "17 20 22 35 38 48 36\n90193202\n55598744\n11 17 21 48 50 9 10",
            b"17.20.22.35.36.38.48./90193202./55598744./9.10.11.17.21.48.50./",
        ),
        (
            "7,8,11,17,19,25,46\n08285182\n60115701\n2 3 18 26 32 33 42",
            b"7.8.11.17.19.25.46./8285182./60115701./2.3.18.26.32.33.42./",
        ),
    ],
)
def test_lottery_numbers_are_spelled_as_rfc_3797_does(typed, text):
    assert beacons.canonical_numbers(beacons.read_numbers(typed)) == text


@pytest.mark.parametrize(
    ("key", "pool", "picks"),
    [
        (NUMBERS, 25, [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]),
        (
            b"17.20.22.35.36.38.48./90193202./55598744./9.10.11.17.21.48.50./",
            134,
            [90, 25, 92, 126, 24, 31, 122, 96, 81, 132, 2, 41],
        ),
        (
            b"7.8.11.17.19.25.46./8285182./60115701./2.3.18.26.32.33.42./",
            154,
            [138, 151, 89, 112, 117, 145, 118, 143, 144, 122, 95, 139],
        ),
        (
            b"7.8.11.18.28.40.48./15.16.21.31.36.65./8.12.13.17.21.26.35.42./1.5.10.13.14.16.21.25.27./",
            267,
            [171, 245, 68, 190, 70, 126, 110, 128, 138, 173],
        ),
    ],
)
def test_our_spelling_of_sources_picks_whom_rfc_3797_and_real_committees_picked(key, pool, picks):
    """RFC 3797, section 4, over our canonical string: its 16 picks and three real draws of the IETF."""
    left, found = list(range(1, pool + 1)), []
    for turn in range(len(picks)):
        counter = turn.to_bytes(2, "big")
        digest = hashlib.md5(counter + key + counter, usedforsecurity=False).digest()
        found.append(left.pop(int.from_bytes(digest, "big") % len(left)))
    assert found == picks


def test_extract_and_score_are_hkdf_of_rfc_5869():
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))
    prk = draws.extract(salt, b"\x0b" * 22)
    assert prk.hex() == "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"
    assert draws.score(prk, info).hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


def test_the_construction_is_that_of_the_draft_it_comes_from():
    """draft-thomson-elegy-vrs: labels are the names of colours, the reverse hash chain gives the salt."""
    chain = b"totally not a bikeshed"
    for _ in range(9):
        chain = hashlib.sha256(chain).digest()
    assert chain.hex() == "5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456"
    prk = draws.extract(chain, b"1.2.3.4.5.6./" * 3)
    assert prk.hex() == "5fa96a4e4b50cbb87edd374566a03af5dd2372162b6a9ab88ab8e10f1dbb768b"
    expected = "002ed527ae0a44a86c205d1cdba61826951a2ffb53c13729c3762eea04e21676"
    assert draws.score(prk, b"lavenderblush").hex() == expected


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (datetime(2023, 8, 23, 15, 15, 33, tzinfo=UTC), 123),
        (datetime(2026, 4, 20, tzinfo=UTC), 27_946_612),
        (datetime(2026, 4, 20, 12, 30, 45, tzinfo=UTC), 27_961_627),
    ],
)
def test_rounds_are_named_by_their_time(moment, number):
    assert beacons.round_at(moment) == number
    assert beacons.round_at(moment - timedelta(microseconds=1)) == number
    assert moment <= beacons.instant_of(number) < moment + timedelta(seconds=3)
    assert beacons.find_round(beacons.drand_source(moment)) == number


@given(st.binary(min_size=15, max_size=15), st.sampled_from(["", "-", " "]))
def test_codes_are_read_back_however_they_are_typed(random, between):
    code = draws.code_of(random)
    typed = between.join(code).lower().replace("0", "o").replace("1", "l")
    assert draws.find_code(typed) == code


def test_a_mistyped_code_is_mostly_noticed():
    code = draws.code_of(bytes(15))
    wrong = [code[:place] + "7" + code[place + 1 :] for place in range(24)]
    assert sum(draws.find_code(one) is not None for one in wrong) <= 4  # one in 32 passes by chance


TAMPERED = {
    "a line too many": lambda text: text.replace("winners: 2", "winners: 2\nnote: x"),
    "lines in another order": lambda text: text.replace("winners: 2\nalternates: 3", "alternates: 3\nwinners: 2"),
    "another count": lambda text: text.replace("entries: 8", "entries: 9"),
    "a count spelled otherwise": lambda text: text.replace("entries: 8", "entries: 08"),
    "line ends of another system": lambda text: text.replace("\n", "\r\n"),
    "no last line feed": lambda text: text.rstrip("\n"),
    "capitals": lambda text: text.replace("0007", "0007").replace("000776ad", "000776AD"),
    "a ticket twice": lambda text: text.replace("entries: 8", "entries: 9").rstrip("\n") + "\n" + text[-65:],
    "a ticket out of order": lambda text: text[:-130] + text[-65:] + text[-130:-65],
    "a ticket left out": lambda text: text[:-65],
    "no winners": lambda text: text.replace("winners: 2", "winners: 0"),
    "nothing": lambda _text: "",
}


@shared
@pytest.mark.parametrize("how", TAMPERED)
def test_a_tampered_list_is_refused(how):
    changed = TAMPERED[how](LIST.read_text()).encode()
    with pytest.raises(draws.BadList):
        draws.read_list(changed)


@shared
def test_the_public_verifier_says_what_we_say():
    sealed = draws.read_list(LIST.read_bytes())
    run = verify(LIST, ROUND_123.hex(), "ZZHZ-BVY1-F7BS-8YFP-FFKN-6PF9-Z")
    lines = run.stdout.splitlines()
    assert (run.returncode, lines[0].split()) == (0, ["seal", sealed.seal.hex()])
    assert [line.split()[2] for line in lines[2:7]] == [t.hex() for t in draws.drawn_places(sealed, ROUND_123)]
    assert lines[7].endswith("place 1")


@shared
def test_the_public_verifier_is_short_and_refuses_what_is_not_right(tmp_path):
    assert len(VERIFIER.read_text().splitlines()) < 40
    for how in ("another count", "no last line feed", "a ticket twice", "a ticket out of order", "a ticket left out"):
        path = tmp_path / "list.txt"
        path.write_text(TAMPERED[how](LIST.read_text()))
        run = verify(path, ROUND_123.hex())
        assert (run.returncode, "NOT RIGHT" in run.stderr) == (1, True), how
    assert verify(LIST, "no hex").returncode == 1
    other = verify(LIST, hashlib.sha256(b"another source").hexdigest())
    assert other.stdout.splitlines()[2:7] != verify(LIST, ROUND_123.hex()).stdout.splitlines()[2:7]


@shared
def test_a_code_that_is_not_in_the_list_is_said():
    assert "NOT IN THE LOCKED LIST" in verify(LIST, ROUND_123.hex(), draws.code_of(bytes(15))).stdout


def test_every_place_is_as_likely_for_every_ticket():
    """6,000 draws of 20 tickets; chi-square of 19 degrees, 43.8 at one in a thousand."""
    tickets = [hashlib.sha256(bytes([number])).digest() for number in range(20)]
    head = draws.Head(
        contest="c", rules_sha256="0" * 64, closed_at=datetime(2026, 1, 1, tzinfo=UTC), source="lottery x", winners=3,
        alternates=0,
    )  # fmt: skip
    sealed, counts = draws.seal_list(head, tickets), [dict.fromkeys(tickets, 0) for _ in range(3)]
    for number in range(6_000):
        prk = draws.extract(sealed.seal, number.to_bytes(4, "big"))
        order = sorted(tickets, key=lambda ticket: draws.score(prk, ticket))
        for place in range(3):
            counts[place][order[place]] += 1
    for place in counts:
        assert sum((count - 300) ** 2 / 300 for count in place.values()) < 43.8


def test_two_contests_on_one_round_are_drawn_independently():
    tickets = [hashlib.sha256(bytes([number])).digest() for number in range(50)]
    given = {"rules_sha256": "0" * 64, "closed_at": datetime(2026, 1, 1, tzinfo=UTC), "source": "lottery x"}
    heads = [draws.Head(contest=name, winners=50, alternates=0, **given) for name in ("a", "b")]
    first, second = (draws.drawn_places(draws.seal_list(head, tickets), ROUND_123) for head in heads)
    assert first != second


def test_the_result_names_the_list_the_value_and_the_places():
    head = draws.Head(
        contest="c", rules_sha256="0" * 64, closed_at=datetime(2026, 1, 1, tzinfo=UTC), source="lottery x", winners=1,
        alternates=1,
    )  # fmt: skip
    sealed = draws.seal_list(head, [b"\0" * 32, b"\1" * 32, b"\2" * 32])
    lines = draws.result_bytes(sealed, b"value").decode().splitlines()
    assert lines[:4] == [
        "sealed-draw/1 result",
        "contest: c",
        f"seal: {sealed.seal.hex()}",
        f"source-value: {b'value'.hex()}",
    ]
    assert [line.split()[:2] for line in lines[5:]] == [["winner", "1"], ["alternate", "2"]]


def test_several_sources_carry_their_lengths():
    assert draws.joined_sources([b"ab", b"c"]) == b"\0\0\0\2ab\0\0\0\1c"
    assert draws.joined_sources([b"ab"]) == b"ab"


@pytest.mark.parametrize("typed", ["", "twelve", "1 2 three", "1" * 21, "1\n" * 11])
def test_what_are_no_numbers_is_not_taken_for_some(typed):
    assert beacons.read_numbers(typed) is None
