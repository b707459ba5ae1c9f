"""SHOW to people: blueprints and what they share."""

from flask import Flask

from forms_app.web import (
    about,
    accessibility,
    demo,
    fill,
    first_start,
    health,
    home,
    look,
    receipt,
    results,
    samples,
    site,
    staff,
)


def init_app(app: Flask) -> None:
    for module in (
        home,
        look,
        accessibility,
        fill,
        about,
        receipt,
        health,
        staff,
        site,
        first_start,
        demo,
        results,
        samples,
    ):
        app.register_blueprint(module.pages)
