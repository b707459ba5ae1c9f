"""The files of `keys/people`, to be backed up and put back; keys that open answers are never among them."""

import base64
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from flask import current_app

from forms_app.domain.errors import Conflict
from forms_app.gateways.durable_files import destroy, write_once

SITE = "site.key"


def list_keys() -> Iterator[tuple[str, str]]:
    """Name below the folder, and content in base64."""
    folder = _folder()
    for path in sorted(folder.rglob("*.key*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), base64.b64encode(path.read_bytes()).decode()


def put_back(keys: Iterable[tuple[str, str]], *, today: date) -> int:
    """Write what is missing; raises Conflict where the site's own key is another one: then rows would be lost."""
    found = {name: base64.b64decode(content) for name, content in keys}
    if SITE not in found or any(".." in name or name.startswith("/") for name in found):
        raise Conflict("This is no backup of keys.")
    standing = _folder() / SITE
    if standing.exists() and standing.read_bytes() != found[SITE]:
        raise Conflict(f"Another site's key stands here. Move {_folder()} away first, then do it again.")
    due = {name for name in found if name.startswith("days/") and _day_of(name) <= today}
    missing = [name for name in found if name not in due and not (_folder() / name).exists()]
    for name in missing:
        write_once(_folder() / name, found[name])
    return len(missing)


def _day_of(name: str) -> date:
    return date.fromisoformat(Path(name).stem.rsplit("_", 1)[1])


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].people_keys
    return folder


def destroy_all(folders: Iterable[Path]) -> int:
    """Overwrite and remove every key below these folders, drafts too; says how many."""
    number = 0
    for folder in folders:
        for path in [one for one in folder.rglob("*") if one.is_file()]:
            destroy(path)
            number += 1
    return number
