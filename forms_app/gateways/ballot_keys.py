"""The private side of ballot keys: a key pair and a secret per (form, period), for the worker alone."""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import current_app

from forms_app.domain.errors import Unreadable
from forms_app.gateways.ballot_seal import SUITE, binding
from forms_app.gateways.durable_files import destroy, write_once


@dataclass(frozen=True)
class PeriodKey:
    private: X25519PrivateKey
    secret: bytes  # 32 bytes: record keys and rounding

    @property
    def public_key(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def open_ballot(self, sealed: bytes, *, form_id: str, period: int, ballot_id: bytes) -> bytes:
        """The packed ballot; raises Unreadable for one sealed to another key, form, period or id."""
        try:
            return SUITE.decrypt(sealed, self.private, info=binding(form_id, period, ballot_id))
        except (InvalidTag, ValueError) as error:
            raise Unreadable from error


def make_key(form_id: str, period: int) -> PeriodKey:
    """The period's key, made now if it does not stand."""
    fresh = X25519PrivateKey.generate().private_bytes_raw() + secrets.token_bytes(32)
    return _parse(write_once(_path(form_id, period), fresh))


def find_key(form_id: str, period: int) -> PeriodKey | None:
    try:
        return _parse(_path(form_id, period).read_bytes())
    except FileNotFoundError:
        return None


def destroy_key(form_id: str, period: int) -> None:
    destroy(_path(form_id, period))


def count_keys(form_id: str) -> int:
    return len(list(_folder().glob(f"{form_id}-*.key")))


def destroy_keys(form_id: str) -> None:
    """Every key of a form, also one whose period was never noted."""
    for path in _folder().glob(f"{form_id}-*.key"):
        destroy(path)


@contextmanager
def only_worker() -> Iterator[bool]:
    """Whether this process alone counts now; the lock ends with the process, however it ends."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "worker.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _parse(content: bytes) -> PeriodKey:
    return PeriodKey(X25519PrivateKey.from_private_bytes(content[:32]), content[32:])


def _path(form_id: str, period: int) -> Path:
    return _folder() / f"{form_id}-{period}.key"


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].ballot_keys
    return folder
