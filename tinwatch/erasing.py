"""What a request to delete takes away, beyond the index too; and what stays, until when and why (domain.md §8)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import faust
import msgspec

from alerts.capturing import OVER
from search.port import Index
from tinwatch.asked import Refused, below, holders
from tinwatch.brokers import Broker
from tinwatch.deciding import sender
from tinwatch.evidence.dropping import dropped, forgotten
from tinwatch.settings import Settings
from topics.cases import Case, Event
from topics.records import Assessed
from topics.river import ALERTS, ASSESSED, CASES, CITATIONS, DEAD_RETENTION, DECISIONS, POSTS, SIGNALS, THREADS

GOES = OVER - {"ARCHIVED"}
"""A case that ended without a finding against anybody: no right of others needs it any more."""

PATIENCE = 20.0
"""Seconds to wait for the agents to forget a case."""

LOGS = (POSTS, ASSESSED, SIGNALS, CITATIONS, ALERTS, DECISIONS, CASES)
"""Topics that hold words of posts for a time, and out of which nothing single can be taken."""


class Left(msgspec.Struct, frozen=True):
    """What stays. `until` is None where nobody can say yet; `why` is the ground (domain.md §8)."""

    what: str
    until: datetime | None
    why: str


class Erased(msgspec.Struct, frozen=True):
    """What went: documents, numbers of cases, captures of evidence, files that a collector kept; and what stays."""

    documents: int
    cases: tuple[str, ...]
    captures: int
    media: int
    left: tuple[Left, ...]


class Waiting(Exception):
    """Cases were told to go and no agent has forgotten them yet: nothing else was done, the request is to be answered again."""


async def erase(settings: Settings, index: Index, broker: Broker, app: faust.App, document: Assessed, now: datetime) -> Erased:
    """Takes the post, the comments under it and what was made of them away; may be broken off at any point and run again.

    Raises Refused, and then nothing went, where a case needs the post itself; Waiting without a worker that forgets cases.
    """
    ids = [document.post.id, *await below(index, document)]
    cases = {case.id: case for id in ids for case in await holders(index, id)}
    needed = [case for case in cases.values() if case.held or case.state not in GOES]
    for case in needed:
        if document.post.id in (*case.posts, *case.alert.posts):
            raise Refused(f"{document.post.id} is evidence of case {case.number} ({_state(case)}); {_ground(case, settings).why}")
    going = [case for case in cases.values() if case not in needed]
    await _forget(index, app, going, now)
    captures = await dropped(index, settings.home.absolute() / "evidence")
    stay = {post for case in needed for post in (*case.posts, *case.alert.posts)}
    gone = [id for id in ids if id not in stay]
    media = await asyncio.to_thread(_media, settings.home / "media", await index.documents(gone))
    await _unremember(app, broker, set(gone))
    documents = await index.forget_documents(gone)
    await broker.trim(thorough=True)
    left = [*(_ground(case, settings) for case in needed), *_logs(now)]
    return Erased(documents, tuple(case.number for case in going), captures, media, tuple(left))


async def _forget(index: Index, app: faust.App, cases: Sequence[Case], now: datetime) -> None:
    """Raises Waiting. Evidence goes by the line of the audit log, so that one is waited for too."""
    send, ids = sender(app), [case.id for case in cases]
    for id in ids:
        await send(Event(id=f"forget:{id}:{now:%Y%m%d%H%M%S}", case=id, deed="forget", at=now, reason="request"))
    for _ in range(int(PATIENCE / 0.2)):
        if not await index.docket.cases_of(ids) and all([await forgotten(index, id) for id in ids]):
            return
        await asyncio.sleep(0.2)
    if ids:
        raise Waiting(f"{len(ids)} cases wait for a worker to forget them; run `tinwatch worker`, then answer again")


def _media(folder: Path, documents: Sequence[Assessed]) -> int:
    """Removes the files of these posts that a collector kept under `folder`."""
    names = {media.url for document in documents for media in document.post.media if media.url and "://" not in media.url}
    files = [file for file in ((folder / name).resolve() for name in names) if file.is_relative_to(folder.resolve()) and file.is_file()]
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


async def _unremember(app: faust.App, broker: Broker, ids: set[str]) -> None:
    """Takes the posts out of assess's memory (fingerprints, no words); a running worker knows them until it starts again."""
    keys = {(record.partition, record.key) for record in broker.records(THREADS.name) if record.key}
    for partition, key in keys:
        if key.decode().partition("/")[2] in ids:
            await (await app.producer.send(THREADS.name, key, None, partition, None, None))


def _ground(case: Case, settings: Settings) -> Left:
    ended = case.ended_at
    until = ended + timedelta(days=settings.keep_cases) if ended and not case.held else None
    if case.held:
        why = f"a legal hold: {case.held}"
    elif ended:
        why = "a finding was made of it, which others may dispute: needed to protect and to answer for their rights (Law 91/2025 art. 19)"
    else:
        why = "the case is still open: needed to protect others against harm (Law 91/2025 art. 19)"
    return Left(f"case {case.number} ({_state(case)}), its posts and its evidence", until, why)


def _state(case: Case) -> str:
    return f"{case.state}, under legal hold" if case.held else case.state


def _logs(now: datetime) -> list[Left]:
    """The broker's logs, from which nothing single is taken, and what has no words."""
    longest = max((topic.retention for topic in LOGS if topic.retention), default=timedelta(0))
    days = ", ".join(f"{topic.name} {topic.retention.days}" for topic in LOGS if topic.retention)
    why = f"a log is deleted by its age only (days: {days}; dead letters {DEAD_RETENTION.days}); nothing reads it but the agents"
    return [
        Left("copies in the broker's log", now + max(longest, DEAD_RETENTION), why),
        Left(
            "copies in backups from before", None, "they go when they are thrown away; after a restore the request is to be answered again"
        ),
        Left("the id of the post in the audit log's digests, in patterns and in this list of requests", None, "they hold no words of it"),
    ]
