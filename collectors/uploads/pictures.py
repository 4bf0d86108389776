"""A screenshot of a post → its words (collectors/pictures.py), under the page that the person says it shows.

People's names may stand in a picture, above all under a post: what was read is shown to the person before it is sent (docs/uploads.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from collectors.lines import Line
from collectors.pictures import Unreadable
from collectors.uploads.cells import Unfit
from collectors.uploads.making import Given, line
from collectors.uploads.pasted import typed
from topics.records import Post

MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")


def is_picture(head: bytes) -> bool:
    return head.startswith(MAGIC[:2]) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def lines(file: str, picture: bytes, given: Given) -> Iterator[Line]:
    """One line: what the picture says, or why nothing could be read in it."""
    yield line(file, 1, lambda: _post(picture, given))


def _post(picture: bytes, given: Given) -> Post:
    if given.page is None:
        raise Unfit("a picture does not say which page it shows: name it with --page")
    if given.reader is None:
        raise Unfit("words in pictures are read by Tesseract, which is not installed: apt-get install tesseract-ocr tesseract-ocr-vie")
    try:
        text = given.reader.read(picture)
    except Unreadable as error:
        raise Unfit(f"the picture cannot be read: {error}") from error
    if not text:
        raise Unfit("there are no words in the picture")
    return typed(given.url, text, None, given)
