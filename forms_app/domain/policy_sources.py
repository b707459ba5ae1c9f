"""A policy as it is written: Markdown, in which `{name}` on a line of its own stands for a statement."""

import re
from collections.abc import Callable

from forms_app.domain.policy_facts import Facts
from forms_app.domain.policy_statements import STATEMENTS
from forms_app.domain.sentences import Sentence

PLACE = re.compile(r"^\{([a-z_]+)\}[ \t]*$", re.MULTILINE)

Say = Callable[[Sentence], str]


def expand(source: str, facts: Facts, say: Say) -> str:
    """The policy in words: every `{name}` is its statement, and what has nothing to say leaves no gap."""

    def words(place: re.Match[str]) -> str:
        statement = STATEMENTS.get(place[1])
        found = statement.said(facts) if statement else None
        return say(found) if found else ""

    return re.sub(r"\n{3,}", "\n\n", PLACE.sub(words, source)).strip() + "\n"


def said_by_name(source: str, facts: Facts, say: Say) -> dict[str, str]:
    """The words of every statement that the policy has a place for."""
    return {name: expand(f"{{{name}}}", facts, say).strip() for name in named(source)}


def named(source: str) -> list[str]:
    return list(dict.fromkeys(name for name in PLACE.findall(source) if name in STATEMENTS))


def left_out(source: str, facts: Facts) -> list[str]:
    """Statements that have something to say and no place in this policy."""
    return [name for name, one in STATEMENTS.items() if name not in named(source) and one.said(facts) is not None]


def unknown_names(source: str) -> list[str]:
    return [name for name in PLACE.findall(source) if name not in STATEMENTS]


READY_MADE = """\
## Who we are

{who}

## What we store, and why

{volunteered}

{answers}

{polls}

{details}

{comments}

{messages}

{submissions}

{rows}

{prizes}

{vouchers}

{one_voucher_each}

{invitations}

{newsletters}

{accounts}

## What we do not do

{cookies}

{logs}

{not_sold}

## How it is protected, and when it goes

{protection}

{marks}

{mail}

{deletion}

## What you may ask of us

{rights}

## When this policy changes

{changes}
"""
