"""The newest version that the index has of each alert."""

from __future__ import annotations

from collections.abc import Sequence

from search.port import Index, Placed

MOST = 100_000
"""Alerts remembered; then the index is asked again."""


class Newest:
    """Tells alerts that come late from those that are news.

    The index takes whatever stands later in the river. But a worker that was paused in the middle of a batch, and whose work others took
    over meanwhile, still sends what it had in hand when it goes on: an older version of an alert at a later place. It must undo nothing.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._versions: dict[str, int] = {}

    def forget(self) -> None:
        """Another process may write alerts now."""
        self._versions.clear()

    async def of(self, alerts: Sequence[Placed]) -> list[Placed]:
        """Those that are no older than what is known of their alert, in their order; raises what the index raises."""
        if len(self._versions) > MOST:
            self.forget()
        for id in {placed.alert.id for placed in alerts} - self._versions.keys():
            known = await self._index.alert(id)
            self._versions[id] = known.version if known else 0
        fresh = []
        for placed in alerts:
            if placed.alert.version >= self._versions[placed.alert.id]:
                self._versions[placed.alert.id] = placed.alert.version
                fresh.append(placed)
        return fresh
