"""What of an address may be counted."""

import pytest

from forms_app.domain.throttle import keyed_name, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("not an address", "not an address"),
    ],
)
def test_an_address_counts_as_what_its_owner_cannot_change(address, network):
    assert network_of(address) == network


def test_a_name_is_an_hmac_under_the_key_of_the_day():
    # echo -en 'address/1\n192.0.2.7' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00..00
    assert keyed_name(bytes(32), "address/1", "192.0.2.7") == "b345a145e006de579ef7a12cadc05e0b"


def test_another_day_or_purpose_gives_another_name():
    names = [keyed_name(key, purpose, "x") for key in (b"a" * 32, b"b" * 32) for purpose in ("address/1", "account/1")]
    assert len(set(names)) == 4
