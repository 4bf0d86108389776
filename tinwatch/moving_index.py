"""All that one index holds into another, in either direction; safe to interrupt and to run again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace

from search.docket import CaseQuery
from search.port import Index, Placed, PlacedPattern, Query, Refused
from tinwatch.digest import Digest
from topics.cases import Case, Entry
from topics.claims import Known
from topics.records import Assessed, encode
from topics.watchlist import Removal

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
    async for removals in _removals(source):
        _all_taken(await target.removals.put(removals))
        show("removals", done := done + len(removals))
    done = 0
    async for alerts in _alerts(source):
        _all_taken(await target.put_alerts(alerts))
        show("alerts", done := done + len(alerts))
    _all_taken(await target.put_pages(await source.pages()))
    done = 0
    async for patterns in _patterns(source):
        _all_taken(await target.put_patterns(patterns))
        show("patterns", done := done + len(patterns))
    done = 0
    async for claims in _claims(source):
        _all_taken(await target.put_claims(claims))
        show("claims", done := done + len(claims))
    done = 0
    async for cases in _cases(source):
        _all_taken(await target.docket.put_cases(cases))
        show("cases", done := done + len(cases))
    done = 0
    async for entries in _entries(source):
        _all_taken(await target.docket.put_entries(entries))
        show("entries", done := done + len(entries))


async def digests(index: Index) -> dict[str, Digest]:
    """What an index holds, so that two can be compared: documents, removals, alerts and patterns with their positions, pages, claims,
    cases, the audit log."""
    documents = removals = alerts = pages = patterns = claims = cases = entries = Digest()
    async for found in _documents(index):
        for document in found:
            documents += encode(document)
    async for gone in _removals(index):
        for removal in gone:
            removals += encode(removal)
    async for placed in _alerts(index):
        for one in placed:
            alerts += b"%d " % one.position + encode(one.alert)
    for page in await index.pages():
        pages += encode(page)
    async for some in _patterns(index):
        for put in some:
            patterns += b"%d " % put.position + encode(put.pattern)
    async for known in _claims(index):
        for claim in known:
            claims += encode(claim)
    async for opened in _cases(index):
        for case in opened:
            cases += encode(case)
    async for lines in _entries(index):
        for line in lines:
            entries += encode(line)
    desk = {"removals": removals, "cases": cases, "entries": entries}
    return {"documents": documents, "alerts": alerts, "pages": pages, "patterns": patterns, "claims": claims, **desk}


async def _documents(index: Index) -> AsyncIterator[Sequence[Assessed]]:
    query = Query(limit=STEP)
    while True:
        results = await index.search(query)
        if results.found:
            yield [found.document for found in results.found]
        if not results.cursor:
            return
        query = replace(query, cursor=results.cursor)


async def _removals(index: Index) -> AsyncIterator[Sequence[Removal]]:
    last = ""
    while removals := await index.removals.after(last, STEP):
        yield removals
        last = removals[-1].id


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


async def _claims(index: Index) -> AsyncIterator[Sequence[Known]]:
    revision = -1
    while claims := await index.claims_after(revision, STEP):
        yield claims
        revision = claims[-1].revision


async def _cases(index: Index) -> AsyncIterator[Sequence[Case]]:
    query = CaseQuery(limit=STEP)
    while True:
        page = await index.docket.cases(query)
        if page.cases:
            yield page.cases
        if not page.cursor:
            return
        query = replace(query, cursor=page.cursor)


async def _entries(index: Index) -> AsyncIterator[Sequence[Entry]]:
    seq = 0
    while entries := await index.docket.entries(seq, STEP):
        yield entries
        seq = entries[-1].seq


def _all_taken(refused: Sequence[Refused]) -> None:
    for record in refused:
        raise Refusal(f"{record.id}: {record.reason}")
