"""`tinwatch audit`: the hash-chained log of what people did, exported and checked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import click

from console.users import Users
from search.docket import Docket
from tinwatch.audited import written_down
from tinwatch.auditing import Broken, as_csv, as_jsonl, verified
from tinwatch.indexes import opened_index
from tinwatch.settings import Settings, load
from topics.cases import Entry

PAGE = 1000
DATE = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])


@click.group()
def audit() -> None:
    """Export and check the audit log: who did what to which case, logins, changes of users. It holds no words of a post."""


@audit.command(epilog="Example: tinwatch audit export --from 2026-11-01 --to 2026-12-01 --format csv > november.csv")
@click.option("--from", "since", type=DATE, help="From this day or time on (UTC).")
@click.option("--to", "until", type=DATE, help="Up to this day or time, without it (UTC).")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
def export(since: datetime | None, until: datetime | None, form: str) -> None:
    """Write the log's lines to stdout, oldest first; that it was exported goes into the log."""
    settings = load()
    users = Users(settings.users_file)
    try:
        written_down(users, "audit_exported", "audit", about=f"{since or ''} {until or ''}")
    finally:
        users.close()
    asyncio.run(_export(settings, _utc(since), _utc(until), form))


async def _export(settings: Settings, since: datetime | None, until: datetime | None, form: str) -> None:
    head = True
    async with opened_index(settings) as index:
        async for lines in _pages(index.docket):
            chosen = [line for line in lines if (since is None or line.at >= since) and (until is None or line.at < until)]
            texts = list(as_csv(chosen) if form == "csv" else as_jsonl(chosen))
            click.echo("".join(texts if head or form != "csv" else texts[1:]), nl=False)
            head = False


@audit.command(epilog="Example: tinwatch audit verify --from 4711:9f86d081884c7d65…")
@click.option("--from", "anchor", default="", help="NUMBER:CHAIN that an earlier check printed: the log must go on from there.")
def verify(anchor: str) -> None:
    """Compute the chain anew from the index; exit 1 with the first line that is broken or missing.

    Prints number and chain of the last line. Keep them where the log's keeper cannot write: only with them is it seen that the end was cut
    off, or that all of it was written anew.
    """
    number, _, chain = anchor.partition(":")
    if anchor and not (number.isdigit() and chain):
        raise click.UsageError("--from takes NUMBER:CHAIN")
    try:
        seq, last, count = asyncio.run(_verify(load(), int(number or 0), chain))
    except Broken as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} lines hold together; the last is {seq}:{last}" if count else "the log has no lines")


async def _verify(settings: Settings, seq: int, chain: str) -> tuple[int, str, int]:
    count, anchored = 0, bool(chain)
    async with opened_index(settings) as index:
        if anchored:
            held = list(await index.docket.entries(after=seq - 1, limit=1))
            if not held or (held[0].seq, held[0].chain) != (seq, chain):
                raise Broken(f"line {seq} is gone or another than it was then")
        async for lines in _pages(index.docket, seq if anchored else 0):
            first = lines[0]
            if not count and not anchored and first.seq > 1:
                click.echo(f"the log begins with line {first.seq}; what was before it is no longer kept", err=True)
                seq, chain = verified(lines, whole=False)
            else:
                seq, chain = verified(lines, seq, chain)
            count += len(lines)
    return seq, chain, count


async def _pages(docket: Docket, after: int = 0) -> AsyncIterator[list[Entry]]:
    while lines := list(await docket.entries(after=after, limit=PAGE)):
        yield lines
        after = lines[-1].seq


def _utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at else None
