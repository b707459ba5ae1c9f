"""Every command where the databases are away or not set up: what is wrong in a sentence, no traceback."""

from pathlib import Path

import click
import pytest

from forms_app import create_app
from forms_app.cli import accounts, demo, forms, outbox, people, releases, reports, site
from forms_app.cli.refusals import UNAVAILABLE
from forms_app.settings import from_environment

GROUPS = [site, demo, forms, accounts, people, outbox, releases, reports]  # the worker goes on until it is stopped
NOBODY = "postgresql+psycopg://postgres@127.0.0.1:1/nobody"
AWAY = {f"FORMS_{bind}_DATABASE": NOBODY for bind in ("SITE", "BALLOTS", "PEOPLE")}
FORM = Path(__file__).parents[1] / "forms_app" / "schemas" / "form-1.example.json"


def given(parameter):
    """What a command cannot be called without, and every declaration it may want."""
    if getattr(parameter, "is_flag", False):
        return [parameter.opts[0]]
    if not parameter.required:
        return []
    value: object = "somebody@example.org"
    if isinstance(parameter.type, click.Path | click.File):
        value = FORM
    elif isinstance(parameter.type, click.Choice):
        value = parameter.type.choices[0]
    elif parameter.name == "until":
        value = "2030-06-01T18:00+00:00"
    return [str(value)] if isinstance(parameter, click.Argument) else [parameter.opts[0], str(value)]


COMMANDS = [
    [module.commands.name, name, *(word for one in command.params for word in given(one))]
    for module in GROUPS
    for name, command in module.commands.commands.items()
]
ON_A_NEW_SITE = [words for words in COMMANDS if words[0] != "site"]  # those set it up


def said(folder, words, **databases):
    """The exit code and the last line, of a command that ended by itself."""
    app = create_app(from_environment({"FORMS_INSTANCE": str(folder), **databases}))
    done = app.test_cli_runner().invoke(args=words)
    assert isinstance(done.exception, SystemExit)
    return done.exit_code, done.output.splitlines()[-1]


by_name = {"ids": lambda words: " ".join(words[:2])}


@pytest.mark.parametrize("words", COMMANDS, **by_name)
def test_a_command_without_its_databases_says_so_in_a_sentence(tmp_path, words):
    assert said(tmp_path, words, **AWAY) == (1, f"Error: {UNAVAILABLE}")


@pytest.mark.parametrize("words", ON_A_NEW_SITE, **by_name)
def test_a_command_before_setting_up_says_so_in_a_sentence(tmp_path, words):
    assert said(tmp_path, words) == (1, f"Error: {UNAVAILABLE}")
