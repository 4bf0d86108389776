"""`tinwatch case`: the cases of the desk, and what is handed over of one."""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

import click

from channels.eml import File
from search.docket import CaseQuery
from tinwatch.cli.find import Moment, shown_time
from tinwatch.cli.output import table
from tinwatch.indexes import opened_index
from tinwatch.settings import Settings, load
from topics.cases import STATES, Case, Deed, Event
from topics.records import Band, encode

TEXTS = frozenset({"json", "txt", "claimreview", "stix", "as2"})
FORMS = ("json", "docx", "pdf", "eml", "txt", "zip", "claimreview", "stix", "as2")
CALLED = click.argument("called", metavar="ID|NUMBER")


@click.group()
def case() -> None:
    """List, show and export cases. Whoever shows or exports one stands in the audit log."""


@case.command("list", epilog="Example: tinwatch case list --state REVIEW --late")
@click.option("--state", "states", type=click.Choice(STATES), multiple=True, help="Only in this state; may be given again.")
@click.option("--band", "bands", type=click.Choice(get_args(Band)), multiple=True, help="Only of this band; may be given again.")
@click.option("--code", "codes", multiple=True, help="Only with this code; may be given again.")
@click.option("--assignee", default="", help="Only of this user.")
@click.option("--late", is_flag=True, default=None, help="Only where something is overdue.")
@click.option("--muted", is_flag=True, help="Only from which something is muted now.")
@click.option("--since", type=Moment(), help="Only what changed since then.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True)
@click.option("--format", "shape", type=click.Choice(["table", "jsonl", "as2"]), default="table", show_default=True)
def list_(shape: str, limit: int, muted: bool, **query: Any) -> None:
    """List cases, the last changed first; as2: as an ActivityStreams feed without personal names."""
    asyncio.run(_list(CaseQuery(limit=min(limit, 500), muted_at=datetime.now(UTC) if muted else None, **query), limit, shape))


async def _list(query: CaseQuery, limit: int, shape: str) -> None:
    cases: list[Case] = []
    settings = load()
    async with opened_index(settings) as index:
        while True:
            page = await index.docket.cases(query)
            cases += page.cases
            if not page.cursor or len(cases) >= limit:
                break
            query = replace(query, cursor=page.cursor)
    cases = cases[:limit]
    if shape == "jsonl":
        sys.stdout.writelines(encode(one).decode() + "\n" for one in cases)
    elif shape == "as2":
        click.echo(json.dumps(_feed(settings, cases), ensure_ascii=False, indent=1))
    else:
        click.echo(table(("NUMBER", "STATE", "BAND", "CODES", "POSTS", "ASSIGNEE", "UPDATED", "LATE", "HEADLINE"), map(_row, cases)))


def _feed(settings: Settings, cases: list[Case]) -> dict[str, object]:
    from channels.activity import feed
    from console.masking import mask_numbers
    from tinwatch.concealing import conceal
    from tinwatch.destinations import addressed

    return feed(cases, lambda text: mask_numbers(conceal(text)), addressed(settings).desk.console)


def _row(one: Case) -> tuple[object, ...]:
    late, codes = ",".join(one.late) or "-", ",".join(one.alert.codes)
    posts = len(one.posts)
    return one.number, one.state, one.band, codes, posts, one.assignee or "-", shown_time(one.updated_at), late, one.alert.headline[:60]


@case.command(epilog="Example: tinwatch case destinations")
def destinations() -> None:
    """List where escalations can go, what each takes, and whether anybody verified its address. Exit code 1 when one is not verified."""
    from channels.destination import known
    from tinwatch.destinations import addressed

    addresses = addressed(load()).addresses
    rows = []
    for name, one in known().items():
        at = addresses[name]
        reached = ", ".join(part for part in (at.form, at.email, at.phone) if part) or "-"
        rows.append((name, ",".join(sorted(one.types)), reached, at.verified or "VERIFY BEFORE GO-LIVE"))
    click.echo(table(("NAME", "TYPES", "ADDRESS", "VERIFIED"), rows))
    sys.exit(not all(one.verified for one in addresses.values()))


@case.command(epilog="Example: tinwatch case show VN-2026-000123")
@CALLED
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(called: str, shape: str) -> None:
    """Show a case with its history, by its id or its number."""
    found = asyncio.run(_found(load(), called))
    click.echo(encode(found).decode() if shape == "json" else "\n".join(_told(found)))


async def _found(settings: Settings, called: str) -> Case:
    from tinwatch.packets import case_called

    async with opened_index(settings) as index:
        found = await case_called(index, called)
    if found is None:
        raise click.UsageError(f"no case {called} (tinwatch case list)")
    await _log(settings, found, "read", "")
    return found


def _told(one: Case) -> Iterator[str]:
    yield f"{one.number}  {one.state}  {one.band}  {','.join(one.alert.codes)}  ({one.id}, version {one.version})"
    yield one.alert.headline
    yield f"posts {len(one.posts)}, opened {shown_time(one.opened_at)}, assigned to {one.assignee or 'nobody'}"
    for name, at in sorted(one.due.items(), key=lambda item: item[1]):
        yield f"due {shown_time(at)}  {name}{'  (overdue)' if name in one.late else ''}"
    if one.mute:
        yield f"muted until {shown_time(one.mute.until)} by {one.mute.by}: {one.mute.reason} {one.mute.text}".rstrip()
    if one.held:
        yield f"under a legal hold: {one.held}"
    if one.finding:
        finding = one.finding
        yield f"\nfinding {finding.verdict} {finding.type} → {finding.destination or '-'} ({finding.proposal})"
        yield from (finding.checkable_fact, finding.reason)
        yield from (f"  {item.kind}  {item.url}  {item.title}" for item in finding.evidence)
        yield from (f"  {signed.role} {signed.by} {shown_time(signed.at)}" for signed in one.approvals)
    for capture in one.captures:
        yield f"capture {shown_time(capture.at)}  {capture.state}  {capture.post}  {capture.sha256}"
    yield "\nhistory"
    for event in one.history:
        said = "  ".join(part for part in (event.reason, event.to, event.text) if part)
        yield f"  {shown_time(event.at)}  {event.deed}  {event.by}  {said}".rstrip()


@case.command(epilog="Example: tinwatch case export VN-2026-000123 --format pdf -o packet.pdf")
@CALLED
@click.option("--format", "form", type=click.Choice(FORMS), default="json", show_default=True)
@click.option("-o", "--out", default="", help="File to write, - for standard output. Papers go into a file called by the case's number.")
def export(called: str, form: str, out: str) -> None:
    """Write what is handed over of an approved case: the packet, its letter, an e-mail draft, the fields of the portal's form.

    Nothing is sent: a person does that. A case that is not approved gives a draft as docx and pdf, marked as such, and nothing else (exit
    code 1, with what is missing). zip: all of it with the kept evidence, sealed (tinwatch verify).
    """
    file = asyncio.run(_export(load(), called, form))
    written_out(file, out or ("-" if form in TEXTS else file.name))


def written_out(file: File, target: str) -> None:
    """To a file that only its owner reads, whole or not at all, or to standard output."""
    if target == "-":
        sys.stdout.buffer.write(file.content)
        return
    draft = Path(f"{target}.{uuid4().hex[:8]}.new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            written.write(file.content)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise click.UsageError(f"{target}: {error.strerror}") from error
    click.echo(target, err=True)


async def _export(settings: Settings, called: str, form: str) -> File:
    from tinwatch.packets import Lacking, case_called, handing

    async with opened_index(settings) as index:
        found = await case_called(index, called)
        if found is None:
            raise click.UsageError(f"no case {called} (tinwatch case list)")
        try:
            file = await handing(settings, index)(found, form)
        except Lacking as lacking:
            raise click.ClickException(f"{found.number} cannot be exported as {form}: it lacks {', '.join(lacking.codes)}") from lacking
    await _log(settings, found, "export", form)
    return file


async def _log(settings: Settings, one: Case, deed: Deed, reason: str) -> None:
    """Before anything is shown: who sits at this machine, what they take."""
    from tinwatch.app import make_app
    from tinwatch.deciding import sender
    from tinwatch.running import opened_broker, started

    event = Event(
        id=uuid4().hex, case=one.id, deed=deed, at=datetime.now(UTC), by=f"{getpass.getuser()}@shell", role="shell", reason=reason
    )
    async with opened_broker(settings), started(make_app(settings, None)) as app:
        await sender(app)(event)
