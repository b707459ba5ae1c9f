"""A refused deed on the command line: one sentence and exit code 1, no traceback."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from forms_app.domain.errors import Conflict, NotFound, Unavailable, Unpublishable


def said_plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except NotFound as error:
            raise click.ClickException(f"There is no such {error.what}.") from error
        except Conflict as error:
            raise click.ClickException(error.sentence) from error
        except Unavailable as error:
            raise click.ClickException("The database is busy or away. Please try again in a minute.") from error
        except Unpublishable as error:
            raise click.ClickException("It cannot be opened yet:\n" + "\n".join(error.reasons)) from error

    return wrapped
