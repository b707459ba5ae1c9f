"""A refused deed on the command line: one sentence and exit code 1, no traceback."""

from typing import Any

import click
from flask.cli import AppGroup

from forms_app.domain.errors import Conflict, NotFound, Unavailable, Unpublishable

UNAVAILABLE = "The database is busy, away or not set up (flask site setup). Please try again in a minute."


class Commands(AppGroup):
    """Commands of one noun, whose refusals are said plainly."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NotFound as error:
            raise click.ClickException(f"There is no such {error.what}.") from error
        except Conflict as error:
            raise click.ClickException(error.sentence) from error
        except Unavailable as error:
            raise click.ClickException(UNAVAILABLE) from error
        except Unpublishable as error:
            raise click.ClickException("It cannot be opened yet:\n" + "\n".join(error.reasons)) from error
