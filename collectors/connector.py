"""What every source looks like to the scheduler: three questions, each answered in pieces that can be stored one by one.

A connector is one file in collectors/sources/ with `make(ask: Ask, secrets: Mapping[str, str]) -> Connector`; the scheduler finds it by
its name, the platform. `secrets` holds the settings that begin with the platform's name, without it: TINWATCH_FACEBOOK_TOKEN is `token`,
TINWATCH_FACEBOOK_API `api` (where it is asked: another address in tests); what is not given is "". `make` raises Refusal `token` when it
cannot do without. A connector keeps nothing between rounds: what it must remember travels in `cursor`, a text of its own, stored only
after the piece is in the river. The scheduler may leave off after any piece (nothing new in it, the budget spent, kill -9): the cursor of
the last one stored must then lead to all that was not given yet. A page that is new and a backfill begin with the cursor that
collectors/listing.py's `since` writes: nothing older than `done` is wanted. The scheduler fills in `collected_at`, drops what it knows and
sees edits by the text.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from topics.records import Post
from topics.watchlist import Watched


@dataclass(frozen=True)
class Usage:
    """What a platform says of the quota: `used` 0–1 of what it allows, `wait` until it answers again."""

    used: float = 0.0
    wait: timedelta | None = None
    token_until: datetime | None = None


@dataclass(frozen=True)
class Haul:
    """A piece of an answer. `gone`: ids the source says are no longer there. `name`: how the page is called now. `whole`: the piece ends a
    complete list, so that what was known and is not among the posts since then is gone."""

    posts: tuple[Post, ...] = ()
    cursor: str = ""
    gone: tuple[str, ...] = ()
    name: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Allowance:
    """Requests a credential may make: `calls` in `per`, of which the scheduler plans at most `share`."""

    calls: int
    per: timedelta = timedelta(hours=1)
    share: float = 0.9


class Connector(Protocol):
    """Posts are whitelisted field by field here, at the edge: nothing of an author is ever in what these give. Each raises Refusal."""

    allowance: Allowance
    credential: str
    """Names what the quota belongs to; pages that share it share the budget. Never the secret itself."""

    again_at_once: int
    """Posts that `again` takes in one question; 0 where the source cannot be asked for single posts."""

    def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        """The page's newest posts, as far back as `cursor` reaches; one request a piece."""
        ...

    def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        """The comments under a post since `cursor`, oldest first; empty where the source has none."""
        ...

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        """These posts as they are now, with their counts; those that are gone by their id."""
        ...


@runtime_checkable
class Ending(Protocol):
    """A connector whose credential ends by itself, and that can be asked when."""

    async def ends(self) -> datetime | None:
        """When; None where it does not. Raises Refusal."""
        ...


Counted = Callable[[Usage | None], None]
"""Told of every request that was made, with what the answer said of the quota: called by collectors/asking.py, also when it fails."""
