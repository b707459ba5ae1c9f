"""SHOW to people: blueprints and what they share."""

from flask import Flask

from forms_app.web import (
    about,
    accessibility,
    demo,
    fill,
    first_start,
    forms,
    health,
    home,
    look,
    notices,
    receipt,
    result_files,
    results,
    samples,
    shared_results,
    site,
    staff,
)

VISITORS = (home, look, accessibility, fill, about, receipt, shared_results, health)
STAFF = (staff, notices, site, first_start, demo, forms, results, result_files, samples)


def init_app(app: Flask) -> None:
    for module in (*VISITORS, *STAFF):
        app.register_blueprint(module.pages)
