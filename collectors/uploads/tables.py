"""Tables as programs export them → rows of text: CSV in UTF-8 or UTF-16, with or without a mark, by comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

WIDEST = 1_000_000
"""Code points of one cell: a quotation mark that is never closed must not swallow the file into memory."""

_DELIMITERS = ",;\t"


class Unreadable(Exception):
    """The file cannot be read from this line on."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


@dataclass(frozen=True)
class Row:
    """A row by the names in the head, lower case; `line` is where it begins. `error`: why its cells cannot be told apart."""

    line: int
    cells: dict[str, str]
    error: str = ""

    def __call__(self, *names: str) -> str:
        """The first of these cells that has something in it."""
        return next((text for name in names if (text := self.cells.get(name, "").strip())), "")


def encoding(head: bytes) -> str:
    """Of a text, from its first bytes: the mark, else the zeros that UTF-16 leaves in Latin letters, else UTF-8."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if head[:400].count(0) > len(head[:400]) // 4:
        return "utf-16-le" if head[1:400:2].count(0) > head[0:400:2].count(0) else "utf-16-be"
    return "utf-8-sig"


def written(stream: BinaryIO, head: bytes) -> io.TextIOWrapper:
    """The stream as text. What is no text of its encoding comes as lone surrogates, for the row to be named by `broken`."""
    errors = "surrogateescape" if encoding(head) == "utf-8-sig" else "replace"
    return io.TextIOWrapper(stream, encoding(head), errors=errors, newline="")


def broken(text: str) -> bool:
    """Whether there were bytes in it that are no UTF-8."""
    return any("\udc80" <= letter <= "\udcff" for letter in text) if not text.isascii() else False


def columns(line: str) -> list[str]:
    """The names in a head, lower case."""
    return [name.strip().lower() for name in next(csv.reader([line], delimiter=_delimiter(line)), [])]


def rows(text: io.TextIOWrapper) -> Iterator[Row]:
    """Every row below the head; memory does not grow with the file. Raises Unreadable."""
    csv.field_size_limit(WIDEST)
    first = text.readline()
    names = columns(first)
    reader = csv.reader(text, delimiter=_delimiter(first), strict=True)
    began = 2
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(began, f"the rest cannot be read: {error}") from error
        if any(cell.strip() for cell in cells):
            yield _row(began, names, cells)
        began = reader.line_num + 2


def _row(line: int, names: list[str], cells: list[str]) -> Row:
    if len(cells) != len(names):
        return Row(line, {}, f"has {len(cells)} cells where the head has {len(names)}")
    if any(map(broken, cells)):
        return Row(line, {}, "is not written in UTF-8")
    return Row(line, dict(zip(names, (cell.replace("\0", "") for cell in cells), strict=True)))


def _delimiter(line: str) -> str:
    outside = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)
