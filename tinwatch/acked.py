"""What may be committed of a partition: everything up to the first record that was delivered and is not acknowledged yet."""

from __future__ import annotations

from collections import deque
from typing import Any

from faust.types import TP


class InOrder:
    """Part of a consumer; `_delivered` holds the offsets handed to agents, in order.

    Faust itself takes the highest run of acknowledged offsets, and so commits past a record that is still in work (upstream #606).
    """

    _delivered: dict[TP, deque[int]]
    _acked_index: Any
    _acked: Any

    def _new_offset(self, tp: TP) -> int | None:
        delivered, acked = self._delivered[tp], self._acked_index[tp]
        last = None
        while delivered and delivered[0] in acked:
            last = delivered.popleft()
            acked.discard(last)
        # The list only tells Faust which partitions have something new; what waits behind a gap is looked at when the gap's own comes in.
        self._acked[tp].clear()
        return None if last is None else last + 1
