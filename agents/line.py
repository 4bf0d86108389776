"""Agents that change the same things take turns, and what one turn writes is durable only if that of the turn before is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

from agents.flow import Flow, settled


class Line:
    """Where the broker keeps the order of what it is sent, the next turn begins while this one's records are on their way to the disk:
    nobody waits for a disk that another is waiting for."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._one_at_a_time = asyncio.Lock()
        self._before: list[Awaitable[Any]] = []

    @asynccontextmanager
    async def turn(self, sent: list[Awaitable[Any]]) -> AsyncIterator[None]:
        """A turn that sends what the list holds at its end; over when all of that is durable."""
        async with self._one_at_a_time:
            await self._flow.after(self._before)
            self._before = sent
            yield
            await self._flow.after(sent)
        await settled(sent)
