"""Signs that a machine sent a page; they ask for a second sending and never discard anything."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from forms_app.domain.tokens import FormToken

TRAP = "homepage"  # a field people do not see; question ids have six characters and never collide with it


def looks_automatic(raw: Mapping[str, Sequence[str]], *, token: FormToken, now: datetime, minimum: timedelta) -> bool:
    """Whether the unseen field was filled or the page came back sooner than anybody reads it.

    A token from the future comes from a machine whose clock is ahead: nothing can be said about its age.
    """
    return any(raw.get(TRAP, ())) or timedelta(0) <= now - token.issued_at < minimum
