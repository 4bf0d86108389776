"""What judge remembers of the desk's mutes, each by the case from which it was said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from agents.flow import Flow, remember
from agents.kept import Kept
from alerts.silence import Until, muted, together
from topics.cases import Case
from topics.mutes import Muted
from topics.records import decode, encode
from topics.river import MUTES


class _Far(Struct, frozen=True):
    far: int


class Silences:
    """A mute that has ended leaves its mark, so that a late writer (agents/kept.py) cannot bring it back; it goes with its case."""

    def __init__(self, flow: Flow, recovered: Callable[[], Awaitable[None]]) -> None:
        self._flow = flow
        self._kept = Kept(lambda value: (decode(value, _Far).far,))
        self._new: dict[str, bytes | None] = {}
        self._table = flow.table(MUTES, self._heard)
        self._table.on_recover(recovered)

    async def _heard(self, event: Any) -> None:
        self._kept.take(event.message.key.decode(), event.message.value)

    def until(self) -> Until:
        """What is muted, ended mutes left out; those whose time is over are still in it until the clock says so."""
        return together(decode(value, Muted) for _, value in self._kept.values())

    def take(self, case: Case) -> set[str]:
        """The pages that this version of the case mutes or muted; none where it never did, and of an older version than the last."""
        known = decode(self._kept[case.id], Muted) if case.id in self._kept else None
        now = muted(case)
        if (known is None and now.until is None) or (known is not None and now.far < known.far):
            return set()
        if known is None or replace(now, far=known.far) != known or case.gone:
            self._new[case.id] = None if case.gone else encode(now)
            self._kept.take(case.id, self._new[case.id])
        return {*now.pages, *(known.pages if known else ())}

    async def written(self) -> list[Awaitable[Any]]:
        """Writes down what was taken, and again what a late writer wrote over; the results are to be awaited before the ack."""
        again = {id: self._kept[id] for id in self._kept.late}
        self._kept.late.clear()
        new, self._new = again | self._new, {}
        return [await remember(self._flow, self._table, id, value) for id, value in new.items()]
