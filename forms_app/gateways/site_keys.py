"""The installation's own keys: the site key that derives ids and codes, and the keys that sign tokens."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from forms_app.gateways.durable_files import write_once


@dataclass(frozen=True)
class SiteKeys:
    site: bytes
    signing: tuple[bytes, ...]  # the last signs, all verify


def make_keys(folder: Path) -> None:
    """Make what is missing; keys that stand are never touched."""
    write_once(folder / "site.key", secrets.token_bytes(32))
    write_once(folder / "signing.keys", secrets.token_hex(32).encode() + b"\n")


def load_keys(folder: Path) -> SiteKeys | None:
    """The keys, or None before `flask site setup` made them."""
    try:
        signing = (folder / "signing.keys").read_text().split()
        return SiteKeys((folder / "site.key").read_bytes(), tuple(bytes.fromhex(line) for line in signing))
    except FileNotFoundError:
        return None


def current_keys() -> SiteKeys:
    """The running application's keys; RuntimeError before set-up."""
    keys: SiteKeys | None = current_app.extensions["site_keys"]
    if keys is None:
        raise RuntimeError("There are no keys yet: run `flask site setup` first.")
    return keys
