"""What is written in README and docs/: blocks, spans of code, and the marks that say what a block is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

_BLOCK = re.compile(r"(?:^<!-- (?P<mark>[^>]+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


@dataclass(frozen=True)
class Block:
    """`mark`: what the comment before it says, if there is one. `line` is that of its first line."""

    page: Path
    line: int
    kind: str
    mark: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text("utf-8")
    for found in _BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("text")) + 1
        yield Block(page, line, found["kind"], found["mark"] or "", found["text"])


def all_blocks() -> list[Block]:
    return [block for page in PAGES for block in blocks(page)]


def code(page: Path) -> Iterator[str]:
    """Every line of shell and every span of code."""
    text = page.read_text("utf-8")
    for block in blocks(page):
        if block.kind in ("sh", ""):
            yield from block.text.replace("\\\n", " ").splitlines()
    outside = _BLOCK.sub("", text)
    yield from (line[4:] for line in outside.splitlines() if line.startswith("    "))
    yield from (found[1] for found in _SPAN.finditer(outside))
