"""SHOW to operators: flask <noun> <verb>."""

from flask import Flask

from forms_app.cli import accounts, demo, forms, people, releases, reports, site, worker


def init_app(app: Flask) -> None:
    for module in (site, demo, forms, accounts, people, worker, releases, reports):
        app.cli.add_command(module.commands)
