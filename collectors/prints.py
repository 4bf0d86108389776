"""Fingerprints of pictures that survive another size, another compression, a little cropping and a caption: 256-bit pHash.

ImageHash and Pillow compute them (the extra `media`). A picture without contrast, such as a blank page, has none: it would be like any
other.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

from collectors.beside import filled
from collectors.pictures import LARGEST, Missing, Unreadable
from topics.records import Post

SIZE = 16
"""Side of the grid of frequencies whose signs are the bits."""

FAINT = 12.0
"""Standard deviation of the brightness (0–255) below which a picture has no fingerprint."""

_CUTS = (
    (0, 0, 1, 1),
    *((c, c, 1 - c, 1 - c) for c in (0.03, 0.06, 0.1)),
    (0, 0, 1, 0.92),
    (0, 0.08, 1, 1),
    (0, 0, 0.92, 1),
    (0.08, 0, 1, 1),
)
"""What is left of a picture by usual cropping: left, top, right, bottom as shares of its sides; first the whole."""


def fingerprint(picture: bytes) -> str:
    """The fingerprint in hexadecimal, "" for a picture without contrast; Unreadable when it is none, Missing without the libraries."""
    return (fingerprints(picture, 1) or ("",))[0]


def fingerprints(picture: bytes, most: int = len(_CUTS)) -> tuple[str, ...]:
    """Those of the whole picture and of what usual cropping leaves of it; nothing for a picture without contrast."""
    image, imagehash = _read(picture)
    small = image.resize((64, 64))
    if _deviation(small.tobytes()) < FAINT:
        return ()
    width, height = image.size
    found = []
    for left, top, right, bottom in _CUTS[:most]:
        part = image.crop((round(left * width), round(top * height), round(right * width), round(bottom * height)))
        found.append(str(imagehash.phash(part, hash_size=SIZE)))
    return tuple(found)


def _read(picture: bytes) -> tuple[Any, Any]:
    """The picture in shades of grey, turned as its camera says, and the library."""
    try:
        import imagehash
        from PIL import Image, ImageOps
    except ImportError as error:
        raise Missing("the libraries for pictures are not installed: pip install 'tinwatch[media]'") from error
    if len(picture) > LARGEST:
        raise Unreadable(f"{len(picture):,} bytes are no picture of a post")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(picture))
            image.draft("L", (1024, 1024))  # a photograph of a camera need not be read at its full size
            return ImageOps.exif_transpose(image).convert("RGBA").convert("L"), imagehash
    except Exception as error:  # whatever a decoder says about broken bytes
        raise Unreadable(f"is no picture: {error}"[:200]) from error


def _deviation(grey: bytes) -> float:
    mean = sum(grey) / len(grey)
    return float((sum((b - mean) ** 2 for b in grey) / len(grey)) ** 0.5)


def printing(post: Post, folder: Path) -> tuple[Post, list[str]]:
    """The post with the fingerprints of its pictures that lie in `folder` and have none yet, and what could not be read
    (`collectors.beside`)."""
    return filled(post, folder, "phash", fingerprint)
