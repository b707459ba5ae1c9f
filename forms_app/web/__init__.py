"""SHOW to people: blueprints and what they share."""

from flask import Flask

from forms_app.web import (
    about,
    fill,
    forms,
    health,
    home,
    notices,
    receipt,
    result_files,
    results,
    samples,
    shared_results,
    staff,
)

PARTS = (home, fill, about, receipt, health, staff, notices, forms, results, result_files, shared_results, samples)


def init_app(app: Flask) -> None:
    for module in PARTS:
        app.register_blueprint(module.pages)
