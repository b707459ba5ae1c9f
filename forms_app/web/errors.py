"""Refusals and faults as pages, from one table; the log names no page, person or answer."""

import logging
import traceback
from typing import Any

from flask import Flask, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from limits.errors import StorageError
from werkzeug.exceptions import HTTPException

from forms_app.domain.errors import NotFound, Unavailable
from forms_app.web.kept import can_give_back, give_back


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NotFound, lambda _error: page(404))
    app.register_error_handler(CSRFError, lambda _error: page(400))
    app.register_error_handler(Unavailable, lambda _error: page(503))
    app.register_error_handler(StorageError, lambda _error: page(503))  # sign-in while Redis is away


def page(status: int) -> tuple[str, int]:
    heading, sentence = _words(status)
    kept = give_back(heading, sentence) if can_give_back(status) else None
    if kept is not None:
        return kept, status
    return render_template("errors/error.html", status=status, heading=heading, sentence=sentence), status


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    return page(error.code)


def _words(status: int) -> tuple[str, str]:
    return {
        400: (_("That did not arrive whole"), _("Please go back, reload the page and send it again.")),
        403: (_("Not allowed"), _("This page is not for this account, or the request came from another site.")),
        404: (_("Nothing here"), _("There is no page at this address. Please check the link.")),
        405: (_("Not like this"), _("Please open the page first and use its button.")),
        413: (_("Too long"), _("What was sent is longer than this page takes.")),
        415: (_("Not like this"), _("Please open the page first and use its button.")),
        429: (_("Too many tries"), _("Please wait a minute and try again.")),
        503: (_("Just a moment"), _("The site is busy. Please try again in a minute.")),
    }.get(status, (_("Something went wrong"), _("Please try again. If it stays, tell the people who run this site.")))


def log_quietly(logger: logging.Logger, exc_info: Any) -> None:
    """Class and places only: messages and addresses may hold what visitors typed."""
    kind, _value, trace = exc_info
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-4:]]
    logger.error("%s at %s", kind.__name__, " < ".join(reversed(places)))
