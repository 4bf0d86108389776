"""A picture loses what its maker put beside it and nothing of what it shows."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from collectors.uploads.bare import bare
from collectors.uploads.refused import Refused

SECRET = "Nguyễn Thị Kín, 21.0278 N 105.8342 E"


def picture(kind: str) -> tuple[bytes, Image.Image]:
    image = Image.effect_noise((90, 60), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8825] = SECRET, SECRET, {1: "N", 2: (21.0, 1.0, 40.0)}
    out, more = io.BytesIO(), {}
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", SECRET)
        info.add_itxt("XML:com.adobe.xmp", SECRET)
        more = {"pnginfo": info}
    if kind == "JPEG":
        more = {"comment": SECRET.encode(), "quality": 90, "progressive": True}
    if kind == "WEBP":
        more = {"xmp": SECRET.encode(), "lossless": True}
    image.save(out, kind, exif=exif, **more)
    return out.getvalue(), image


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_only_the_picture_is_left(kind, suffix):
    raw, _ = picture(kind)
    assert b"K\xc3\xadn" in raw or b"105.8342" in raw, "the test planted it"
    clean, told = bare(raw + raw + SECRET.encode())  # phones put a second picture behind the first
    assert told == suffix
    assert b"105.8342" not in clean
    assert b"Exif" not in clean
    before, after = Image.open(io.BytesIO(raw)), Image.open(io.BytesIO(clean))
    assert after.tobytes() == before.tobytes(), "it looks as it did"
    assert dict(after.getexif()) == {}
    assert not {"comment", "xmp", "exif", "Author"} & after.info.keys()
    assert bare(clean)[0] == clean


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@given(cut=st.floats(0, 0.99))
def test_half_a_picture_is_refused_or_whole(kind, cut):
    raw, _ = picture(kind)
    with pytest.raises(Refused):
        bare(raw[: int(len(raw) * cut)])


@pytest.mark.parametrize("raw", [b"", b"<svg/>", b"GIF89a", b"RIFF....WAVE", b"%PDF-1.7", b"\xff\xd8\xff" + struct.pack(">H", 1) * 9])
def test_what_is_no_picture_is_refused(raw):
    with pytest.raises(Refused):
        bare(raw)
