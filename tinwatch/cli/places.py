"""`tinwatch places`: what places a text names, as units of today. `tinwatch offices`: whom a place's alerts go to."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click
import msgspec

from collectors.lines import opened
from enrichers.places import places as find_places
from tinwatch.cli.output import table
from tinwatch.offices import rows
from tinwatch.settings import load


class _Text(msgspec.Struct):
    id: str
    text: str


@click.command(epilog='Example: echo \'{"id":"1","text":"ngập ở phường Phúc Xá, quận Ba Đình, Hà Nội"}\' | tinwatch places')
@click.argument("file", default="-", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--home", multiple=True, metavar="CODE", help="Province of today the speaker mostly speaks of, by its code; may be given again."
)
def places(file: str, home: tuple[str, ...]) -> None:
    """Find places: {id, text} a line → {id, places}, resolved to units of today; `legacy` has the old name where the text uses one.

    What may mean several units has no unit (or only the province they share) and says which in `alternatives`.
    """
    failed = False
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            given = msgspec.json.decode(line, type=_Text)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            failed = True
            click.echo(json.dumps({"file": file, "line": number, "error": str(error)}, ensure_ascii=False), err=True)
            continue
        sys.stdout.write(msgspec.json.encode({"id": given.id, "places": find_places(given.text, home)}).decode() + "\n")
    sys.exit(failed)


def _lines(file: str) -> Iterator[bytes]:
    with opened(file) as stream:
        yield from stream


@click.command(epilog="Example: tinwatch offices offices.csv")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
def offices(file: str | None) -> None:
    """Show a table of offices as it is understood: FILE, or that of the settings. Exit 2 at a line that cannot be used."""
    given = file or load().offices
    if not given:
        raise click.UsageError("there is no table: name a file, or set TINWATCH_OFFICES (docs/places.md)")
    shown = [(written, unit.code, unit.name, unit.province, office.name, office.contact) for written, unit, office in rows(given)]
    click.echo(table(("UNIT", "CODE", "TODAY", "PROVINCE", "OFFICE", "CONTACT"), shown))
