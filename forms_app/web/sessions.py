"""A session of staff exists only under /staff: public pages can neither read nor set its cookie."""

from typing import Any

from flask import Flask, Request, Response
from flask.sessions import NullSession, SecureCookieSessionInterface, SessionMixin

PREFIX = "/staff"


class StaffSessions(SecureCookieSessionInterface):
    def open_session(self, app: Flask, request: Request) -> Any:
        if not has_session(request.path):
            return NullSession()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, NullSession):
            super().save_session(app, session, response)


def has_session(path: str) -> bool:
    return path == PREFIX or path.startswith(PREFIX + "/")
