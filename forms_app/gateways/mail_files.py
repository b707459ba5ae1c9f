"""Mails as files instead of letters: in development, where no mail server is named."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from forms_app.gateways.durable_files import write_once

MOST = 200  # files that are kept and shown


@dataclass(frozen=True)
class Folder:
    path: Path

    def hand_over(self, *, id_: bytes, to: str, content: bytes) -> None:
        """The same mail once; the oldest files go."""
        del to  # it stands in the mail
        write_once(self.path / f"{id_.hex()}.eml", content)
        for path in _newest_first(self.path)[MOST:]:
            path.unlink(missing_ok=True)


@contextmanager
def folder(path: Path) -> Iterator[Folder]:
    yield Folder(path)


def list_mails(path: Path) -> list[tuple[str, EmailMessage]]:
    """Names and mails, newest first."""
    return [(found.stem, _read(found)) for found in _newest_first(path)]


def find_mail(path: Path, name: str) -> EmailMessage | None:
    return next((_read(found) for found in _newest_first(path) if found.stem == name), None)


def _newest_first(path: Path) -> list[Path]:
    return sorted(path.glob("*.eml"), key=os.path.getmtime, reverse=True)


def _read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[return-value]
