"""What every page of one running console shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from anyio import CapacityLimiter
from starlette.requests import Request

from console.live import Live
from console.sessions import Sessions
from console.settings import Settings
from console.throttle import Throttle
from console.users import Users
from search.port import Index


@dataclass(frozen=True)
class Desk:
    """`hashing` bounds how many passwords are checked at once: each takes 64 MiB for some tens of milliseconds."""

    index: Index
    users: Users
    sessions: Sessions
    throttle: Throttle
    live: Live
    settings: Settings
    hashing: CapacityLimiter


def desk_of(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)
