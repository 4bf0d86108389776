"""posts, comments → assessed, signals, sightings, traces."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from agents.assessor import Assessor
from agents.flow import BREATH, Flow, decoded, settled
from agents.trace import trace
from alerts.watch import join
from topics.patterns import Trace, Traces
from topics.records import Assessed, PageHealth, Post, utc
from topics.river import ASSESSED, POSTS, SIGHTINGS, SIGNALS, TRACES

EPOCH = datetime(2004, 1, 1, tzinfo=UTC)
"""No public page is older; an earlier publishing time is a mistake of the source."""

AHEAD = timedelta(days=1)
"""How far a publishing time may lie in the future before it is not believed: clocks and zones differ by less."""

TRACED = 250
"""Traces in one record: with the longest ids and links there are, what gather notes of it still fits into one message (tinwatch/app.py)."""


def attach(flow: Flow, current: Callable[[], Assessor]) -> None:
    """`current` gives the assessor of the next batch: rules change between batches, never within one."""

    async def assess(messages: Sequence[Any]) -> None:
        assessor = current()
        posts, sent = await decoded(flow, messages, Post)
        seen: dict[str, PageHealth] = {}
        traces: list[Trace] = []
        lanes: dict[str, int] = {}
        held = 0
        for message, post in posts:
            held += BREATH // 50 + len(message.value or b"")
            if held > BREATH:
                held = 0
                await asyncio.sleep(0)
            done = stamp(post, assessor, datetime.fromtimestamp(message.timestamp, UTC))
            sent.append(await flow.send(ASSESSED, post.page.id, done))
            for code in done.assessment.alert_codes:
                flow.meter.add("signalled", label=code)
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


def batches(traces: Sequence[Trace], lanes: dict[str, int]) -> Iterator[Traces]:
    """The traces as records that fit into a message each; the lanes have come so far only with the last."""
    for start in range(0, len(traces), TRACED):
        last = start + TRACED >= len(traces)
        yield Traces(traces=tuple(traces[start : start + TRACED]), lanes=lanes if last else {})


def stamp(post: Post, assessor: Assessor, arrived: datetime) -> Assessed:
    """The assessed post with the times to trust: `arrived` (when the broker took it) stands in for what is missing or impossible."""
    published = utc(post.published_at) if post.published_at else None
    collected = utc(post.collected_at) if post.collected_at else None
    if collected and not EPOCH <= collected <= arrived + AHEAD:
        collected = arrived
    if published and not EPOCH <= published <= (collected or arrived) + AHEAD:
        published = None
    at = published or collected or arrived
    return Assessed(post=post, assessment=assessor.assess(post), at=at, collected_at=collected or at)


def sighted(done: Assessed, before: PageHealth | None) -> PageHealth:
    """What this post says about when its page was last heard of, together with what the batch said before."""
    post = done.post
    now = PageHealth(
        page=post.page,
        platform=post.platform,
        last_post_at=done.at if post.kind == "post" else None,
        last_comment_at=done.at if post.kind == "comment" else None,
        last_seen_at=done.collected_at,
    )
    return join(before, now) if before else now
