"""`tinwatch text`: what the enrichers see in a line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import click

from collectors.lines import opened
from enrichers.fold import canon as fold_canon
from enrichers.fold import squash as fold_squash

FILE = click.argument("file", default="-", type=click.Path(exists=True, dir_okay=False, allow_dash=True))


def lines_of(file: str) -> Iterator[str]:
    """Every line of a file; bytes that are no UTF-8 become U+FFFD."""
    with opened(file) as stream:
        for raw in stream:
            yield raw.decode("utf-8", "replace").rstrip("\r\n")


def _print(file: str, change: Callable[[str], str]) -> None:
    for line in lines_of(file):
        sys.stdout.write(change(line) + "\n")


@click.group()
def text() -> None:
    """Show a text as detectors see it."""


@text.command(epilog="Example: echo 'V4y ti3n nh4nh' | tinwatch text canon")
@FILE
def canon(file: str) -> None:
    """Fold each line: no accents, no disguise, lower case."""
    _print(file, fold_canon)


@text.command(epilog="Example: echo 'c.ờ b.ạc' | tinwatch text squash")
@FILE
def squash(file: str) -> None:
    """Fold each line and keep letters and digits only."""
    _print(file, fold_squash)
