"""`tinwatch text` and `tinwatch entities`: what the enrichers see in a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator

import click
import msgspec

from collectors.lines import opened
from enrichers.entities import entities as find_entities
from enrichers.fold import canon as fold_canon
from enrichers.fold import squash as fold_squash

FILE = click.argument("file", default="-", type=click.Path(exists=True, dir_okay=False, allow_dash=True))


def _lines(file: str) -> Iterator[str]:
    """Every line of a file; bytes that are no UTF-8 become U+FFFD."""
    with opened(file) as stream:
        for raw in stream:
            yield raw.decode("utf-8", "replace").rstrip("\r\n")


def _print(file: str, change: Callable[[str], str]) -> None:
    for line in _lines(file):
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


class _Text(msgspec.Struct):
    id: str
    text: str


@click.command(epilog='Example: echo \'{"id":"1","text":"lh 0900 000 000"}\' | tinwatch entities')
@FILE
def entities(file: str) -> None:
    """Find entities: {id, text} a line → {id, entities}, with offsets into the text as written."""
    failed = False
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            given = msgspec.json.decode(line.encode(), type=_Text)
        except msgspec.DecodeError as error:
            failed = True
            click.echo(json.dumps({"file": file, "line": number, "error": str(error)}, ensure_ascii=False), err=True)
            continue
        found = {"id": given.id, "entities": find_entities(given.text)}
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
    sys.exit(failed)
