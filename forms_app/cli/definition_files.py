"""A form/1 file as operators name it on the command line."""

from pathlib import Path

import click
from pydantic import ValidationError

from forms_app.domain.definitions import Definition


def read_definition(file: Path) -> Definition:
    """The form in this file; what is wrong with it is said place by place."""
    try:
        return Definition.model_validate_json(file.read_bytes())
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False)]
        raise click.ClickException(f"{file.name} is not a form/1:\n" + "\n".join(lines)) from error
