"""The files of our own forms that a new one may start from."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "form_templates"


def read_template(name: str) -> bytes:
    return (FOLDER / f"{name}.json").read_bytes()
