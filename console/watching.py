"""What the console may do with the watch-list: read a list, look at an entry, write entries. Made by tinwatch/watchlists.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from topics.watchlist import Watched


class Line(Protocol):
    """A line of a list: its entry, or the problem for which there is none; a note where it should be looked at."""

    @property
    def number(self) -> int: ...

    @property
    def watched(self) -> Watched | None: ...

    @property
    def problem(self) -> str: ...

    @property
    def note(self) -> str: ...


class Watching(Protocol):
    def now(self) -> datetime:
        """By the clock that the collectors live by."""
        ...

    def read(self, text: str, by: str) -> Sequence[Line]:
        """Every line of a list, CSV or JSON."""
        ...

    def entry(self, cells: Mapping[str, str], by: str) -> Line:
        """One entry from its cells by the names of a list's columns."""
        ...

    def cells(self, watched: Watched) -> dict[str, str]:
        """The entry as a line of a list."""
        ...

    async def write(self, entries: Sequence[Watched]) -> None:
        """Returns once the river has them."""
        ...
