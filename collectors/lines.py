"""Files of JSON Lines → posts: plain or gzip, `-` for standard input, one record at a time."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from topics.records import Invalid, Post, decode


@dataclass(frozen=True)
class Line:
    """One line of a source: its post, or the reason why it is none. Line numbers start at 1 in every file."""

    file: str
    number: int
    post: Post | None = None
    error: str = ""


@contextmanager
def opened(file: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked where its name ends in .gz; `-` is standard input. OSError as from open()."""
    if file == "-":
        yield sys.stdin.buffer
    elif file.endswith(".gz"):
        with gzip.open(file, "rb") as stream:
            yield stream  # type: ignore[misc]
    else:
        with Path(file).open("rb") as stream:
            yield stream


def read(files: Sequence[str]) -> Iterator[Line]:
    """Every line that is not blank, in order; memory does not grow with the file. Unknown fields, an author's above all, end here."""
    for file in files:
        number = 0
        with opened(file) as stream:
            try:
                for number, raw in enumerate(stream, 1):
                    if not raw.isspace():
                        yield line_of(file, number, raw)
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                yield Line(file, number + 1, error=f"the rest of the file cannot be unpacked: {error}")


def line_of(file: str, number: int, raw: bytes) -> Line:
    """The line with its post, or why it is none."""
    try:
        return Line(file, number, decode(raw, Post))
    except Invalid as error:
        return Line(file, number, error=str(error))
