"""`tinwatch kibana`: what Kibana shows of the index, as a file to import, and whether the index can answer it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from tinwatch.cli.output import table
from tinwatch.indexes import index_address
from tinwatch.kibana.checking import Checked, check
from tinwatch.kibana.saved import ndjson
from tinwatch.kibana.source import LANGUAGES, Language, source
from tinwatch.settings import SettingError, Settings, load


@click.group()
def kibana() -> None:
    """Dashboards for Kibana 8.9 or later, 9 too (docs/kibana.md)."""


@kibana.command(epilog="Example: tinwatch kibana export --language en --output tinwatch.ndjson")
@click.option("--language", type=click.Choice(LANGUAGES), default="vi", show_default=True)
@click.option("--prefix", default="", help="Of the indices; by default that of TINWATCH_INDEX, else tinwatch.")
@click.option("--console", default="", metavar="URL", help="Where links lead to; by default TINWATCH_PUBLIC_URL, else http://HOST:PORT.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Standard output by default.")
def export(language: Language, prefix: str, console: str, output: Path | None) -> None:
    """Write data views, saved searches, charts and dashboards as the file that Kibana imports.

    Import it under Stack Management › Saved Objects, or with POST /api/saved_objects/_import?overwrite=true. Its ids stay the same, so an
    import overwrites what an earlier one made.
    """
    settings = load()
    if not prefix:
        prefix = index_address(settings).prefix if settings.index_url.startswith("http") else "tinwatch"
    console = (console or settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/")
    made = ndjson(source(), prefix=prefix, console=console, language=language)
    if output:
        output.write_text(made, encoding="utf-8")
    else:
        click.echo(made, nl=False)


@kibana.command(name="check", epilog="Example: tinwatch kibana check --since now-30d")
@click.option("--since", default="now-30d", show_default=True, help="Elasticsearch's date math, like now-7d.")
def check_all(since: str) -> None:
    """Put every field and every question of the dashboards to the Elasticsearch of TINWATCH_INDEX, and say what each finds.

    Exit code 1 when one of them gets no answer. What finds nothing may be right: nobody was late, say.
    """
    settings = load()
    if not settings.index_url.startswith("http"):
        raise SettingError("TINWATCH_INDEX: Kibana shows what lies in Elasticsearch; this index is a SQLite file")
    found = asyncio.run(_checked(settings, since))
    rows = ((("WRONG" if one.trouble else "ok"), one.what, one.name, one.found, one.trouble) for one in found)
    click.echo(table(("", "WHAT", "NAME", "FOUND", ""), rows))
    sys.exit(any(one.trouble for one in found))


async def _checked(settings: Settings, since: str) -> list[Checked]:
    from search.elastic_client import connect, explained  # half a second that an export should not wait for

    address = index_address(settings)
    client = connect(address, timeout=30)
    try:
        with explained(address.shown, opening=True):
            return [one async for one in check(client, address.prefix, source(), since)]
    finally:
        await client.close()
