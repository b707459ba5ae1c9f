"""How often one address may send, and one account be tried: the one table of routes and their limits."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter

from forms_app.services.throttle import name_account, name_address, name_token
from forms_app.settings import Settings
from forms_app.web import current


@dataclass(frozen=True, kw_only=True)
class Limit:
    """Posts per named stranger; without an hourly number only the minute counts."""

    minute: int
    hour: int | None = None
    of_token: bool = False  # what counts is the token, not the address
    methods: Sequence[str] = ("POST",)
    account: str | None = None  # form field whose typed address is counted too
    fails_closed: bool = False  # refused while Redis is away, instead of counted by this process alone


LIMITS = {
    "fill.send": Limit(minute=60, hour=600),
    "gate.enter": Limit(minute=60, hour=600),
    "receipt.withdraw": Limit(minute=10),
    "claims.look": Limit(minute=10),
    "claims.collect": Limit(minute=10),
    "claims.forget": Limit(minute=10),
    "contests.receipt": Limit(minute=10),
    "write.send": Limit(minute=10, hour=60),
    "write.answer": Limit(minute=10),
    "reward.show": Limit(minute=10),
    "subscribe.ask": Limit(minute=10, hour=60),
    "own_newsletters.ask": Limit(minute=10, hour=60),
    "requests.send_link": Limit(minute=10, hour=60),
    "requests.by_code": Limit(minute=10),
    "security.login": Limit(minute=10, account="email", fails_closed=True),
    "security.change_password": Limit(minute=10, fails_closed=True),
    "password_reset.ask": Limit(minute=10, account="email", fails_closed=True),
    "password_reset.choose": Limit(minute=10, fails_closed=True),
    "visitor_sign_in.sign_in": Limit(minute=10, account="email", fails_closed=True),
    "visitor_accounts.send_link": Limit(minute=10, account="email", fails_closed=True),
    "visitor_accounts.choose": Limit(minute=10, fails_closed=True),
    "visitor_accounts.change_password": Limit(minute=10, fails_closed=True),
    "handing_in.hand_in": Limit(minute=60, hour=600),
    "list_moves.begin": Limit(minute=10, fails_closed=True),
    "list_moves.take": Limit(minute=10, fails_closed=True),
    "api.redeem": Limit(minute=120, hour=3_000, of_token=True),
    "api.list_forms": Limit(minute=60, of_token=True, methods=("GET",)),
    "api.list_results": Limit(minute=60, of_token=True, methods=("GET",)),
    "api.show_results": Limit(minute=60, of_token=True, methods=("GET",)),
    "api.enter": Limit(minute=60, hour=600),
    "api.send_answers": Limit(minute=60, hour=600),
}

GUESSES = {  # of these only what was wrong counts: a class that answers from one address guesses nothing
    "fill.send": Limit(minute=10),
    "gate.enter": Limit(minute=10),
    "api.enter": Limit(minute=10),
    "api.send_answers": Limit(minute=10),
}


def init_app(app: Flask, pool: Any) -> None:
    settings: Settings = app.extensions["settings"]
    if not settings.rate_limit:
        return
    limiters = {closed: _limiter(app, settings, pool, fails_closed=closed) for closed in (False, True)}
    share = 1 if settings.redis_url else settings.web_workers
    for endpoint, limit in GUESSES.items():
        guessed = _limiter(app, settings, pool, fails_closed=False).limit(
            in_words(limit, share), methods=["POST"], deduct_when=_was_wrong
        )
        app.view_functions[endpoint] = guessed(app.view_functions[endpoint])
    for endpoint, limit in LIMITS.items():
        app.view_functions[endpoint] = _limited(
            limiters[limit.fails_closed], app.view_functions[endpoint], limit, share
        )


def _limiter(app: Flask, settings: Settings, pool: Any, *, fails_closed: bool) -> Limiter:
    """A limiter that counts in Redis, or in this process; only one that fails open counts here when Redis goes."""
    shared = {"connection_pool": pool, "wrap_exceptions": True} if pool else {}
    return Limiter(
        _by_address,
        app=app,
        storage_uri=settings.redis_url or "memory://",
        storage_options=shared,  # type: ignore[arg-type]
        in_memory_fallback_enabled=not fails_closed,
    )


def _limited(limiter: Limiter, view: Callable[..., Any], limit: Limit, share: int) -> Callable[..., Any]:
    text = in_words(limit, share)
    named = _by_token if limit.of_token else _by_address
    limited = limiter.limit(text, methods=list(limit.methods), key_func=named)(view)
    if limit.account:
        limited = limiter.limit(text, methods=["POST"], key_func=_by_account(limit.account))(limited)
    return limited


def in_words(limit: Limit, share: int) -> str:
    """The limit as Flask-Limiter reads it, divided among the processes that each count for themselves."""
    parts = [(limit.minute, "minute"), (limit.hour, "hour")]
    return "; ".join(f"{max(1, number // share)} per {unit}" for number, unit in parts if number)


def _was_wrong(_response: Response) -> bool:
    found: bool = g.get("was_wrong", False)
    return found


def _by_address() -> str:
    return name_address(request.remote_addr or "", now=current.now())


def _by_token() -> str:
    """The guard of the route has found whose it is."""
    return name_token(g.bearer.token.id, now=current.now())


def seconds_to_wait() -> str:
    """After a refusal: until the limit that was reached counts anew."""
    reached = [one.current_limit for one in current_app.extensions["limiter"]]
    left = [limit.reset_at - time.time() for limit in reached if limit is not None and limit.breached]
    return str(max(1, round(max(left, default=60))))


def _by_account(field: str) -> Callable[[], str]:
    return lambda: name_account(request.form.get(field, ""), now=current.now())
