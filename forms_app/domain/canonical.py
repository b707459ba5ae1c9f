"""Canonical JSON, the one spelling of a value that is hashed or sealed: UTF-8, sorted keys, no spaces."""

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """The canonical bytes of a JSON value; raises ValueError for what JSON cannot say."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
