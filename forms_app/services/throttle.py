"""Names for addresses that limits count under: good for a day, and no address can be read from them."""

from datetime import datetime

from forms_app.domain import throttle
from forms_app.domain.addresses import find_address
from forms_app.gateways import day_keys

LONGEST = 400  # characters of what was typed; no address is as long


def name_address(address: str, *, now: datetime) -> str:
    """The name of a network address, one for a whole IPv6 subscriber."""
    return _name("address/1", throttle.network_of(address), now)


def name_account(typed: str, *, now: datetime) -> str:
    """The name of what was typed as an account's e-mail address, whether there is such an account or not.

    In the spelling by which accounts are looked up: each other one would be another guess.
    """
    typed = typed.strip()[:LONGEST]
    return _name("account/1", (find_address(typed) or typed).casefold(), now)


def name_token(id_: bytes, *, now: datetime) -> str:
    """The name of a token for programs."""
    return _name("api-token/1", id_.hex(), now)


def _name(purpose: str, text: str, now: datetime) -> str:
    return throttle.keyed_name(day_keys.key_of(now.date()), purpose, text)
