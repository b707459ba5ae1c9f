"""Refusals and faults as pages, from one table; the log names no page, person or answer."""

import logging
import traceback
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from limits.errors import StorageError
from werkzeug.exceptions import HTTPException

from forms_app.domain.errors import Gone, NotFound, TooLong, Unavailable
from forms_app.web.guards import FromElsewhere, NotInTeam
from forms_app.web.kept import can_give_back, give_back, typed_words
from forms_app.web.throttle import seconds_to_wait

Answer = Callable[[Any], Any]


def init_app(app: Flask) -> None:
    answers: dict[type[Exception], Answer] = {
        HTTPException: _http_error,
        RateLimitExceeded: lambda _error: (*page(429), {"Retry-After": seconds_to_wait()}),
        NotFound: lambda _error: page(404),
        Gone: lambda error: gone(error.day),
        CSRFError: lambda _error: page(400) if _has_cookie() else page(400, _no_cookie()),
        FromElsewhere: lambda _error: page(403, _from_elsewhere()),
        NotInTeam: lambda _error: page(403, _not_in_team()),
        TooLong: lambda _error: _too_long_draft(),
        Unavailable: lambda _error: page(503),
        StorageError: lambda _error: page(503),  # sign-in while Redis is away
    }
    for kind, answer in answers.items():
        app.register_error_handler(kind, _where_asked(answer))


def speak_otherwise(app: Flask, path: str, answer: Answer) -> None:
    """Let refusals of whatever begins with this path be answered in another way than by pages."""
    app.extensions.setdefault("answers_to_errors", {})[path] = answer


def _where_asked(answer: Answer) -> Answer:
    def chosen(error: Any) -> Any:
        others = current_app.extensions.get("answers_to_errors", {})
        return next((other for path, other in others.items() if request.path.startswith(path)), answer)(error)

    return chosen


def page(status: int, words: tuple[str, str] | None = None) -> tuple[Any, int]:
    if request.headers.get("X-Autosave") == "1":
        return {"problem": _not_saved(status)}, status
    heading, sentence = words or _words(status)
    kept = give_back(heading, sentence) if can_give_back(status) else None
    if kept is not None:
        return kept, status
    return render_template("errors/error.html", status=status, heading=heading, sentence=sentence), status


def gone(day: date) -> tuple[str, int]:
    """A form that was deleted; what somebody had typed on its page is shown, to be copied."""
    return render_template("errors/gone.html", day=day, typed=typed_words() if request.method == "POST" else []), 410


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    return page(error.code)


def _words(status: int) -> tuple[str, str]:
    return {
        400: (_("That did not arrive whole"), _("Please go back, reload the page and send it again.")),
        403: (_("Not allowed"), _("This page is not for this account. Ask the person who looks after the site.")),
        404: (_("Nothing here"), _("There is no page at this address. Please check the link.")),
        405: (_("Not like this"), _("Please open the page first and use its button.")),
        413: (_("Too long"), _too_long()),
        415: (_("Not like this"), _("Please open the page first and use its button.")),
        429: (_("Too many tries"), _("Please wait a minute and try again.")),
        503: (_("Just a moment"), _("The site is busy. Please try again in a minute.")),
    }.get(status, (_("Something went wrong"), _("Please try again. If it stays, tell the people who run this site.")))


def _not_in_team() -> tuple[str, str]:
    return _("Not allowed"), _("Other people work on this form. Ask its owner to take you into the team.")


def _not_saved(status: int) -> str:
    """What a script says that saves while somebody types; their words still stand on the page."""
    return {
        400: _("Not saved: this page was open for too long. Copy what you typed, reload the page and paste it."),
        403: _("Not saved: this account may not change forms. Copy what you typed and ask who looks after the site."),
        404: _("Not saved: this is no longer there, somebody deleted it. Copy what you typed if you need it."),
        413: _("Not saved: this is longer than a page takes. Shorten it; it is saved then."),
        429: _("Not saved: too many tries. Wait a minute and type on; it is saved then."),
    }.get(status, _("Not saved: something went wrong. Your words are still here; press Save in a minute."))


def _too_long() -> str:
    return _(
        "What was sent is longer than this page takes. Nothing was stored. The Back button of your browser may "
        "still hold your answers: please shorten them and send them again."
    )


def _too_long_draft() -> Any:
    """A page; for a script that saves while typing, its sentence."""
    sentence = _(
        "A form has at most 1,000 questions, on at most 100 pages of 500 each, and about a million letters in all. "
        "Nothing was saved. The Back button of your browser may still hold what you typed: please shorten it and save "
        "it again."
    )
    if request.headers.get("X-Autosave") == "1":
        return {"problem": sentence}, 413
    return page(413, (_("Too long"), sentence))


def _has_cookie() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def _no_cookie() -> tuple[str, str]:
    sentence = _("Your browser kept none. Please allow cookies for this site, open the sign-in page and try again.")
    return _("Signing in needs one cookie"), sentence


def _from_elsewhere() -> tuple[str, str]:
    return _("Not allowed"), _("This was sent from another site. Please open the page here and use its own button.")


def log_quietly(logger: logging.Logger, exc_info: Any) -> None:
    """Class and places only: messages and addresses may hold what visitors typed."""
    kind, _value, trace = exc_info
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-4:]]
    logger.error("%s at %s", kind.__name__, " < ".join(reversed(places)))
