"""Runs a deed in a process of its own that kills itself at its n-th move in the databases or the site's folder."""

import multiprocessing
import os
import signal
import sys
from itertools import count

from sqlalchemy import Engine, event

from forms_app import create_app

# Each process is forked from one that has the program loaded but never opened a database.
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload([__name__, "pytest", "tests.make"])
FILE_MOVES = ("open", "os.link", "os.remove", "os.rename", "os.truncate")
DONE, FAILED = 0, 1


def killed_at(step, settings, deed, **arguments):
    """Do the deed (a function of a module) until its step-th move; says whether it came to that."""
    process = SERVER.Process(target=_do, args=(step, settings, deed, arguments))
    process.start()
    process.join(60)
    assert process.exitcode in (DONE, -signal.SIGKILL)
    return process.exitcode != DONE


def _do(step, settings, deed, arguments):
    app = create_app(settings)
    _kill_self_at(step, str(settings.instance))
    with app.app_context():
        deed(app, **arguments)


def _kill_self_at(step, folder):
    moves = count(1)

    def move(*_):
        if next(moves) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(name, arguments):
        if name in FILE_MOVES and str(arguments[0]).startswith(folder):
            move()

    # After each statement (before the next one all is as then), before each commit, and after it, when the connection
    # goes back to its pool.
    for name in ("after_cursor_execute", "commit", "checkin"):
        event.listen(Engine, name, move)
    sys.addaudithook(watch)
