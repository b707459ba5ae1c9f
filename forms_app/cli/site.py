"""flask site setup | serve"""

import os
import signal
import subprocess
import sys

import click
from flask import current_app
from flask.cli import AppGroup

from forms_app.gateways.site_keys import make_keys
from forms_app.storage import schema

commands = AppGroup("site", help="Set the site up and serve it.")


@commands.command()
def setup() -> None:
    """Bring the databases to the newest state and make the keys that are missing."""
    _set_up()
    click.echo("The databases and keys are ready.")


@commands.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes of the web server.")
def serve(port: int, workers: int) -> None:
    """Set up, then serve pages and count, until stopped."""
    _set_up()
    bind = f"127.0.0.1:{port}"
    web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", bind, "--workers", str(workers), "--threads", "8"]
    web += ["--worker-class", "gthread", "--no-control-socket", "--log-level", "error"]
    environment = {**os.environ, "FORMS_WEB_WORKERS": str(workers)}
    children = [
        subprocess.Popen(web, env=environment),
        subprocess.Popen([sys.executable, "-m", "flask", "worker", "run"]),
    ]
    click.echo(f"Serving http://{bind} - stop with Ctrl-C.")
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: _stop(children))
    codes = [child.wait() for child in children[:1]]
    _stop(children)
    sys.exit(max(0, *codes, *(child.wait() for child in children)))


def _set_up() -> None:
    schema.upgrade(current_app.extensions["databases"])
    make_keys(current_app.extensions["settings"].people_keys)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
