"""Opening the locked list of a newsletter, anywhere this program is; no database is asked."""

from pathlib import Path

from forms_app.domain import list_moves
from forms_app.domain.errors import Conflict, Problem
from forms_app.gateways import vault


def open_list(*, path: Path, passphrase_file: Path) -> tuple[list[list[str]], list[list[str]]]:
    """Its addresses and its do-not-mail list; raises Conflict."""
    try:
        return list_moves.from_lines(vault.read(path, vault.read_passphrase(passphrase_file)))
    except Problem as problem:
        raise Conflict(str(problem)) from None
