"""One index's documents, alerts, pages and patterns into another, in either direction; safe to interrupt and to run again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace

from search.port import Index, Placed, PlacedPattern, Query, Refused
from tinwatch.digest import Digest
from topics.records import Assessed, encode

STEP = 500


class Refusal(Exception):
    """The target will not take a record that the source has; the message names it and the reason."""


async def copy(source: Index, target: Index, show: Callable[[str, int], None] = lambda what, n: None) -> None:
    """Copy what the target lacks or has otherwise; Refusal when it will not take a record."""
    done = 0
    async for documents in _documents(source):
        there = {d.post.id: d for d in await target.documents([d.post.id for d in documents])}
        _all_taken(await target.put_documents([d for d in documents if there.get(d.post.id) != d]))
        show("documents", done := done + len(documents))
    done = 0
    async for alerts in _alerts(source):
        _all_taken(await target.put_alerts(alerts))
        show("alerts", done := done + len(alerts))
    _all_taken(await target.put_pages(await source.pages()))
    done = 0
    async for patterns in _patterns(source):
        _all_taken(await target.put_patterns(patterns))
        show("patterns", done := done + len(patterns))


async def digests(index: Index) -> dict[str, Digest]:
    """What an index holds, so that two can be compared: documents, alerts and patterns with their positions, pages."""
    documents = alerts = pages = patterns = Digest()
    async for found in _documents(index):
        for document in found:
            documents += encode(document)
    async for placed in _alerts(index):
        for one in placed:
            alerts += b"%d " % one.position + encode(one.alert)
    for page in await index.pages():
        pages += encode(page)
    async for some in _patterns(index):
        for put in some:
            patterns += b"%d " % put.position + encode(put.pattern)
    return {"documents": documents, "alerts": alerts, "pages": pages, "patterns": patterns}


async def _documents(index: Index) -> AsyncIterator[Sequence[Assessed]]:
    query = Query(limit=STEP)
    while True:
        results = await index.search(query)
        if results.found:
            yield [found.document for found in results.found]
        if not results.cursor:
            return
        query = replace(query, cursor=results.cursor)


async def _alerts(index: Index) -> AsyncIterator[Sequence[Placed]]:
    position = -1
    while placed := await index.alerts_after(position, STEP):
        yield placed
        position = placed[-1].position


async def _patterns(index: Index) -> AsyncIterator[Sequence[PlacedPattern]]:
    position = -1
    while placed := await index.patterns_after(position, STEP):
        yield placed
        position = placed[-1].position


def _all_taken(refused: Sequence[Refused]) -> None:
    for record in refused:
        raise Refusal(f"{record.id}: {record.reason}")
