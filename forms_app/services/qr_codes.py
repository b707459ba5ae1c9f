"""QR codes of addresses, for screens, posters and slips."""

from forms_app.gateways import qr

KINDS = {"svg": "image/svg+xml", "png": "image/png"}


def draw(text: str, kind: str) -> bytes:
    return qr.svg(text) if kind == "svg" else qr.png(text)


def draw_inline(text: str) -> str:
    return qr.inline_svg(text)
