"""SHOW to programs: /api/v1, described at /api/v1/openapi.json."""

from flask import Flask

from forms_app.api import problems, v1, vouchers
from forms_app.web import errors

ADDRESSES = (vouchers,)  # importing them registers what they answer


def init_app(app: Flask) -> None:
    app.config.update(v1.CONFIG)
    described = v1.Described(app)
    described.spec.components.security_scheme("token", v1.TOKEN)
    described.register_blueprint(v1.addresses)
    errors.speak_otherwise(app, "/api/", problems.answer)
