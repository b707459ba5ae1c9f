"""A picture handed in is made anew: no bytes of it come through but its pixels, and none that hurts is unpacked."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from forms_app.gateways.pictures import make_png

SIDES = (640, 240)


def drawn(format_="PNG", size=(40, 20), colour=(200, 30, 30), **how):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, format_, **how)
    return out.getvalue()


def opened(content):
    with Image.open(BytesIO(content)) as picture:
        picture.load()
        return picture


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_each_format_becomes_a_png_of_the_same_picture(format_):
    made = opened(make_png(drawn(format_), most_pixels=SIDES))
    assert (made.format, made.size) == ("PNG", (40, 20))
    assert made.getpixel((20, 10)) == pytest.approx((200, 30, 30, 255), abs=6)


def test_what_is_written_beside_the_pixels_is_gone():
    exif = Image.Exif()
    exif[0x010E] = "Marked description"
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "Marked comment")
    for given_ in (drawn("JPEG", exif=exif, comment=b"Marked"), drawn("PNG", pnginfo=info), drawn("PNG") + b"Marked"):
        assert b"Marked" in given_
        made = make_png(given_, most_pixels=SIDES)
        assert b"Marked" not in made
        assert opened(made).info == {}


def test_a_picture_taken_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(make_png(drawn("JPEG", exif=exif), most_pixels=SIDES)).size == (20, 40)


def test_a_large_picture_becomes_small_and_keeps_its_shape():
    assert opened(make_png(drawn(size=(2_000, 1_000)), most_pixels=SIDES)).size == (480, 240)


def bomb(width, height):
    """A PNG that says it is this large, with next to nothing in it."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        drawn("GIF"),
        drawn("BMP"),
        drawn()[:60],
        bomb(4_001, 10),
        bomb(60_000, 60_000),
        bomb(20_000, 20_000),
    ],
    ids=["empty", "text", "svg", "gif", "bmp", "cut off", "too wide", "bomb", "large"],
)
def test_what_is_no_picture_or_too_large_is_refused(content):
    assert make_png(content, most_pixels=SIDES) is None


WHOLE = {format_: drawn(format_) for format_ in ("PNG", "JPEG", "WEBP")}


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_damaged_picture_is_refused_or_read_and_never_a_fault(format_, data):
    content = bytearray(WHOLE[format_])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    made = make_png(bytes(content), most_pixels=SIDES)
    assert made is None or opened(made).format == "PNG"
