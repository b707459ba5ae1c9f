"""SHOW to people: blueprints and what they share."""

from flask import Flask

from forms_app.web import (
    about,
    fill,
    health,
    home,
    receipt,
    result_files,
    results,
    samples,
    shared_results,
    staff,
)


def init_app(app: Flask) -> None:
    for module in (home, fill, about, receipt, health, staff, results, result_files, shared_results, samples):
        app.register_blueprint(module.pages)
