"""Requests of those concerned (domain.md §8): access, rectify, delete, restrict, each with its clocks; kept as lines of a file.

A line says what was asked of which post, never by whom: letters are kept where the desk keeps its letters, under `letter`.
"""

from __future__ import annotations

import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

import msgspec

from alerts.holding import VIETNAM
from search.docket import CaseQuery
from search.port import Index, Query
from tinwatch.settings import private
from topics.cases import Case
from topics.records import Assessed

Kind = Literal["access", "rectify", "delete", "restrict"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ACKNOWLEDGE = 2
"""Working days."""

ANSWER: dict[Kind, int] = {"access": 10, "rectify": 10, "restrict": 15, "delete": 20}
"""Working days; public holidays are not known here, so a term that one falls into ends later than is told."""


class Asked(msgspec.Struct, frozen=True):
    """`outcome`: done, refused; empty while it is open. `why` says why it was refused, or what was done."""

    id: str
    kind: Kind
    post: str
    letter: str
    received_on: date
    acknowledge_by: date
    answer_by: date
    answered_at: datetime | None = None
    outcome: str = ""
    why: str = ""


class Refused(Exception):
    """The request cannot be granted; the message says why."""


def asked(id: str, kind: Kind, post: str, letter: str, on: date) -> Asked:
    return Asked(id, kind, post, letter, on, working_day(on, ACKNOWLEDGE), working_day(on, ANSWER[kind]))


def working_day(start: date, days: int) -> date:
    """The working day, Monday to Friday, so many after `start`."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


class Register:
    """The file of all requests under `home`; what changes is added as a new line, the last one of each holds."""

    def __init__(self, home: Path) -> None:
        self._file = private(home) / "requests.jsonl"

    def all(self) -> dict[str, Asked]:
        lines = self._file.read_bytes().splitlines() if self._file.exists() else []
        return {one.id: one for one in (msgspec.json.decode(line, type=Asked) for line in lines)}

    def add(self, kind: Kind, post: str, letter: str, at: datetime) -> Asked:
        with self._locked():
            year = at.astimezone(VIETNAM).year
            number = sum(id.startswith(f"YC-{year}-") for id in self.all()) + 1
            return self._write(asked(f"YC-{year}-{number:04}", kind, post, letter, at.astimezone(VIETNAM).date()))

    def close(self, one: Asked, outcome: str, why: str, at: datetime) -> Asked:
        with self._locked():
            return self._write(msgspec.structs.replace(one, outcome=outcome, why=why, answered_at=at))

    def _write(self, one: Asked) -> Asked:
        with self._file.open("ab") as file:
            file.write(msgspec.json.encode(one) + b"\n")
        return one

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


async def found(index: Index, post: str) -> Assessed | None:
    """The document with this id, else the one with this address; for an address every document is looked at."""
    document = await index.document(post)
    if document is not None or "://" not in post:
        return document
    async for one in _all(index, Query()):
        if one.post.url and one.post.url.rstrip("/") == post.rstrip("/"):
            return one
    return None


async def holders(index: Index, post: str) -> list[Case]:
    """The cases that have this post as evidence."""
    return list((await index.docket.cases(CaseQuery(posts=(post,), limit=500))).cases)


async def below(index: Index, document: Assessed) -> list[str]:
    """Ids of the comments under a post, and of those under them."""
    parents: dict[str, list[str]] = {}
    async for one in _all(index, Query(kind="comment", pages=(document.post.page.id,))):
        if one.post.parent:
            parents.setdefault(one.post.parent, []).append(one.post.id)
    reached, ids = [document.post.id], list[str]()
    while reached:
        more = parents.pop(reached.pop(), [])
        ids += more
        reached += more
    return ids


async def _all(index: Index, query: Query) -> AsyncIterator[Assessed]:
    query = replace(query, limit=500)
    while True:
        results = await index.search(query)
        for one in results.found:
            yield one.document
        if not results.cursor:
            return
        query = replace(query, cursor=results.cursor)
