"""flask site setup | serve"""

import signal
import sys

import click
from flask import current_app

from forms_app.cli.erase import erase
from forms_app.cli.refusals import Commands
from forms_app.cli.serving import Serving
from forms_app.gateways.listening import HOST, open_port
from forms_app.gateways.site_keys import make_keys
from forms_app.services import demo, first_start
from forms_app.settings import Settings
from forms_app.storage import schema

commands = Commands("site", help="Set the site up, serve it, or erase it.")
commands.add_command(erase)


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
    settings: Settings = current_app.extensions["settings"]
    with _open(port) as listening:
        serving = Serving(settings, listening.fileno(), workers, f"http://{HOST}:{port}")
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: serving.stopping.set())
        asked = serving.stopping if sys.stdin.isatty() else serving.reloading  # HUP says that a terminal was closed
        signal.signal(signal.SIGHUP, lambda *_: asked.set())
        click.echo(f"Serving http://{HOST}:{port} - stop with Ctrl-C.")
        _show_first_link(settings, port)
        sys.exit(serving.run())


def _open(port: int):  # type: ignore[no-untyped-def]
    try:
        return open_port(port)
    except OSError as error:
        raise click.ClickException(f"Port {port} is taken; choose another one with --port.") from error


def _show_first_link(settings: Settings, port: int) -> None:
    """While nobody has an account: whoever reads the terminal may set the site up, once."""
    if demo.is_wanted(instance=settings.instance) and not settings.is_public:
        return
    token = first_start.make_token(instance=settings.instance)
    if token is not None:
        address = f"https://{settings.trusted_hosts[0]}" if settings.is_public else f"http://{HOST}:{port}"
        click.echo(f"Set it up, or look around a demo, in the browser:\n\n    {address}/staff/set-up/{token}\n")


def _set_up() -> None:
    schema.upgrade(current_app.extensions["databases"])
    make_keys(current_app.extensions["settings"].people_keys)
