"""Retention (domain.md §8): what has been kept long enough goes, what is under a legal hold stays, and a report says both."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import faust
import msgspec

from console.deciding import Send
from search.docket import CaseQuery
from search.port import Index, Query, Unavailable
from tinwatch.brokers import Broker
from tinwatch.clock import mine
from tinwatch.deciding import sender
from tinwatch.evidence.dropping import dropped
from tinwatch.intake import swept
from tinwatch.settings import Settings, private
from topics.cases import Case, Event
from topics.records import utc

STEP = 60.0
"""Seconds between two looks whether it is time."""

DAY = 24 * 3600.0

PATIENCE = 20.0
"""Seconds to wait for the agents to forget the cases, so that their evidence goes in the same run; else it goes in the next."""

NOTES = (
    "Indicators (numbers, accounts, addresses) are kept only inside posts and cases and go with them, before 24 months are over.",
    "The broker's topics have terms of their own (tinwatch topics); dead letters go after 30 days; Kafka drops what was superseded in "
    "compacted topics within 7 days.",
)


class Held(msgspec.Struct, frozen=True):
    """A case under legal hold: it, its posts and its evidence stay."""

    number: str
    why: str
    posts: int


class Report(msgspec.Struct, frozen=True):
    """What went, or with `dry` what would: counts by kind. `waiting`: cases told to go that no agent has forgotten yet.
    `media`: files that a collector kept. `superseded`: records of the embedded broker that a later one of their key replaced."""

    at: datetime
    dry: bool
    comments: int
    posts: int
    patterns: int
    cases: int
    waiting: int
    captures: int
    media: int
    entries: int
    superseded: int
    held: tuple[Held, ...]
    notes: tuple[str, ...] = NOTES


async def purge(settings: Settings, index: Index, broker: Broker, send: Send, now: datetime, *, dry: bool = False) -> Report:
    """Remove what is due; may be interrupted at any point and run again. Without a running worker the cases wait for one."""
    before = {name: now - timedelta(days=days) for name, days in _terms(settings).items()}
    held = [case async for case in _cases(index, CaseQuery(held=True))]
    keep = sorted({post for case in held for post in (*case.posts, *case.alert.posts)})
    due = [case.id async for case in _cases(index, CaseQuery(held=False, ended_before=before["cases"]))]
    through, lines = await _old_lines(index, before["audit"])
    removed = await _documents(index, before["comments"], before["posts"], keep, dry=dry)
    patterns = await index.delete_patterns(before["patterns"], dry=dry)
    media = await asyncio.to_thread(_media, settings.home / "media", before["posts"], dry=dry)
    waiting, captures, superseded = 0, 0, 0
    if not dry:
        for id in due:
            await send(Event(id=f"forget:{id}:{now:%Y%m%d%H%M%S}", case=id, deed="forget", at=now, reason="retention"))
        waiting = await _waited(index, due)
        captures = await dropped(index, settings.home.absolute() / "evidence")
        lines = await index.docket.delete_entries(through) if through else 0
        await asyncio.to_thread(swept, settings)
        superseded = await broker.trim(thorough=True)
    report = Report(
        now, dry, *removed, patterns, len(due) - waiting, waiting, captures, media, lines, superseded,
        held=tuple(Held(case.number, case.held, len(case.posts)) for case in held),
    )  # fmt: skip
    if not dry:
        _written(settings, report)
        await send(Event(id=uuid4().hex, case="", deed="access", at=now, reason="purge"))
    return report


def _terms(settings: Settings) -> dict[str, int]:
    """Days that each kind is kept."""
    return {name: getattr(settings, f"keep_{name}") for name in ("comments", "posts", "patterns", "cases", "audit")}


async def purging(settings: Settings, app: faust.App, index: Index, broker: Broker) -> None:
    """Purge once a day, a day after the first start, until cancelled; only where this process has the cases."""
    folder = private(settings.home / "purges")
    while True:
        await asyncio.sleep(STEP)
        done = max((one.stat().st_mtime for one in (folder, *folder.iterdir())), default=0.0)
        if mine(app) and time.time() - done >= DAY:
            with contextlib.suppress(Unavailable):  # the next look comes soon
                await purge(settings, index, broker, sender(app), datetime.now(UTC))


async def _cases(index: Index, query: CaseQuery) -> AsyncIterator[Case]:
    query = replace(query, limit=500)
    while True:
        page = await index.docket.cases(query)
        for case in page.cases:
            yield case
        if not page.cursor:
            return
        query = replace(query, cursor=page.cursor)


async def _documents(index: Index, comments: datetime, posts: datetime, keep: list[str], *, dry: bool) -> tuple[int, int]:
    """Number of comments and of other documents that go."""
    if not dry:
        return await index.delete_documents(comments, "comment", keep), await index.delete_documents(posts, "", keep)
    kept = await index.documents(keep)
    counted = []
    for kind, before in (("comment", comments), ("", posts), ("comment", posts)):
        found = (await index.search(Query(kind=kind, until=before, limit=1))).total
        counted.append(found - sum(kind in ("", one.post.kind) and utc(one.at) < before for one in kept))
    return counted[0], counted[1] - counted[2]


async def _old_lines(index: Index, before: datetime) -> tuple[int, int]:
    """Number of the last line of the audit log that is old enough, 0 for none, and how many there are."""
    through, count = 0, 0
    while lines := await index.docket.entries(through):
        old = [line for line in lines if utc(line.at) < before]
        through, count = (old[-1].seq if old else through), count + len(old)
        if len(old) < len(lines):
            break
    return through, count


async def _waited(index: Index, ids: list[str]) -> int:
    """How many of the cases are still there when the agents had their time."""
    left = 0
    for _ in range(int(PATIENCE / 0.2)):
        if not (left := len(await index.docket.cases_of(ids))):
            break
        await asyncio.sleep(0.2)
    return left


def _media(folder: Path, before: datetime, *, dry: bool) -> int:
    """Removes pictures and the like that a collector brought before this moment; evidence has its own copies."""
    old = [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink() and one.stat().st_mtime < before.timestamp()]
    for one in () if dry else old:
        one.unlink(missing_ok=True)
    return len(old)


def _written(settings: Settings, report: Report) -> None:
    folder = private(settings.home / "purges")
    file = folder / f"{report.at.astimezone(UTC):%Y%m%dT%H%M%S}.json"
    file.with_suffix(".part").write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    file.with_suffix(".part").rename(file)
