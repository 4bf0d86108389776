"""`tinwatch requests`: the desk for those whose posts were read."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from uuid import uuid4

import click

from tinwatch.app import make_app
from tinwatch.asked import KINDS, Asked, Kind, Refused, Register, found, holders
from tinwatch.cli.output import table
from tinwatch.deciding import sender
from tinwatch.erasing import Erased, Waiting, erase
from tinwatch.indexes import opened_index
from tinwatch.running import opened_broker, started
from tinwatch.settings import Settings, load
from topics.cases import Event
from topics.records import encode


@click.group()
def requests() -> None:
    """Take in, list and answer requests of those concerned: access, rectify, delete, restrict."""


@requests.command(epilog="Example: tinwatch requests add delete https://www.facebook.com/100/posts/9 --letter CV-113")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("post")
@click.option("--letter", default="", help="Where the desk keeps the letter; no name of a person.")
def add(kind: Kind, post: str, letter: str) -> None:
    """Note a request about a POST (its id or its address) and tell by when it must be answered (working days; holidays not known)."""
    asyncio.run(_add(load(), kind, post, letter))


async def _add(settings: Settings, kind: Kind, post: str, letter: str) -> None:
    async with opened_index(settings) as index:
        document = await found(index, post)
        cases = await holders(index, document.post.id if document else post)
    one = Register(settings.home).add(kind, document.post.id if document else post, letter, datetime.now(UTC))
    await _log(settings, f"request {kind}")
    click.echo(f"{one.id}: acknowledge by {one.acknowledge_by}, answer by {one.answer_by} (working days; public holidays are not known)")
    click.echo(f"found: {document.post.id}" if document else "no such post is kept here")
    for case in cases:
        click.echo(f"evidence of case {case.number} ({case.state})")


@requests.command("list", epilog="Example: tinwatch requests list")
@click.option("--all", "every", is_flag=True, help="Answered ones too.")
def list_(every: bool) -> None:
    """List the open requests, the most urgent first; exit code 1 when one is overdue."""
    found = [one for one in Register(load().home).all().values() if every or not one.outcome]
    found.sort(key=lambda one: one.answer_by)
    rows = [(one.id, one.kind, one.post, one.acknowledge_by, one.answer_by, one.outcome or "open", one.why) for one in found]
    click.echo(table(("ID", "KIND", "POST", "ACKNOWLEDGE BY", "ANSWER BY", "STATE", ""), rows))
    sys.exit(any(not one.outcome and one.answer_by < datetime.now(UTC).astimezone().date() for one in found))


@requests.command(epilog="Example: tinwatch requests answer YC-2026-0001")
@click.argument("id")
@click.option("--refuse", "why", default="", help="Refuse it, for this reason.")
@click.option("--done", "what", default="", help="What a person did; rectify and restrict are done by people.")
def answer(id: str, why: str, what: str) -> None:
    """Grant a request, or refuse it with a reason.

    `access` prints what is kept of the post. `delete` takes the post and its comments out of the index, and the cases about them that
    ended without a finding, with their evidence; it tells what stays, until when and why, and is refused where a case needs the post.
    `rectify` and `restrict` the program cannot do by itself: --done says what a person did. Exit code 1 when it cannot be granted, or
    when cases wait for a worker to forget them: then the request stays open.
    """
    settings = load()
    one = Register(settings.home).all().get(id)
    if one is None or one.outcome:
        raise click.UsageError(f"{id}: {'was answered: ' + one.outcome if one else 'there is no such request'}")
    try:
        outcome, said = ("refused", why) if why else ("done", asyncio.run(_granted(settings, one, what)))
    except Refused as refused:
        outcome, said = "refused", str(refused)
    except Waiting as waiting:
        raise click.ClickException(str(waiting)) from None
    asyncio.run(_log(settings, f"request {one.kind} {outcome}"))
    Register(settings.home).close(one, outcome, said, datetime.now(UTC))
    click.echo(f"{one.id}: {outcome}: {said}")
    sys.exit(outcome == "refused" and not why)


async def _granted(settings: Settings, one: Asked, what: str) -> str:
    """What was done. Raises Refused, Waiting."""
    if one.kind in ("rectify", "restrict"):
        if not what:
            raise click.UsageError(f"{one.kind} is done by a person: say with --done what was done, or refuse it")
        return what
    async with opened_index(settings) as index:
        document = await found(index, one.post)
        if document is None:
            return "nothing is kept of it"
        if one.kind == "access":
            click.echo(encode(document).decode())
            return "what is kept was printed"
        async with opened_broker(settings) as broker, started(make_app(settings, None)) as app:
            return told(await erase(settings, index, broker, app, document, datetime.now(UTC)))


def told(erased: Erased) -> str:
    """What went, and a line for each thing that stays."""
    cases = f", cases {', '.join(erased.cases)} with {erased.captures} captures of evidence" if erased.cases else ""
    media = f", {erased.media} pictures" if erased.media else ""
    stays = (f"stays{f' until {one.until:%Y-%m-%d}' if one.until else ''}: {one.what}: {one.why}" for one in erased.left)
    return "\n  ".join([f"{erased.documents} documents removed{cases}{media}", *stays])


async def _log(settings: Settings, reason: str) -> None:
    """A line in the audit log."""
    async with opened_broker(settings), started(make_app(settings, None)) as app:
        await sender(app)(Event(id=uuid4().hex, case="", deed="access", at=datetime.now(UTC), reason=reason))
