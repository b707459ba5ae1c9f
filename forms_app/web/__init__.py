"""SHOW to people: blueprints and what they share."""

from flask import Flask

from forms_app.web import about, fill, forms, health, home, notices, receipt, results, samples, staff


def init_app(app: Flask) -> None:
    for module in (home, fill, about, receipt, health, staff, notices, forms, results, samples):
        app.register_blueprint(module.pages)
