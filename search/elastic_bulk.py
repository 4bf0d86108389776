"""Writing to Elasticsearch: chunks with a few in flight, each item's fate looked at, older versions kept out by the server."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from elasticsearch import ApiError

from search.elastic_client import Client, explained, passing, reason_of
from search.elastic_lines import Line
from search.port import Refused, Unavailable

CHUNK_LINES = 1000
CHUNK_BYTES = 800_000
"""Together with CHUNK_LINES what one request holds; aiohttp sends a larger body in one go and holds up the event loop."""
LONGEST_WAIT = 2.0
"""Seconds between two tries."""


class Bulk:
    """Puts lines into an index; `in_flight` requests at once, over all callers; `patience` seconds of own tries before Unavailable."""

    def __init__(self, client: Client, shown: str, *, in_flight: int, patience: float) -> None:
        self._client = client
        self._shown = shown
        self._patience = patience
        self._free = asyncio.Semaphore(in_flight)

    async def put(self, index: str, lines: Sequence[Line], *, refresh: bool) -> list[Refused]:
        """Returns once every line is durable, superseded or refused; raises Unavailable if the fate of any is open."""
        chunks = _chunks(_latest(lines))
        outcomes = await asyncio.gather(*(self._put(index, chunk, refresh) for chunk in chunks), return_exceptions=True)
        refused: list[Refused] = []
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
            refused += outcome
        return refused

    async def _put(self, index: str, lines: list[Line], refresh: bool) -> list[Refused]:
        refused: list[Refused] = []
        deadline, wait = time.monotonic() + self._patience, 0.1
        while True:
            try:
                async with self._free:
                    lines, new, trouble = await self._once(index, lines, refresh)
                refused += new
                if not lines:
                    return refused
            except ApiError as error:  # the request as a whole: 413, or something about it that no one foresaw
                if len(lines) == 1:
                    return [*refused, Refused(lines[0].id, reason_of(error.body))]
                half = len(lines) // 2
                return refused + await self._put(index, lines[:half], refresh) + await self._put(index, lines[half:], refresh)
            except Unavailable as error:
                trouble = str(error)
            if time.monotonic() + wait > deadline:
                raise Unavailable(trouble)
            await asyncio.sleep(wait * random.uniform(0.5, 1))  # noqa: S311 -- only so that writers do not come back in step
            wait = min(wait * 2, LONGEST_WAIT)

    async def _once(self, index: str, lines: list[Line], refresh: bool) -> tuple[list[Line], list[Refused], str]:
        """Lines worth another try, lines that will never do, and what ails the former."""
        parts: list[Any] = [part for line in lines for part in (_action(line), line.source)]
        with explained(self._shown):
            answer: dict[str, Any] = (
                await self._client.bulk(
                    index=index,
                    operations=parts,
                    refresh=refresh,
                    require_alias=True,  # else a lost index would come back by itself, without our mapping
                    filter_path="errors,items.*.status,items.*.error",
                )
            ).body
        again: list[Line] = []
        refused: list[Refused] = []
        trouble = ""
        for line, item in zip(lines, answer.get("items", ()) if answer["errors"] else (), strict=False):
            outcome = item["create" if line.once else "index"]
            error = outcome.get("error")
            if error is None or outcome["status"] == 409:  # 409: a newer version is there, or what is written once
                continue
            if passing(outcome["status"], error["type"]):
                again.append(line)
                trouble = f"Elasticsearch at {self._shown} does not take {line.id!r} now: {reason_of(error)}"
            else:
                refused.append(Refused(line.id, reason_of(error)))
        return again, refused, trouble


def _action(line: Line) -> bytes:
    if line.once:
        return msgspec.json.encode({"create": {"_id": line.key}})
    return msgspec.json.encode({"index": {"_id": line.key, "version": line.version, "version_type": "external_gte"}})


def _latest(lines: Sequence[Line]) -> list[Line]:
    """One line per key, since chunks may overtake one another."""
    latest: dict[str, Line] = {}
    for line in lines:
        old = latest.get(line.key)
        if old is None or line.version >= old.version:
            latest[line.key] = line
    return list(latest.values())


def _chunks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    size = 0
    for line in lines:
        if chunk and (len(chunk) == CHUNK_LINES or size + len(line.source) > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(line)
        size += len(line.source)
    if chunk:
        yield chunk
