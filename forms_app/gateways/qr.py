"""Addresses as QR codes, drawn here: no address goes to anybody to be drawn."""

from io import BytesIO

import segno

QUIET = 4  # modules of white around it, as readers need


def svg(text: str) -> bytes:
    """A file of its own, on white, so that dark pages do not hide it."""
    out = BytesIO()
    _made(text).save(out, kind="svg", border=QUIET, scale=8, light="#fff")
    return out.getvalue()


def inline_svg(text: str) -> str:
    """A part of a page, as large as the page says."""
    inline: str = _made(text).svg_inline(border=QUIET, omitsize=True, light="#fff")
    return inline


def png(text: str) -> bytes:
    out = BytesIO()
    _made(text).save(out, kind="png", border=QUIET, scale=16)
    return out.getvalue()


def _made(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m")
