"""What every page of one running console shares."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import cast

from anyio import CapacityLimiter
from starlette.requests import Request

from alerts.plan import Plan
from channels.eml import File
from console.answering import Answering
from console.deliveries import Deliveries
from console.entrance import Entrance
from console.intake import Intake
from console.live import Live
from console.saved import Saved
from console.sessions import Sessions
from console.settings import Settings
from console.throttle import Throttle
from console.trials import Trials
from console.users import Users
from console.watching import Watching
from search.port import Index
from topics.cases import Captured, Case, Event

Hand = Callable[[Case, str], Awaitable[File]]
"""Case and form (channels/handing.py: MEDIA) → the file; raises channels.packet.Lacking when the case may not leave so."""

Keep = Callable[[Case, str, bytes, str], Awaitable[Captured | str]]
"""Case, id of its post, a picture, who brings it → the evidence, kept (tinwatch/evidence/brought.py); or why it is not taken."""


@dataclass(frozen=True)
class Desk:
    """`hashing` bounds how many passwords are checked at once: each takes 64 MiB for some tens of milliseconds.
    `send` puts a decision into the river; without it nobody can decide anything here.
    `plan` is what the desk has settled for its cases, as the agents have it: the page tells by it what a finding lacks.
    `hand` makes the files that are handed over; without it there are none. `intake` takes what people bring in, `keep` what they bring as
    evidence, `watching` changes of the watch-list, `deliveries` what platforms send by themselves, `trials` tries rule packs; each only
    where it is there.
    """

    index: Index
    users: Users
    sessions: Sessions
    throttle: Throttle
    live: Live
    settings: Settings
    hashing: CapacityLimiter
    saved: Saved
    send: Callable[[Event], Awaitable[None]] | None = None
    plan: Plan = field(default_factory=Plan)
    hand: Hand | None = None
    entrance: Entrance = field(kw_only=True)
    intake: Intake | None = field(default=None, kw_only=True)
    keep: Keep | None = field(default=None, kw_only=True)
    watching: Watching | None = field(default=None, kw_only=True)
    deliveries: Deliveries | None = field(default=None, kw_only=True)
    trials: Trials | None = field(default=None, kw_only=True)
    answering: Answering = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "answering", Answering(self.index.docket))


def desk_of(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)
