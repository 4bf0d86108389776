"""posts, comments → assessed, signals."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from agents.assessor import Assessor
from agents.flow import BREATH, Flow, decoded, settled
from topics.records import Assessed, Post, utc
from topics.river import ASSESSED, POSTS, SIGNALS

EPOCH = datetime(2004, 1, 1, tzinfo=UTC)
"""No public page is older; an earlier publishing time is a mistake of the source."""

AHEAD = timedelta(days=1)
"""How far a publishing time may lie in the future before it is not believed: clocks and zones differ by less."""


def attach(flow: Flow, assessor: Assessor) -> None:
    async def assess(messages: Sequence[Any]) -> None:
        posts, sent = await decoded(flow, messages, Post)
        for i, (message, post) in enumerate(posts):
            if i % BREATH == 0:
                await asyncio.sleep(0)
            done = stamp(post, assessor, datetime.fromtimestamp(message.timestamp, UTC))
            sent.append(await flow.send(ASSESSED, post.page.id, done))
            if done.assessment.alert_codes:
                sent.append(await flow.send(SIGNALS, post.page.id, done))
        await settled(sent)

    flow.agent(POSTS, "assess", assess)


def stamp(post: Post, assessor: Assessor, arrived: datetime) -> Assessed:
    """The assessed post with the times to trust: `arrived` (when the broker took it) stands in for what is missing or impossible."""
    published = utc(post.published_at) if post.published_at else None
    collected = utc(post.collected_at) if post.collected_at else None
    if published and not EPOCH <= published <= (collected or arrived) + AHEAD:
        published = None
    at = published or collected or arrived
    return Assessed(post=post, assessment=assessor.assess(post), at=at, collected_at=collected or at)
