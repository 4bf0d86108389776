"""removals → search index, and into the history of the cases that have such a post."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from agents.flow import Flow, Handler, decoded, settled
from agents.persisting import bury_refused, persist
from search.docket import CaseQuery
from search.port import Index
from topics.cases import Case, Event
from topics.records import utc
from topics.river import DECISIONS
from topics.watchlist import Removal

AT_ONCE = 200
"""Posts in one question for their cases."""


def storing(flow: Flow, index: Index) -> Handler:
    """The index is told first and then asked for cases, as `telling` asks it for removals once it has the cases: one of both finds out."""

    async def cases_with(posts: Sequence[str]) -> Sequence[Case]:
        found: dict[str, Case] = {}
        for start in range(0, len(posts), AT_ONCE):
            query = CaseQuery(posts=tuple(posts[start : start + AT_ONCE]), limit=500)
            page = await index.docket.cases(query)
            found |= {case.id: case for case in page.cases}
            while page.cursor:
                page = await index.docket.cases(replace(query, cursor=page.cursor))
                found |= {case.id: case for case in page.cases}
        return list(found.values())

    async def store_removals(messages: Sequence[Any]) -> None:
        removals, buried = await decoded(flow, messages, Removal)
        refused = await persist(flow, index.removals.put, [removal for _, removal in removals], "removals")
        cases = await persist(flow, cases_with, sorted({removal.id for _, removal in removals}), "look_up")
        sent = [await flow.send(DECISIONS, event.case, event) for event in events(cases, [removal for _, removal in removals])]
        await settled(buried + sent + await bury_refused(flow, [(r.id, m) for m, r in removals], refused))
        flow.meter.add("stored", len(removals) - len(refused), "removals")

    return store_removals


async def telling(flow: Flow, index: Index, cases: Sequence[Case]) -> list[Awaitable[Any]]:
    """Queue what is known already of the posts of cases that the index has just taken."""
    posts = sorted({post for case in cases for post in case.posts if post not in case.removed})
    removals = await persist(flow, index.removals.of, posts, "look_up")
    return [await flow.send(DECISIONS, event.case, event) for event in events(cases, removals)]


def events(cases: Sequence[Case], removals: Sequence[Removal]) -> Iterator[Event]:
    """What the cases do not know yet; the same again has the same id."""
    for case in {case.id: case for case in cases}.values():
        posts = set(case.posts) - set(case.removed)
        for removal in removals:
            if removal.id in posts:
                at = utc(removal.at)
                seed = "\0".join((case.id, removal.id, at.isoformat()))
                id = "removed:" + hashlib.blake2b(seed.encode(errors="surrogatepass"), digest_size=12).hexdigest()
                yield Event(id=id, case=case.id, deed="removed", at=at, posts=(removal.id,))
