"""Sentences with their names marked: `Chị [PER Hoa] ở [PLA Hà Nội]` → text and spans. One a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")


class Span(NamedTuple):
    """Half-open, in code points of the text."""

    type: str
    start: int
    end: int


class Marked(NamedTuple):
    text: str
    spans: tuple[Span, ...]


def read(line: str) -> Marked:
    """The sentence of one line."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        spans.append(Span(match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return Marked(text + line[at:], tuple(spans))


def sentences(file: Path) -> Iterator[Marked]:
    """Every sentence of a file."""
    return (read(line) for line in file.read_text("utf-8").splitlines() if line.strip())
