"""Wiring only: settings, databases, keys, pages and commands become one application."""

import hashlib
from functools import cache
from pathlib import Path

import jinja2
from flask import Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

from forms_app import cli, web
from forms_app.gateways.site_keys import load_keys
from forms_app.settings import Settings, from_environment
from forms_app.storage import database
from forms_app.web import accounts, errors, guards, headers, sessions

ROOT = Path(__file__).resolve().parents[1]


class FormsApp(Flask):
    """Flask, with a session for staff only and a log that names no page, person or answer."""

    session_interface = sessions.StaffSessions()

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
    app.extensions["databases"] = database.make_engines(settings.databases, busy_timeout=settings.busy_timeout)
    app.extensions["site_keys"] = load_keys(settings.people_keys)
    Babel(app)
    guards.init_app(app)
    accounts.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    web.init_app(app)
    cli.init_app(app)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(
            app.wsgi_app,
            x_for=settings.trusted_proxies,
            x_proto=settings.trusted_proxies,
            x_host=settings.trusted_proxies,
        )  # type: ignore[method-assign]
    return app


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
