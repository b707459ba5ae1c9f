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
    newsletters,
    outbox,
    people,
    releases,
    reports,
    site,
    worker,
)

PEOPLE = (accounts, audit, people, outbox, newsletters)
MODULES = (site, demo, forms, codes, *PEOPLE, worker, releases, reports, backup, keys)


def init_app(app: Flask) -> None:
    for module in MODULES:
        app.cli.add_command(module.commands)
