"""What may be committed of a partition: everything up to the first record that was delivered and is not acknowledged yet."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from faust.types import TP

PATIENCE = 20.0
"""Seconds that a stop waits for what is in work: an index that is away may be away for long, and what is not acknowledged comes again."""


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
        try:
            await super().wait_empty()  # type: ignore[misc, unused-ignore]
        finally:
            if give_up is not None:
                give_up.cancel()

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
