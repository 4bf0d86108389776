"""Rule packs tried on the desk's own posts: what the console asks for, and what it is told while it goes on."""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

Course = Literal["checking", "running", "done", "ended", "refused", "failed"]
"""`ended` by a person; `refused` for what is wrong with the pack; `failed` where the index did not answer."""


class Day(Struct, frozen=True):
    """One day of Viet Nam, or all together (`day` empty); as `tinwatch backtest` counts."""

    day: str
    posts: int
    alerts: int
    new: int
    live: int
    lost: int


class Example(Struct, frozen=True):
    id: str
    day: str
    text: str


class Rule(Struct, frozen=True):
    name: str
    alerts: int
    samples: tuple[Example, ...]


class Pair(Struct, frozen=True):
    """A pack on trial beside the one of the same name in force: by day (empty: all) posts, alerts of the first, of the other, of both;
    and posts that only one of them alerted on, `+` for the one on trial."""

    pack: str
    version: str
    days: tuple[tuple[str, int, int, int, int], ...]
    only: tuple[tuple[str, Example], ...]


class Trial(Struct, frozen=True, kw_only=True):
    """One backtest. `done` of `total` posts are counted. `again`: a pack of the same name is in force. `confirmed` and `false_alarms`: how
    the desk decided about posts that alert, by this pack and by the one in force. `cost`: milliseconds of processor time that it adds to a
    post, and that the detectors take. `pairs`: the packs on trial, where these were asked for. `typed` is the pack as it was given."""

    days: int
    typed: str = ""
    course: Course = "checking"
    pack: str = ""
    version: str = ""
    problems: tuple[str, ...] = ()
    done: int = 0
    total: int = 0
    again: bool = False
    counts: tuple[Day, ...] = ()
    rules: tuple[Rule, ...] = ()
    confirmed: tuple[int, int] = (0, 0)
    false_alarms: tuple[int, int] = (0, 0)
    cost: tuple[float, float] | None = None
    pairs: tuple[Pair, ...] | None = None

    @property
    def under_way(self) -> bool:
        return self.course in ("checking", "running")


class Trials(Protocol):
    """One at a time on the whole desk."""

    def current(self) -> Trial | None:
        """The one under way, or the last one of this process."""
        ...

    def start(self, pack: str, days: int) -> bool:
        """Begin; False where one is under way, here or in another process of the desk."""
        ...

    def compare(self, days: int) -> bool:
        """Begin to compare the packs on trial with those in force; False as in `start`."""
        ...

    def end(self) -> None:
        """End the one under way; what was counted stays to be seen."""
        ...
