"""Rows as the bytes of an SPSS file (.sav), where the extra `spss` is installed."""

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec

LIBRARIES = ("pyreadstat", "pandas")  # loaded when a file is asked for: they are larger than the rest together
LONGEST_TITLE, LONGEST_LABEL = 255, 120  # bytes, of a variable and of a value

Codes = Mapping[int, str]  # of a variable: its numbers and what they stand for; none: the numbers are what was given


def is_here() -> bool:
    """Whether files can be written; they are made in memory, which Linux alone lets a library for files do."""
    return hasattr(os, "memfd_create") and all(find_spec(name) for name in LIBRARIES)


def to_sav(
    names: Sequence[str], titles: Sequence[str], codes: Sequence[Codes], rows: Sequence[Sequence[int | None]]
) -> bytes:
    """One variable for each name; None is SPSS's own missing value."""
    spss, pandas = (import_module(name) for name in LIBRARIES)
    variables = [f"q_{name}" if not name[:1].isalpha() else name for name in names]
    frame = pandas.DataFrame(rows, columns=variables, dtype="float64")
    labels = {
        variable: {code: _cut(label, LONGEST_LABEL) for code, label in one.items()}
        for variable, one in zip(variables, codes, strict=True)
        if one
    }
    opened = os.memfd_create("rows")
    try:
        spss.write_sav(
            frame,
            f"/proc/self/fd/{opened}",
            column_labels=[_cut(title, LONGEST_TITLE) for title in titles],
            variable_value_labels=labels,
            variable_measure={name: "nominal" if name in labels else "scale" for name in variables},
        )
        with os.fdopen(os.dup(opened), "rb") as file:
            file.seek(0)
            return file.read()
    finally:
        os.close(opened)


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
