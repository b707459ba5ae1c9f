"""Every setting with its unit and default, read once from FORMS_* variables; a wrong one stops the start by name."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from forms_app.domain.mail_server import MailServer
from forms_app.domain.policies import LEAST_NOTICE
from forms_app.mail_settings import SettingError, read_mail_server

__all__ = ["SettingError", "Settings", "from_environment"]


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
    policy_notice: int = 30  # days, at least 14, that a change of substance of the policy is announced before
    policy_two_people: bool = False  # whether a second administrator must publish what the first one wrote
    worker_pause: float = 1.0  # seconds between two rounds of the worker
    drand_relays: tuple[str, ...] = ()  # addresses that rounds of drand are fetched from; empty: staff paste them
    webhook_inside: tuple[str, ...] = ()  # host:port that webhooks may call on this machine or its network; empty: none
    site_url: str = ""  # where visitors reach the site, for links in mails; empty: the first trusted host by https
    mail_host: str = ""  # mail server; empty: no mail leaves, in development mails become files in instance/outbox
    mail_port: int = 0  # 0: 587 with starttls, 465 with tls, 25 with none
    mail_tls: str = "starttls"  # starttls | tls | none
    mail_user: str = ""
    mail_password_file: Path = Path()  # file that holds the password
    mail_sender: str = ""  # e-mail address that mails come from
    mail_sender_name: str = ""  # empty: the name of the site
    mail_timeout: int = 30  # seconds that each step of a conversation with the mail server may take
    mail_dkim_domain: str = ""  # with selector and key file, mails are signed here; else the mail server does it
    mail_dkim_selector: str = ""
    mail_dkim_key_file: Path = Path()  # private key, PEM
    dns_server: str = ""  # host:port that the records of the sender's domain are asked of; empty: this machine's own

    @property
    def databases(self) -> dict[str, str]:
        return {"site": self.site_database, "ballots": self.ballots_database, "people": self.people_database}

    @property
    def mail_server(self) -> MailServer | None:
        """Where mails go; None without one."""
        return read_mail_server(self)

    @property
    def writes_mail_to_files(self) -> bool:
        """Whether mails become files that this machine shows, instead of being sent."""
        return not self.mail_host and self.mode == "development"

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
    given["site_url"] = _site_url(given, mode)
    _ensure_places(given.get("webhook_inside", ()))
    given["drand_relays"] = _relays(given.get("drand_relays", ()))
    settings = _ensure_positive(Settings(**given))
    read_mail_server(settings)
    return settings


def _site_url(given: Mapping[str, Any], mode: str) -> str:
    hosts = given.get("trusted_hosts") or Settings.trusted_hosts
    otherwise = f"https://{hosts[0].removeprefix('.')}" if mode == "production" else "http://127.0.0.1:8000"
    url: str = given.get("site_url") or otherwise
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or url != f"{parts.scheme}://{parts.netloc}":
        raise SettingError("FORMS_SITE_URL: write it like https://forms.example.org, without anything behind the host.")
    return url


def _relays(given: tuple[str, ...]) -> tuple[str, ...]:
    for relay in given:
        parts = urlsplit(relay)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise SettingError("FORMS_DRAND_RELAYS: write addresses such as https://api.drand.sh, with commas between.")
    return tuple(relay.rstrip("/") for relay in given)


def _ensure_places(given: tuple[str, ...]) -> None:
    for place in given:
        host, _colon, port = place.rpartition(":")
        if not host or host != host.lower() or not (port.isascii() and port.isdecimal() and 0 < int(port) < 65_536):
            raise SettingError("FORMS_WEBHOOK_INSIDE: write host:port, such as 127.0.0.1:9000, with commas between.")


NOT_NEGATIVE = (
    "trusted_proxies",
    "token_lifetime",
    "minimum_seconds",
    "busy_timeout",
    "statement_timeout",
    "connect_timeout",
    "worker_pause",
    "mail_port",
    "mail_timeout",
)


def _ensure_positive(settings: Settings) -> Settings:
    for name in NOT_NEGATIVE:
        if getattr(settings, name) < 0:
            raise SettingError(f"FORMS_{name.upper()} must not be negative.")
    if settings.policy_notice < LEAST_NOTICE:
        raise SettingError(f"FORMS_POLICY_NOTICE must be at least {LEAST_NOTICE} days.")
    if settings.web_workers < 1:
        raise SettingError("FORMS_WEB_WORKERS must be at least 1.")
    return settings
