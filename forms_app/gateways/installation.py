"""What the settings and the system users of this installation make true, where a policy speaks of it."""

from typing import Any

from flask import current_app


def counts_addresses() -> bool:
    return bool(_settings().rate_limit)


def keys_out_of_reach() -> bool:
    """Whether this process, when it started, could not get at the keys that open answers."""
    return bool(current_app.extensions["keys_out_of_reach"])


def policy_notice() -> int:
    """Days that a change of substance of the privacy policy is announced before."""
    return int(_settings().policy_notice)


def needs_second_person() -> bool:
    """Whether whoever wrote a version of the privacy policy may not publish it."""
    return bool(_settings().policy_two_people)


def _settings() -> Any:
    return current_app.extensions["settings"]
