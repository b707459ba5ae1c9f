"""Every command where the databases are away or not set up: what is wrong in a sentence, no traceback."""

from pathlib import Path

import click
import pytest

from forms_app import cli, create_app
from forms_app.cli.refusals import UNAVAILABLE, Commands
from forms_app.settings import from_environment

GO_ON = {"worker run", "site serve"}  # until they are stopped
READ_A_FILE = {"backup verify", "keys restore", "newsletters open"}  # first or alone
MAKE_A_SITE = {"site setup", "site erase", "backup restore"}  # or leave none: these need none
NOBODY = "postgresql+psycopg://postgres@127.0.0.1:1/nobody"
AWAY = {f"FORMS_{bind}_DATABASE": NOBODY for bind in ("SITE", "BALLOTS", "PEOPLE")}
FORM = Path(__file__).parents[1] / "forms_app" / "schemas" / "form-1.example.json"
NEW = "NEW"  # the path of a file that is not there


def given(parameter):
    """What a command cannot be called without, and every declaration it may want."""
    if getattr(parameter, "is_flag", False):
        return [parameter.opts[0]]
    if not parameter.required:
        return []
    value: object = "somebody@example.org"
    if isinstance(parameter.type, click.Path | click.File):
        value = NEW if "--to" in parameter.opts else FORM
    elif isinstance(parameter.type, click.Choice):
        value = parameter.type.choices[0]
    elif parameter.type is click.INT:
        value = 50
    elif parameter.name == "until":
        value = "2030-06-01T18:00+00:00"
    return [str(value)] if isinstance(parameter, click.Argument) else [parameter.opts[0], str(value)]


EVERY = {
    f"{module.commands.name} {name}": [word for one in command.params for word in given(one)]
    for module in cli.MODULES
    for name, command in module.commands.commands.items()
}


def all_but(*left_out):
    names = EVERY.keys() - set().union(*left_out)
    return [[*name.split(), *EVERY[name]] for name in EVERY if name in names]


def said(folder, words, **databases):
    """The exit code and the last line, of a command that ended by itself."""
    app = create_app(from_environment({"FORMS_INSTANCE": str(folder), **databases}))
    done = app.test_cli_runner().invoke(args=[str(folder / "new") if word == NEW else word for word in words])
    assert isinstance(done.exception, SystemExit)
    return done.exit_code, done.output.splitlines()[-1]


by_name = {"ids": lambda words: " ".join(words[:2])}


@pytest.mark.parametrize("words", all_but(GO_ON, READ_A_FILE), **by_name)
def test_a_command_without_its_databases_says_so_in_a_sentence(tmp_path, words):
    assert said(tmp_path, words, **AWAY) == (1, f"Error: {UNAVAILABLE}")


@pytest.mark.parametrize("words", all_but(GO_ON, READ_A_FILE, MAKE_A_SITE), **by_name)
def test_a_command_before_setting_up_says_so_in_a_sentence(tmp_path, words):
    assert said(tmp_path, words) == (1, f"Error: {UNAVAILABLE}")


@pytest.mark.parametrize("name", sorted(READ_A_FILE))
def test_a_command_whose_file_is_no_such_file_says_so_in_a_sentence(tmp_path, name):
    phrase = tmp_path / "phrase"
    phrase.write_text("four words in a row")
    words = [*name.split(), *EVERY[name]]
    words[words.index("--passphrase-file") + 1] = str(phrase)
    code, last = said(tmp_path, words, **AWAY)
    assert (code, last.startswith("Error: "), "is no file that this program locked" in last) == (1, True, True)


def test_every_command_that_is_left_out_somewhere_is_there_and_every_one_has_help(app):
    assert EVERY.keys() >= GO_ON | READ_A_FILE | MAKE_A_SITE
    registered = {name for name, group in app.cli.commands.items() if isinstance(group, Commands)}
    assert registered == {name.split()[0] for name in EVERY}
    assert all(command.help for module in cli.MODULES for command in module.commands.commands.values())
