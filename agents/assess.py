"""posts, comments → assessed, signals, sightings, traces, citations; remembers posts for the comments under them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from agents.aside import Aside
from agents.assessor import Assessor
from agents.flow import BREATH, Flow, Meter, decoded, remember, settled
from agents.threads import Threads, lane_of
from agents.trace import trace
from alerts.baseline import marked
from alerts.watch import join
from topics.originals import Citation
from topics.patterns import Trace, Traces
from topics.records import Assessed, Assessment, Post, utc
from topics.river import ASSESSED, CITATIONS, POSTS, SIGHTINGS, SIGNALS, THREADS, TRACES
from topics.watchlist import PageHealth

log = logging.getLogger(__name__)

EPOCH = datetime(2004, 1, 1, tzinfo=UTC)
"""No public page is older; an earlier publishing time is a mistake of the source."""

AHEAD = timedelta(days=1)
"""How far a publishing time may lie in the future before it is not believed: clocks and zones differ by less."""

TRACED = 250
"""Traces in one record: with the longest ids and links there are, what gather notes of it still fits into one message (tinwatch/app.py)."""


Cites = Callable[[Assessed], Citation | None]


class Claims(Protocol):
    """The known claims of the desk."""

    async def ready(self) -> None:
        """Returns once they are here."""

    def repeats(self, post: Post, assessment: Assessment) -> Assessment:
        """The assessment with the claims that the post repeats."""
        ...


def attach(
    flow: Flow, current: Callable[[], Assessor], aside: Aside, cites: Cites = lambda _: None, *, claims: Claims | None = None
) -> None:
    """`current` gives the assessor of the next batch: rules and models change between batches, never within one.

    `cites` tells which press article a post may be a copy of; by default nobody looks at originals.
    """

    table = flow.table(THREADS)
    threads = Threads(table.data)

    async def assess(messages: Sequence[Any]) -> None:
        if claims is not None:
            await claims.ready()
        assessor = current()
        posts, sent = await decoded(flow, messages, Post)
        seen: dict[str, PageHealth] = {}
        traces: list[Trace] = []
        lanes: dict[str, int] = {}
        with aside.begin(assessor) as reading:
            async for some in gulps(posts):
                for asked in assessor.look_over([post for _, post in some]):
                    reading.add(asked)
            readings = iter(await aside.end(reading))
        async for message, post in breathing(posts):
            assessment, changes = threads.step(assessor, next(readings), message.partition)
            for key, value in changes.items():
                sent.append(await remember(flow, table, key, value, lane_of(key)))
            if claims is not None:
                assessment = claims.repeats(post, assessment)
            done = stamp(post, assessment, datetime.fromtimestamp(message.timestamp, UTC))
            sent.append(await flow.send(ASSESSED, post.page.id, done))
            if (citation := cites(done)) is not None:
                sent.append(await flow.send(CITATIONS, citation.id, citation))
            tell(flow.meter, done)
            if done.assessment.alert_codes:
                sent.append(await flow.send(SIGNALS, post.page.id, done, message.timestamp))
            seen[post.page.id] = sighted(done, seen.get(post.page.id))
            traces.append(trace(done))
            lane, come = str(message.partition), min(done.at, done.collected_at)  # a clock that runs ahead must not carry the lane along
            lanes[lane] = max(int(come.timestamp()), lanes.get(lane, 0))
        for page, sighting in seen.items():
            sent.append(await flow.send(SIGHTINGS, page, sighting))
        for batch in batches(traces, lanes):
            sent.append(await flow.send(TRACES, min(lanes), batch))
        await settled(sent)
        flow.meter.add("assessed", len(posts))

    flow.agent(POSTS, "assess", assess)


def tell(meter: Meter, done: Assessed) -> None:
    """Count what was found, and log what deserves an alert."""
    for signal in done.assessment.signals:
        meter.add("detector_fired", label=signal.detector)
    for code in done.assessment.alert_codes:
        meter.add("signalled", label=code)
    if done.assessment.alert_codes:
        log.info("deserves an alert: %s", ", ".join(done.assessment.alert_codes), extra={"post": done.post.id})
        if done.post.published_at:
            meter.observe("publish_delay", time.time() - done.at.timestamp())


async def breathing(posts: Sequence[tuple[Any, Post]]) -> AsyncIterator[tuple[Any, Post]]:
    """The posts one by one, with a chance for other tasks now and then."""
    async for some in gulps(posts):
        for one in some:
            yield one


async def gulps(posts: Sequence[tuple[Any, Post]]) -> AsyncIterator[list[tuple[Any, Post]]]:
    """The posts some at a time, with a chance for other tasks between."""
    some: list[tuple[Any, Post]] = []
    size = 0
    for message, post in posts:
        some.append((message, post))
        size += BREATH // 50 + len(message.value or b"")
        if size > BREATH:
            yield some
            await asyncio.sleep(0)
            some, size = [], 0
    if some:
        yield some


def batches(traces: Sequence[Trace], lanes: dict[str, int]) -> Iterator[Traces]:
    """The traces as records that fit into a message each; the lanes have come so far only with the last."""
    for start in range(0, len(traces), TRACED):
        last = start + TRACED >= len(traces)
        yield Traces(traces=tuple(traces[start : start + TRACED]), lanes=lanes if last else {})


def stamp(post: Post, assessment: Assessment, arrived: datetime) -> Assessed:
    """The assessed post with the times to trust: `arrived` (when the broker took it) stands in for what is missing or impossible."""
    published = utc(post.published_at) if post.published_at else None
    collected = utc(post.collected_at) if post.collected_at else None
    if collected and not EPOCH <= collected <= arrived + AHEAD:
        collected = arrived
    if published and not EPOCH <= published <= (collected or arrived) + AHEAD:
        published = None
    at = published or collected or arrived
    return Assessed(post=post, assessment=assessment, at=at, collected_at=collected or at)


def sighted(done: Assessed, before: PageHealth | None) -> PageHealth:
    """What this post says about when its page was last heard of, together with what the batch said before."""
    post = done.post
    now = PageHealth(
        page=post.page,
        platform=post.platform,
        last_post_at=done.at if post.kind == "post" else None,
        last_comment_at=done.at if post.kind == "comment" else None,
        last_seen_at=done.collected_at,
        hours=marked(done.at) if post.kind == "post" else {},
    )
    return join(before, now) if before else now
