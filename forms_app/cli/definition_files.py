"""A form/1 file as operators name it on the command line."""

from pathlib import Path

import click

from forms_app.domain import definition_files
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Malformed


def read_definition(file: Path) -> Definition:
    """The form in this file; what is wrong with it is said place by place."""
    try:
        return definition_files.read_definition(file.read_bytes())
    except Malformed as error:
        raise click.ClickException(f"{file.name} is not a form/1:\n" + "\n".join(error.reasons)) from error
