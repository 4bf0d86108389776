"""Two agents read one topic: what one has done and the other has still in its queue holds up no rebalance, and is not lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from broker_suite import fill, running, sender, until
from broker_worker import make_app

from agents.flow import BATCH, Flow
from tinwatch.metrics import Metrics
from topics.records import Post
from topics.river import Topic

SENT = 2 * BATCH
"""The slow agent has a batch in hand at most; the rest stays in its queue."""

READ = Topic("read-twice", Post, "", 1, None, "")


class Desk:
    """An app with a quick agent and one that waits until it may go on."""

    def __init__(self, url: str) -> None:
        self.app = make_app(url, "two-readers")
        flow = Flow(self.app, Metrics())
        self.app.waits, self.app.busy = flow.waits, flow.busy
        self.quick, self.slow, self.may = Counter[int](), Counter[int](), asyncio.Event()
        flow.agent(READ, "quick", self._quick)
        flow.agent(READ, "slow", self._slow)

    async def _quick(self, messages: Sequence[Any]) -> None:
        self.quick.update(message.offset for message in messages)

    async def _slow(self, messages: Sequence[Any]) -> None:
        await self.may.wait()
        self.slow.update(message.offset for message in messages)


async def test_a_rebalance_does_not_wait_for_what_no_agent_has(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'broker.sqlite'}"
    first = Desk(url)
    async with sender(url, "twice", READ.name, partitions=1) as app:
        await fill(app, READ.name, range(SENT))
    async with running(first.app):
        await until(lambda: len(first.quick) == SENT)
        consumer = first.app.consumer
        revoked = asyncio.ensure_future(first.app._on_partitions_revoked(consumer.assignment()))
        await until(lambda: not first.app.flow_control.is_active())
        assert not revoked.done(), "it waits for what the slow agent has in hand"
        first.may.set()
        await asyncio.wait_for(revoked, 20)
        done = len(first.slow)
        assert 0 < done <= BATCH
    second = Desk(url)
    second.may.set()
    async with running(second.app):
        await until(lambda: SENT - 1 in second.slow and SENT - 1 in second.quick)
        assert second.slow.keys() == second.quick.keys() == set(range(done, SENT)), "committed is what both have done"
