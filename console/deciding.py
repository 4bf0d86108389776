"""How a decision leaves the console: into the river, and then what became of it. The console itself writes no state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request

from console.access import visitor_of
from console.desk import desk_of
from topics.cases import Answer, Deed, Event

Send = Callable[[Event], Awaitable[None]]
"""Returns once the river has the event."""

PATIENCE_S = 10.0


def event(request: Request, case: str, deed: Deed, *, seen: int = -1, **fields: Any) -> Event:
    """A decision of who is logged in, now."""
    visitor = visitor_of(request)
    assert visitor
    at = datetime.now(UTC)
    return Event(id=uuid4().hex, case=case, deed=deed, at=at, by=visitor.name, role=visitor.role, seen=seen, **fields)


async def log(request: Request, case: str, deed: Deed, **fields: Any) -> None:
    """Write down that a case was read or exported, before it is shown; 503 when the river does not take it."""
    await tell(request, event(request, case, deed, **fields))


async def decide(request: Request, events: Sequence[Event]) -> list[Answer | None]:
    """Send them, and wait until each is answered; None for one that was not within PATIENCE_S, which is not lost."""
    for one in events:
        await tell(request, one)
    return await desk_of(request).answering.of(events, PATIENCE_S)


async def tell(request: Request, one: Event) -> None:
    """Put it into the river, without waiting for what becomes of it; 503 when the river does not take it."""
    send = desk_of(request).send
    if send is None:
        raise HTTPException(503, headers={"retry-after": "5"})
    await send(one)
