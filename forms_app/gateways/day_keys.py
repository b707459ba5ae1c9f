"""Keys that live a day and turn an address into a name nobody can turn back; shared through Redis if it is there."""

import secrets
import time
from datetime import date
from threading import Lock

from flask import current_app
from redis import ConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

PATIENCE = 0.5  # seconds a visitor waits for Redis
PAUSE = 10.0  # seconds Redis is left alone after it did not answer
LIFETIME = 90_000  # seconds a shared key stays in Redis: its day and an hour


class DayKeys:
    """The key of a day: Redis's, the same for all processes, else one of this process's own."""

    def __init__(self, pool: ConnectionPool | None) -> None:
        self._redis = Redis(connection_pool=pool) if pool else None
        self._lock = Lock()
        self._day: date | None = None
        self._own = b""
        self._shared: bytes | None = None
        self._ask_after = 0.0

    def key(self, day: date) -> bytes:
        with self._lock:
            if day != self._day:
                self._day, self._own, self._shared = day, secrets.token_bytes(32), None
            if self._shared is None and self._redis is not None and time.monotonic() >= self._ask_after:
                self._shared = self._find_shared(self._redis, day)
            return self._shared or self._own

    def _find_shared(self, redis: Redis, day: date) -> bytes | None:
        name = f"forms:day-key:{day.isoformat()}"
        try:
            redis.set(name, secrets.token_bytes(32), nx=True, ex=LIFETIME)
            return redis.get(name)  # type: ignore[return-value]
        except RedisError:
            self._ask_after = time.monotonic() + PAUSE
            return None


def key_of(day: date) -> bytes:
    """The running application's key of a day."""
    keys: DayKeys = current_app.extensions["day_keys"]
    return keys.key(day)


def make_pool(url: str) -> ConnectionPool | None:
    """Connections to Redis that give up soon and are not tried again; None without Redis."""
    if not url:
        return None
    patience = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    return ConnectionPool.from_url(url, retry=Retry(NoBackoff(), 0), **patience)
