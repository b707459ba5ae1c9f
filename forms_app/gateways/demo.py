"""The demo's folder below the site's, and the notes by which pages and the one who serves agree about it."""

import hmac
import json
import os
import shutil
from pathlib import Path

from forms_app.gateways.durable_files import destroy, write_once

WANTED = "demo-wanted"  # in the site's folder, with the mark of the link it was wanted by
FACTS, PROGRESS, REMOVAL = "demo.json", "progress", "removal"  # in the demo's folder

Account = dict[str, str]  # role, email, password


def folder_of(instance: Path) -> Path:
    return instance / "demo"


def want(instance: Path, *, mark: bytes) -> None:
    write_once(instance / WANTED, mark)


def is_wanted(instance: Path) -> bool:
    return (instance / WANTED).exists()


def is_demo(folder: Path) -> bool:
    """Whether this folder holds a demo that is ready; it says so itself, wherever it is copied to."""
    return (folder / FACTS).exists()


def tell(folder: Path, line: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{PROGRESS}.{os.getpid()}"
    draft.write_text(line, encoding="utf-8")
    draft.replace(folder / PROGRESS)


def told(instance: Path) -> str:
    try:
        return (folder_of(instance) / PROGRESS).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def finish(folder: Path, accounts: list[Account]) -> None:
    """Passwords stand here as they are printed: they open invented answers only."""
    try:
        mark = (folder.parent / WANTED).read_text()
    except FileNotFoundError:
        mark = ""
    write_once(folder / FACTS, json.dumps({"made_by": mark, "accounts": accounts}).encode())


def list_accounts(folder: Path) -> list[Account]:
    found: list[Account] = _facts(folder)["accounts"]
    return found


def is_made_by(folder: Path, *, mark: bytes) -> bool:
    return is_demo(folder) and hmac.compare_digest(_facts(folder)["made_by"].encode(), mark)


def ask_removal(folder: Path) -> None:
    write_once(folder / REMOVAL, b"")


def is_removal_asked(folder: Path) -> bool:
    return (folder / REMOVAL).exists()


def clear(instance: Path) -> None:
    """Take away what was made so far."""
    shutil.rmtree(folder_of(instance), ignore_errors=True)


def remove(instance: Path) -> None:
    """The folder with all that is in it, then the wish for it; killed between, it is done again."""
    clear(instance)
    destroy(instance / WANTED)


def _facts(folder: Path) -> dict:  # type: ignore[type-arg]
    found: dict = json.loads((folder / FACTS).read_text())  # type: ignore[type-arg]
    return found
