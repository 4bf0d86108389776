"""Pictures without what their makers put beside them: where and when they were taken, by which device and whom (EXIF, XMP, comments).

The picture itself stays byte for byte: nothing is decoded, so that nothing can go wrong in decoding, and its look is what was brought.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from collectors.uploads.refused import Refused

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"}
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_JPEG_DROPPED = frozenset({0xFE, *range(0xE1, 0xF0)} - {0xE2, 0xEE})
"""Comments and what applications write, but for colour profiles (APP2) and Adobe's colour transform (APP14)."""

_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The next mark that is not of the scan itself."""


def bare(picture: bytes) -> tuple[bytes, str]:
    """The picture without it, and its suffix. Refused for what is no PNG, JPEG or WebP, or not built like one."""
    try:
        if picture.startswith(_PNG):
            return b"".join((_PNG, *_png(picture))), "png"
        if picture.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg(picture)), "jpg"
        if picture.startswith(b"RIFF") and picture[8:12] == b"WEBP":
            return _webp(picture), "webp"
    except (struct.error, IndexError) as error:
        raise Refused("a picture that is cut short") from error
    raise Refused("no picture: PNG, JPEG and WebP are taken")


def _png(picture: bytes) -> Iterator[bytes]:
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        (length,), kind = struct.unpack_from(">I", picture, at), picture[at + 4 : at + 8]
        end = at + 12 + length
        chunk = picture[at:end]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise Refused("a picture that is cut short")
        if kind in _PNG_KEPT:
            yield chunk
        at = end  # what stands behind the end is no picture


def _jpeg(picture: bytes) -> Iterator[bytes]:
    """Segment by segment up to the picture's own end: what cameras put behind it (a second picture, a film) has its own EXIF."""
    yield picture[:2]
    at = 2
    while picture[at : at + 2] != b"\xff\xd9":
        if picture[at] != 0xFF:
            raise Refused("a picture that is cut short")
        mark = picture[at + 1]
        end = at + 2 + struct.unpack_from(">H", picture, at + 2)[0]
        if end < at + 4 or end > len(picture):
            raise Refused("a picture that is cut short")
        if mark == 0xDA and (scan := _SCAN_END.search(picture, end)):
            end = scan.start()
        elif mark == 0xDA:
            raise Refused("a picture that is cut short")
        if mark not in _JPEG_DROPPED:
            yield picture[at:end]
        at = end
    yield picture[at : at + 2]


def _webp(picture: bytes) -> bytes:
    chunks, at = [], 12
    end = 8 + struct.unpack_from("<I", picture, 4)[0]
    if end > len(picture):
        raise Refused("a picture that is cut short")
    while at < end:
        kind, (length,) = picture[at : at + 4], struct.unpack_from("<I", picture, at + 4)
        chunk = picture[at : at + 8 + length + length % 2]
        if kind == b"VP8X":  # says what else there is: no EXIF (8), no XMP (4) any more
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        chunks += [chunk] if kind in _WEBP_KEPT else []
        at += len(chunk) or 1
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body
