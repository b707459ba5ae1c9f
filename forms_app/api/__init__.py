"""SHOW to programs: /api/v1, described at /api/v1/openapi.json."""

from flask import Flask

from forms_app.api import answers, contests, forms, problems, results, shapes, v1, vouchers
from forms_app.web import errors

ADDRESSES = (forms, answers, vouchers, results, contests)  # importing them registers what they answer


def init_app(app: Flask) -> None:
    app.config.update(v1.CONFIG)
    described = v1.Described(app)
    described.ma_plugin.converter.add_attribute_function(shapes.answer_shape)
    described.spec.components.security_scheme("token", v1.TOKEN)
    described.register_blueprint(v1.addresses)
    errors.speak_otherwise(app, "/api/", problems.answer)
