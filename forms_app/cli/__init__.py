"""SHOW to operators: flask <noun> <verb>."""

from flask import Flask

from forms_app.cli import (
    accounts,
    audit,
    backup,
    codes,
    demo,
    forms,
    keys,
    outbox,
    people,
    releases,
    reports,
    site,
    worker,
)

MODULES = (site, demo, forms, codes, accounts, audit, people, outbox, worker, releases, reports, backup, keys)


def init_app(app: Flask) -> None:
    for module in MODULES:
        app.cli.add_command(module.commands)
