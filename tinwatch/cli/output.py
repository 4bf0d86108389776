"""What commands print and share: tables for people, progress on a terminal, the option `--rules`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

T = TypeVar("T")

RULES = click.option(
    "--rules",
    "packs",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Rule pack, or folder of them, to use in place of the desk's; may be given again.",
)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Aligned columns: numbers to the right, the rest to the left."""
    body = [[f"{cell:,}" if type(cell) is int else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    right = [bool(body) and all(row[i].replace(",", "").replace(".", "").isdigit() for row in body) for i in range(len(head))]
    lines = (
        "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)).rstrip()
        for row in [list(head), *body]
    )
    return "\n".join(lines)


def counted(items: Iterable[T], what: str) -> Iterator[T]:
    """The same items, with a running count on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    shown, start, n = 0.0, time.monotonic(), 0
    for n, item in enumerate(items, 1):
        yield item
        if time.monotonic() - shown > 0.2:
            shown = time.monotonic()
            print(f"\r{n:,} {what}, {n / max(0.001, shown - start):,.0f}/s", end="", file=sys.stderr, flush=True)
    print(f"\r{n:,} {what}{' ' * 20}", file=sys.stderr)
