"""Small secret files that stand whole or not at all, and are gone when destroyed."""

import os
import secrets
from pathlib import Path


def write_once(path: Path, content: bytes) -> bytes:
    """Create the file with this content unless it stands; returns what stands. Mode 600, on disk on return."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return path.read_bytes()
    finally:
        draft.unlink()
        _sync_folder(path.parent)
    return content


def destroy(path: Path) -> None:
    """Overwrite and remove the file; nothing happens where it is gone already."""
    # A process killed inside write_once leaves its draft, which may be a second name of this very file.
    for draft in path.parent.glob(f".{path.name}.*"):
        _wipe(draft)
    _wipe(path)
    _sync_folder(path.parent)


def empty(path: Path) -> None:
    """Overwrite what stands there and leave an empty file, which write_once never fills again; safe to repeat."""
    write_once(path, b"")
    for draft in path.parent.glob(f".{path.name}.*"):
        _wipe(draft)
    with path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
        file.truncate(0)
        os.fsync(file.fileno())


def _wipe(path: Path) -> None:
    try:
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
