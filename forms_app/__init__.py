"""Wiring only: settings, databases, keys, pages and commands become one application."""

import hashlib
from functools import cache
from pathlib import Path

import jinja2
from flask import Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

from forms_app import api, cli, web
from forms_app.gateways import day_keys, demo, key_folder
from forms_app.gateways.site_keys import load_keys
from forms_app.gateways.turns import Turns
from forms_app.settings import SettingError, Settings, from_environment
from forms_app.storage.engines import Waits, make_engines
from forms_app.web import accounts, errors, guards, headers, sessions, throttle, typed

ROOT = Path(__file__).resolve().parents[1]


class FormsApp(Flask):
    """Flask, with a session for staff only and a log that names no page, person or answer."""

    session_interface = sessions.StaffSessions()
    request_class = typed.Request

    def log_exception(self, exc_info):  # type: ignore[no-untyped-def]
        errors.log_quietly(self.logger, exc_info)


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or from_environment()
    app = FormsApp(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(_config(settings))
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.globals["static_url"] = _static_url
    app.extensions["settings"] = settings
    settings.instance.mkdir(parents=True, exist_ok=True)
    app.extensions["is_demo"] = _is_demo(settings)
    turns = Turns(settings.busy_timeout / 1_000)
    app.extensions["databases"] = make_engines(settings.databases, waits=_waits(settings), turn=turns.take)
    app.extensions["site_keys"] = load_keys(settings.people_keys)
    app.extensions["keys_out_of_reach"] = not key_folder.is_within_reach(settings.ballot_keys)
    Babel(app)
    guards.init_app(app)
    accounts.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    web.init_app(app)
    api.init_app(app)
    cli.init_app(app)
    _limit(app, settings)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(
            app.wsgi_app,
            x_for=settings.trusted_proxies,
            x_proto=settings.trusted_proxies,
            x_host=settings.trusted_proxies,
        )  # type: ignore[method-assign]
    return app


def _is_demo(settings: Settings) -> bool:
    """Raises SettingError for a demo that others could reach: its passwords were printed."""
    found = demo.is_demo(settings.instance)
    if found and settings.is_public:
        raise SettingError("FORMS_TRUSTED_HOSTS is set, but this folder is a demo: its accounts are for this machine.")
    return found


def _limit(app: Flask, settings: Settings) -> None:
    pool = day_keys.make_pool(settings.redis_url)
    app.extensions["day_keys"] = day_keys.DayKeys(pool)
    throttle.init_app(app, pool)


def _waits(settings: Settings) -> Waits:
    return Waits(busy=settings.busy_timeout, statement=settings.statement_timeout, connect=settings.connect_timeout)


def _config(settings: Settings) -> dict[str, object]:
    secure = settings.mode == "production"
    return {
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "MAX_CONTENT_LENGTH": 1_000_000,  # bytes; the page of a form sets its own
        "MAX_FORM_MEMORY_SIZE": 1_000_000,  # bytes
        "MAX_FORM_PARTS": 5_000,
        "SESSION_COOKIE_NAME": "__Secure-staff" if secure else "staff",
        "SESSION_COOKIE_PATH": "/staff",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "forms_app" / "translations"),
    }


@cache
def _static_url(path: str) -> str:
    """The address of a static file, changing with its content."""
    content = (ROOT / "static" / path).read_bytes()
    return f"/static/{path}?v={hashlib.sha256(content).hexdigest()[:12]}"
