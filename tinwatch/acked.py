"""What may be committed of a partition: everything up to the first record that was delivered and is not acknowledged yet."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from faust.types import TP

PATIENCE = 20.0
"""Seconds that a stop waits for what is in work: an index that is away may be away for long, and what is not acknowledged comes again."""

LOOK = 0.25
"""Seconds between two looks at whether an agent works: ten times what one waits for a batch to fill (agents/flow.py)."""


class InOrder:
    """Part of a consumer; `_delivered` holds the offsets handed to agents, in order.

    Faust itself takes the highest run of acknowledged offsets, and so commits past a record that is still in work (upstream #606).
    """

    _delivered: dict[TP, deque[int]]
    _acked_index: Any
    _acked: Any
    _unacked_messages: Any
    app: Any
    log: Any

    async def wait_empty(self) -> None:
        """Wait until what is in work is acknowledged, and commit it; a stop does not wait for ever."""
        # Not by a timeout around it: Faust keeps to itself that it was cancelled.
        give_up = asyncio.get_running_loop().call_later(PATIENCE, self._leave) if self.app.should_stop else None
        forgetting = asyncio.ensure_future(self._forget_dropped())
        try:
            await super().wait_empty()  # type: ignore[misc, unused-ignore]
        finally:
            forgetting.cancel()
            if give_up is not None:
                give_up.cancel()

    async def _forget_dropped(self) -> None:
        """Wait no longer for what no agent has.

        Faust has emptied the agents' queues. What one agent had acknowledged and another still in its queue is acknowledged by nobody any
        more; Faust counts on the garbage collector to forget it, but the first agent's last batch is referred to until its next: a
        rebalance then never ended. It is not committed, and comes again.
        """
        before = 0
        while hasattr(self.app, "busy"):
            await asyncio.sleep(LOOK)
            waiting = 0 if self.app.busy else len(self._unacked_messages)
            if waiting and waiting == before:
                self.log.info("%d records were in an agent's queue: they come again", waiting)
                self._unacked_messages.clear()
            before = waiting

    def _leave(self) -> None:
        self.log.warning("stopped while %d records were in work: they come again", len(self._unacked_messages))
        self._unacked_messages.clear()

    def _new_offset(self, tp: TP) -> int | None:
        delivered, acked = self._delivered[tp], self._acked_index[tp]
        last = None
        while delivered and delivered[0] in acked:
            last = delivered.popleft()
            acked.discard(last)
        # The list only tells Faust which partitions have something new; what waits behind a gap is looked at when the gap's own comes in.
        self._acked[tp].clear()
        return None if last is None else last + 1
