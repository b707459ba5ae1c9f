"""Every setting with its unit and default, read once from FORMS_* variables; a wrong one stops the start by name."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any


class SettingError(Exception):
    """A setting is missing or wrong; the sentence begins with its name."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    mode: str = "development"  # development | production
    site_name: str = "Our forms"
    instance: Path = Path("instance")  # folder of SQLite databases and keys
    site_database: str = ""  # SQLAlchemy URL; empty: SQLite in the instance folder
    ballots_database: str = ""
    people_database: str = ""
    ballot_keys: Path = Path()  # folder; default instance/keys/ballots
    people_keys: Path = Path()  # folder; default instance/keys/people
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    trusted_proxies: int = 0  # reverse proxies in front
    redis_url: str = ""  # shared rate limits; empty: memory of each process
    rate_limit: bool = True
    web_workers: int = 1  # processes of the web server; each counts its share of a limit where there is no Redis
    token_lifetime: int = 43_200  # seconds
    minimum_seconds: int = 2  # seconds at least between showing a page and taking its answers
    busy_timeout: int = 5_000  # milliseconds a writer waits for SQLite
    statement_timeout: int = 10_000  # milliseconds a visitor's or the worker's statement may take on PostgreSQL
    connect_timeout: int = 5  # seconds a connection to PostgreSQL may take
    worker_pause: float = 1.0  # seconds between two rounds of the worker

    @property
    def databases(self) -> dict[str, str]:
        return {"site": self.site_database, "ballots": self.ballots_database, "people": self.people_database}

    @property
    def is_public(self) -> bool:
        """Whether others than this machine were named as those who may ask for pages."""
        return self.trusted_hosts != Settings.trusted_hosts


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; raises SettingError naming the variable."""
    known = {f"FORMS_{field.name.upper()}": field for field in fields(Settings)}
    unknown = sorted(
        n for n in environ if n.startswith("FORMS_") and not n.startswith("FORMS_TEST_") and n not in known
    )
    if unknown:
        raise SettingError(f"{unknown[0]} is not a setting.")
    given = {field.name: _parse(name, field.default, environ[name]) for name, field in known.items() if name in environ}
    return _complete(given)


def _parse(name: str, default: Any, text: str) -> Any:
    parse = PARSERS.get(type(default), Path)
    try:
        return parse(text)
    except ValueError as error:
        raise SettingError(f"{name}: {text!r} is not {NAMES.get(type(default), 'right')}.") from error


def _switch(text: str) -> bool:
    if text.lower() not in ("on", "off"):
        raise ValueError
    return text.lower() == "on"


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


PARSERS: dict[type, Any] = {str: str, int: int, float: float, bool: _switch, tuple: _names}
NAMES = {int: "a whole number", float: "a number", bool: "“on” or “off”"}


def _complete(given: dict[str, Any]) -> Settings:
    """Fill in what follows from other settings, and refuse what cannot be."""
    mode = given.get("mode", Settings.mode)
    if mode not in ("development", "production"):
        raise SettingError("FORMS_MODE: choose development or production.")
    if mode == "production" and not given.get("trusted_hosts"):
        raise SettingError("FORMS_TRUSTED_HOSTS is required in production: the host names visitors use, with commas.")
    instance = given.setdefault("instance", Settings.instance).absolute()
    given["instance"] = instance
    for bind in ("site", "ballots", "people"):
        given[f"{bind}_database"] = given.get(f"{bind}_database") or f"sqlite:///{instance / bind}.sqlite"
        if not given[f"{bind}_database"].startswith(("sqlite:///", "postgresql+psycopg://")):
            raise SettingError(f"FORMS_{bind.upper()}_DATABASE: begin with sqlite:/// or postgresql+psycopg://.")
    given.setdefault("ballot_keys", instance / "keys" / "ballots")
    given.setdefault("people_keys", instance / "keys" / "people")
    return _ensure_positive(Settings(**given))


NOT_NEGATIVE = (
    "trusted_proxies",
    "token_lifetime",
    "minimum_seconds",
    "busy_timeout",
    "statement_timeout",
    "connect_timeout",
    "worker_pause",
)


def _ensure_positive(settings: Settings) -> Settings:
    for name in NOT_NEGATIVE:
        if getattr(settings, name) < 0:
            raise SettingError(f"FORMS_{name.upper()} must not be negative.")
    if settings.web_workers < 1:
        raise SettingError("FORMS_WEB_WORKERS must be at least 1.")
    return settings
