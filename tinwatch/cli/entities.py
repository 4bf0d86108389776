"""`tinwatch entities`: what a text names."""

from __future__ import annotations

import json
import sys

import click
import msgspec

from enrichers.entities import entities as find_entities
from tinwatch.cli.text import FILE, lines_of
from tinwatch.models.names import names
from tinwatch.settings import load


class _Text(msgspec.Struct):
    id: str
    text: str


@click.command(epilog='Example: echo \'{"id":"1","text":"lh Shop Hoa Mai 0900 000 000"}\' | tinwatch entities')
@FILE
def entities(file: str) -> None:
    """Find entities: {id, text} a line → {id, entities}, with offsets into the text as written.

    Numbers, addresses, amounts, laws and licences by their shape; people, organisations, places and products by the names model. People
    are shown here and kept nowhere.
    """
    model, failed = names(load()), False
    for number, line in enumerate(lines_of(file), 1):
        if not line.strip():
            continue
        try:
            given = msgspec.json.decode(line.encode(), type=_Text)
        except msgspec.DecodeError as error:
            failed = True
            click.echo(json.dumps({"file": file, "line": number, "error": str(error)}, ensure_ascii=False), err=True)
            continue
        found = find_entities(given.text)
        if model is not None:
            found = tuple(sorted((*found, *model.find(given.text, found)), key=lambda entity: entity.start))
        sys.stdout.write(msgspec.json.encode({"id": given.id, "entities": found}).decode() + "\n")
    sys.exit(failed)
