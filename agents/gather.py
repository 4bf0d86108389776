"""traces → patterns."""

from __future__ import annotations

import asyncio
import ctypes
from collections.abc import Callable, Sequence
from typing import Any

from agents.flow import Flow, decoded, remember, settled
from alerts.gathering import Gathering
from topics.patterns import Memory, Pattern, Traces
from topics.records import decode, encode
from topics.river import MEMORIES, PATTERNS, TRACES


def attach(flow: Flow) -> Callable[[], Gathering]:
    """Keeps in a table what it takes to know again all that was known; the knowing itself is in flat memory."""
    table = flow.table(MEMORIES)
    gathering = Gathering()

    async def recall() -> None:
        """Take in what the changelog has and we do not know: all of it after a start, another worker's work after its end."""
        found = sorted(table.data.items(), reverse=True)
        table.data.clear()  # known soon, and a second copy of it would double the memory
        while found:
            gathering.restore(decode(found.pop()[1], Memory))
            await asyncio.sleep(0)  # half a million posts take a while, in which heartbeats must go out
        _give_back()

    table.on_recover(recall)

    async def gather(messages: Sequence[Any]) -> None:
        batches, sent = await decoded(flow, messages, Traces)
        changed: dict[str, Pattern] = {}
        for message, batch in batches:
            await asyncio.sleep(0)  # a batch takes tens of milliseconds
            step = gathering.take(message.offset, batch)
            if step is None:  # taken before, but nobody knows whether its patterns were sent
                changed |= {pattern.id: pattern for pattern in gathering.since(message.offset)}
                continue
            sent.append(await remember(flow, table, _key(message.offset), encode(step.memory)))
            for offset in step.forgotten:
                sent.append(await remember(flow, table, _key(offset), None))
            changed |= {pattern.id: pattern for pattern in step.memory.patterns}
        table.data.clear()
        for id, pattern in changed.items():
            sent.append(await flow.send(PATTERNS, id, pattern))
            flow.meter.add("pattern_versions", label=pattern.kind)
        await settled(sent)

    flow.agent(TRACES, "gather", gather)
    return lambda: gathering


def _give_back() -> None:
    """Return to the system what recovery freed: it reads superseded records too, and the C library keeps the room of all of them."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of the GNU library only
    if trim is not None:
        trim(0)


def _key(offset: int) -> str:
    """Sorts as the offsets do."""
    return f"{offset:020d}"
