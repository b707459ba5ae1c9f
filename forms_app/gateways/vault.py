"""Files that only a passphrase opens, written and read in pieces: scrypt, then AES-256-GCM piece by piece.

Every piece is bound to its number, and the last one says that it is: none can be left out, moved or cut off.
"""

import io
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from forms_app.domain.errors import Conflict

MAGIC = b"forms-vault/1\n"
SALT, PIECE, TAG = 16, 1 << 20, 16  # bytes
COST = {"n": 1 << 15, "r": 8, "p": 3}  # OWASP Password Storage Cheat Sheet, scrypt, 32 MiB
SHORTEST = 12  # characters of a passphrase


def read_passphrase(path: Path) -> bytes:
    """The first line of a file; raises Conflict where it is missing or short."""
    try:
        phrase = path.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, ValueError):
        raise Conflict(f"The file with the passphrase, {path}, cannot be read.") from None
    if len(phrase) < SHORTEST:
        raise Conflict(f"The passphrase in {path} needs at least {SHORTEST} characters.")
    return phrase.encode()


def write(path: Path, lines: Iterable[bytes], passphrase: bytes) -> None:
    """Write lines into a new file that nobody else may read; raises Conflict where one stands."""
    try:
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Conflict(f"{path} is there already; choose another name.") from None
    with os.fdopen(made, "wb") as file:
        _write(file, lines, passphrase)


def seal(lines: Iterable[bytes], passphrase: bytes) -> bytes:
    """The same file in memory, to be handed to a browser."""
    made = io.BytesIO()
    _write(made, lines, passphrase)
    return made.getvalue()


def _write(file: BinaryIO, lines: Iterable[bytes], passphrase: bytes) -> None:
    salt = secrets.token_bytes(SALT)
    file.write(MAGIC + salt)
    cipher, number, buffer = _cipher(passphrase, salt), 0, bytearray()
    for line in lines:
        buffer += line + b"\n"
        while len(buffer) > PIECE:
            _put(file, cipher, number, bytes(buffer[:PIECE]), is_last=False)
            del buffer[:PIECE]
            number += 1
    _put(file, cipher, number, bytes(buffer), is_last=True)


def read(path: Path, passphrase: bytes) -> Iterator[bytes]:
    """Its lines; raises Conflict for another passphrase and for a file that somebody changed or cut."""
    try:
        file = path.open("rb")
    except OSError:
        raise Conflict(f"{path} cannot be read.") from None
    with file:
        if file.read(len(MAGIC)) != MAGIC:
            raise Conflict(f"{path} is no file that this program locked.")
        cipher, buffer = _cipher(passphrase, file.read(SALT)), b""
        for piece in _pieces(file, cipher, path):
            *whole, buffer = (buffer + piece).split(b"\n")
            yield from whole


def _pieces(file: BinaryIO, cipher: AESGCM, path: Path) -> Iterator[bytes]:
    number, sealed = 0, file.read(PIECE + TAG)
    while True:
        following = file.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), sealed, None)
        except InvalidTag:
            raise Conflict(f"{path} cannot be opened: another passphrase, or the file was changed or cut.") from None
        if not following:
            return
        number, sealed = number + 1, following


def _put(file: BinaryIO, cipher: AESGCM, number: int, piece: bytes, *, is_last: bool) -> None:
    file.write(cipher.encrypt(_nonce(number, is_last=is_last), piece, None))


def _nonce(number: int, *, is_last: bool) -> bytes:
    """The key is new for every file, so a number is never used twice under it."""
    return number.to_bytes(11, "big") + bytes([is_last])


def _cipher(passphrase: bytes, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, **COST).derive(passphrase))
