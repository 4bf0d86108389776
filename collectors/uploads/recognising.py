"""Which format a file has, told by what is in it and never by its name; and its lines."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from collectors.lines import Line
from collectors.pictures import LARGEST as LARGEST_PICTURE
from collectors.uploads import archives, content_library, crowdtangle, fourcat, own, pictures, zeeschuimer
from collectors.uploads.making import Given, line
from collectors.uploads.refused import Refused
from collectors.uploads.tables import Row, Unreadable, columns, encoding, rows, written
from topics.records import MAX_RECORD, Post

HEAD = 65_536
LONGEST = 20 * MAX_RECORD
"""Bytes of one line of JSON: Zeeschuimer keeps half a megabyte of a post, none comes near this."""

MOST_UNPACKED = 8_000_000_000
"""Bytes that a packed table or JSON file may hold."""

TABLES: tuple[tuple[str, frozenset[str], Callable[[Row, Given], Post]], ...] = (
    ("crowdtangle", crowdtangle.FACEBOOK, crowdtangle.facebook),
    ("crowdtangle-instagram", crowdtangle.INSTAGRAM, crowdtangle.instagram),
    ("content-library", content_library.NEEDED, content_library.from_row),
    ("4cat", fourcat.NEEDED, fourcat.from_row),
    ("table", own.NEEDED, own.from_row),
)
"""Name, columns by which it is known, and what makes a post of a row; the first that fits."""

FORMATS = ("posts", "zeeschuimer", "wacz", "warc", "picture", *(name for name, _, _ in TABLES))


@dataclass(frozen=True)
class Found:
    """A file with its format; the lines are read when they are asked for, once, and raise Refused where the file turns out unreadable."""

    format: str
    lines: Iterator[Line]


def recognised(path: Path, given: Given, name: str = "") -> Found:
    """The file's format and lines, called `name` in what is told of them. Raises Refused, and OSError as open() does."""
    name = name or str(path)
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head.strip():
        raise Refused("is empty")
    if pictures.is_picture(head):
        if path.stat().st_size > LARGEST_PICTURE:
            raise Refused(f"a picture of more than {LARGEST_PICTURE:,} bytes")
        return Found("picture", pictures.lines(name, path.read_bytes(), given))
    if head.startswith(b"PK"):
        return Found("wacz", _whole(path, lambda stream: archives.wacz(name, stream, given)))
    if head.startswith(b"\x1f\x8b"):
        head = _unpacked(head)
    if head.startswith(b"WARC/"):
        return Found("warc", _whole(path, lambda stream: archives.warc(name, stream, given)))
    return _text(path, name, head, given)


def _text(path: Path, name: str, head: bytes, given: Given) -> Found:
    first = _first_line(head)
    if first.startswith("{"):
        kind = "zeeschuimer" if zeeschuimer.is_line(first.encode("utf-8", "replace")) or _looks_kept(head) else "posts"
        make = zeeschuimer.lines if kind == "zeeschuimer" else own.lines
        return Found(kind, _safely(name, lambda: make(name, _lines(path, head), given)))
    if first.startswith("["):
        raise Refused("a list in JSON: one object on each line is wanted")
    if first.startswith("<"):
        raise Refused("a page of HTML or XML: none of the formats (docs/uploads.md)")
    names = set(columns(first))
    for kind, needed, make_post in TABLES:
        if needed <= names:
            return Found(kind, _safely(name, partial(_from_rows, path, head, name, make_post, given)))
    raise Refused("its first line is the head of none of the tables known here (docs/uploads.md)")


def _looks_kept(head: bytes) -> bool:
    """Whether a first line too long to be looked at whole is one of Zeeschuimer's."""
    return len(head) >= HEAD and b"\n" not in head.strip() and b'"source_platform"' in head


def _from_rows(path: Path, head: bytes, name: str, make: Callable[[Row, Given], Post], given: Given) -> Iterator[Line]:
    with _opened(path) as stream, written(stream, head) as text:
        for row in rows(text):
            yield Line(name, row.line, error=row.error) if row.error else line(name, row.line, lambda row=row: make(row, given))  # type: ignore[misc]


def _lines(path: Path, head: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each line that is not blank, in UTF-8 whatever the file is in."""
    utf8 = encoding(head) == "utf-8-sig"
    with _opened(path) as stream:
        source: Iterable[bytes]
        source = _capped(stream) if utf8 else (text.encode("utf-8", "replace") for text in written(stream, head))
        for number, raw in enumerate(source, 1):
            raw = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if not raw.isspace():
                yield number, raw


def _capped(stream: BinaryIO) -> Iterator[bytes]:
    number = 0
    while raw := stream.readline(LONGEST):
        number += 1
        if len(raw) == LONGEST and not raw.endswith(b"\n"):
            raise Unreadable(number, f"a line of more than {LONGEST:,} bytes")
        yield raw


def _safely(name: str, lines: Callable[[], Iterator[Line]]) -> Iterator[Line]:
    """The lines; where the file cannot be read on, one that says so."""
    number = 0
    try:
        for found in lines():
            number = found.number
            yield found
    except Unreadable as error:
        yield Line(name, error.line, error=str(error))
    except (EOFError, gzip.BadGzipFile, zlib.error, UnicodeDecodeError) as error:
        yield Line(name, number + 1, error=f"the rest of the file cannot be read: {type(error).__name__}")


def _whole(path: Path, lines: Callable[[BinaryIO], Iterator[Line]]) -> Iterator[Line]:
    with path.open("rb") as stream:
        yield from lines(stream)


def _opened(path: Path) -> BinaryIO:
    stream = path.open("rb")
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    if not packed:
        return stream
    stream.close()
    return io.BufferedReader(_Bounded(gzip.GzipFile(path, "rb")))


class _Bounded(io.RawIOBase):
    """What a packed file holds, as far as it may. Raises Unreadable beyond."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream, self._left = stream, MOST_UNPACKED

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        found = self._stream.readinto(cast(bytearray, buffer))
        self._left -= found
        if self._left < 0:
            raise Unreadable(0, f"unpacks to more than {MOST_UNPACKED:,} bytes")
        return found

    def close(self) -> None:
        self._stream.close()
        super().close()


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD)
    except zlib.error as error:
        raise Refused(f"cannot be unpacked: {error}") from error


def _first_line(head: bytes) -> str:
    if encoding(head) != "utf-8-sig":
        head = head[: len(head) // 2 * 2]
    text = head.decode(encoding(head), "replace").lstrip("\ufeff")
    return next((one.strip() for one in text.splitlines() if one.strip()), "")
