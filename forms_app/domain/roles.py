"""Who may do what: the one table of deeds and the roles that may do them."""

from collections.abc import Iterable

ROLES = {
    "administrator": "Looks after the site",
    "staff": "Makes forms",
    "reader": "Reads comments",
    "manager": "Sees results",
    "inbox": "Answers messages",
    "till": "Redeems vouchers",
}
SEE_DETAILS = ("administrator", "staff", "reader", "manager", "inbox")  # whom a form may name, as form/1 has them

DEEDS: dict[str, frozenset[str]] = {
    "enter the staff pages": frozenset(ROLES),
    "change own password": frozenset(ROLES),
    "see results": frozenset({"manager"}),
    "share results": frozenset({"manager"}),
    "read comments": frozenset({"reader"}),
    "read messages": frozenset({"inbox"}),
    "see details": frozenset(SEE_DETAILS),  # those that name one of these roles
    "make forms": frozenset({"staff"}),
    "choose teams": frozenset({"staff", "administrator"}),
    "redeem vouchers": frozenset({"staff", "till"}),
    "make own tokens": frozenset(
        {"staff", "manager", "till"}
    ),  # whoever may do what a token can (domain/api_tokens.py)
    "send newsletters": frozenset({"staff"}),
    "move newsletters": frozenset({"administrator"}),
    "answer requests": frozenset({"administrator"}),
    "look after the site": frozenset({"administrator"}),
}


def may(deed: str, roles: Iterable[str]) -> bool:
    """Whether somebody with these roles may do it; an unknown deed is a KeyError, never a yes."""
    return not DEEDS[deed].isdisjoint(roles)
