"""Backups of `site` and `people`, and of the keys apart; neither holds answers, nor keys that open answers."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from forms_app.domain.errors import Conflict
from forms_app.gateways import key_copies, vault
from forms_app.services import accounts, activity, api_tokens, erasures, upkeep, visitor_accounts
from forms_app.storage import copies

FORMAT, KEYS_FORMAT = "backup/1", "keys/1"


@dataclass(frozen=True)
class Copy:
    """What a backup says of itself once it was read to its end."""

    made_at: str
    rows: dict[str, int]  # by table


def create(*, path: Path, passphrase_file: Path, now: datetime) -> Copy:
    """Write a backup while the site goes on; raises Conflict where it may not."""
    activity.record("backup made")
    vault.write(path, _lines(now), vault.read_passphrase(passphrase_file))
    return verify(path=path, passphrase_file=passphrase_file)


def _lines(now: datetime) -> Iterator[bytes]:
    digest = hashlib.sha256()
    yield json.dumps({"format": FORMAT, "made_at": now.isoformat()}).encode()
    number = 0
    for row in copies.rows():
        line = json.dumps(row, ensure_ascii=False).encode()
        digest.update(line)
        number += 1
        yield line
    yield json.dumps({"lines": number, "sha256": digest.hexdigest()}).encode()


def verify(*, path: Path, passphrase_file: Path) -> Copy:
    """Read it to its end; raises Conflict where something is missing or changed."""
    lines = vault.read(path, vault.read_passphrase(passphrase_file))
    head, digest = json.loads(next(lines, b"{}")), hashlib.sha256()
    rows: dict[str, int] = {}
    number, last = 0, b""
    if head.get("format") != FORMAT:
        raise Conflict(f"{path} is no backup of the databases.")
    for line in lines:
        if last:
            digest.update(last)
            number += 1
            found = json.loads(last)
            if len(found) == 3:
                name = f"{found[0]}.{found[1]}"
                rows[name] = rows.get(name, 0) + 1
        last = line
    if json.loads(last or b"{}") != {"lines": number, "sha256": digest.hexdigest()}:
        raise Conflict(f"{path} is not whole.")
    return Copy(head["made_at"], rows)


def is_empty() -> bool:
    """Whether no site is here; brings the databases to the newest state."""
    copies.prepare()
    return copies.is_empty()


def restore(*, path: Path, passphrase_file: Path, today: date) -> tuple[Copy, int]:
    """Put a backup in the place of what stands, then erase again what was erased since; says how many rows that was.

    Tokens of programs and sessions do not come back: some of them may have ended since.
    """
    copy = verify(path=path, passphrase_file=passphrase_file)
    lines = vault.read(path, vault.read_passphrase(passphrase_file))
    next(lines)
    copies.prepare()
    copies.put_back(_rows(lines))
    api_tokens.withdraw_all()
    accounts.end_every_session()
    visitor_accounts.end_every_session()
    erased = erasures.replay(today=today)
    upkeep.purge_people(today=today)
    return copy, erased


def _rows(lines: Iterator[bytes]) -> Iterator[list[Any]]:
    return (row for row in map(json.loads, lines) if isinstance(row, list))


def back_up_keys(*, path: Path, passphrase_file: Path, now: datetime) -> int:
    """The keys of `people` and what was erased before its day, for a place where no backup lies; says how many keys."""
    keys = list(key_copies.list_keys())
    noted = [[kind, id_.hex(), until.isoformat()] for kind, id_, until in erasures.list_noted()]
    lines = [{"format": KEYS_FORMAT, "made_at": now.isoformat(), "erased": noted}, *(list(key) for key in keys)]
    vault.write(path, (json.dumps(line).encode() for line in lines), vault.read_passphrase(passphrase_file))
    return len(keys)


def restore_keys(*, path: Path, passphrase_file: Path, today: date) -> int:
    """Put keys back that are missing, never one whose day has come or that was destroyed; says how many."""
    head, *keys = map(json.loads, vault.read(path, vault.read_passphrase(passphrase_file)))
    if head.get("format") != KEYS_FORMAT:
        raise Conflict(f"{path} is no backup of keys.")
    put = key_copies.put_back(keys, today=today)
    copies.prepare()
    for kind, id_, until in head["erased"]:
        erasures.note(kind=kind, id_=bytes.fromhex(id_), until=date.fromisoformat(until))
    erasures.replay(today=today)
    return put
