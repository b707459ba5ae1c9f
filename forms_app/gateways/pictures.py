"""Pictures that people hand in, made anew: only the pixels of the first frame come through, no metadata."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_SIDE = 4_000  # pixels, looked at before anything is unpacked
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, Image.DecompressionBombError, Warning)


def make_png(content: bytes, *, most_pixels: tuple[int, int]) -> bytes | None:
    """The picture as a PNG within these sides, upright; None where it is none, broken, or too large to unpack."""
    try:
        return _made_anew(content, most_pixels)
    except BROKEN:
        return None


def _made_anew(content: bytes, most_pixels: tuple[int, int]) -> bytes | None:
    with Image.open(BytesIO(content), formats=FORMATS) as given:
        if max(given.size) > MOST_SIDE:
            return None
        upright = ImageOps.exif_transpose(given).convert("RGBA")
    upright.thumbnail(most_pixels)
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    out = BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()
