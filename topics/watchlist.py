"""The watch-list as it travels: which pages are to be read, how far the collectors have come with each, and what each round brought.

Pages only, of organisations: nothing here names or counts a person, and what is remembered of a comment is a fingerprint.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from topics.records import SCHEMA, Id, Page, Reach, utc

Tier = Literal["A", "B", "C"]
"""How often a page is read: A every quarter of an hour, B every four hours, C once a day (domain.md §6.1)."""

Owner = Literal["organisation", "business", "media", "authority", "community", "unknown"]
"""Who is behind a page. There is no word for a private person: their profiles are refused at import."""

Why = Literal["app", "user", "page", "rate", "token", "permission", "parameter", "blocked", "transient", "gone", "schema"]
"""Why a platform did not answer a question, in the terms of what is to be done (collectors/refusal.py)."""


class Named(Struct, frozen=True, array_like=True):
    """A name that a page had, and when it was first seen to have it."""

    name: str
    at: datetime


class Gap(Struct, frozen=True, array_like=True):
    """A span in which a page should have been collected and was not."""

    since: datetime
    until: datetime


class Watched(Struct, frozen=True, kw_only=True):
    """A page that the desk watches, as people of the desk wrote it down. Key: `page.id`, the id its posts carry.

    `ref` is what the connector of `platform` asks by: the platform's own id, a channel's name, a feed's address. `fixed`: the tier is not
    moved by itself. `basis`: the lawful basis of watching it, in the desk's words. `gone`: taken off the list. `by`: who wrote it down.
    `back`: posts of its past that the desk wants fetched; an entry without one leaves such a wish as it stands.
    """

    page: Page
    platform: str
    ref: str
    url: str = ""
    place: str = ""
    owner: Owner = "unknown"
    tier: Tier = "C"
    fixed: bool = False
    tags: tuple[str, ...] = ()
    basis: str = ""
    gone: bool = False
    by: str = ""
    at: datetime | None = None
    back: Backfill | None = None
    schema: int = SCHEMA


class Backfill(Struct, frozen=True, kw_only=True):
    """A page's posts of a time that is over, published from `since` until before `until`, wanted since `asked`.

    `reached`: the oldest publishing time read so far. `done`: when all was read. `said`: why it stopped before.
    """

    since: datetime
    until: datetime
    asked: datetime
    cursor: str = ""
    reached: datetime | None = None
    posts: int = 0
    done: datetime | None = None
    said: str = ""


class Course(Struct, frozen=True, kw_only=True):
    """How far the collector has come with a page. Value of its table, key `page.id`.

    `cursor` is the connector's own text. `due`: when it is read next; None: not before its entry in the watch-list changes. `rate`: posts a
    day, averaged. `since`: the refusals since then are unbroken. `until`: not asked before. `seen`: fingerprints of the ids of posts known,
    newest last. `back`: what is being fetched of its past.
    """

    watched: Watched
    tier: Tier = "C"
    due: datetime | None = None
    cursor: str = ""
    name: str = ""
    rate: float = 0.0
    last_try: datetime | None = None
    last_ok: datetime | None = None
    last_post: datetime | None = None
    why: Why | None = None
    said: str = ""
    since: datetime | None = None
    until: datetime | None = None
    failures: int = 0
    seen: bytes = b""
    back: Backfill | None = None


class Track(Struct, frozen=True, kw_only=True):
    """A post that is looked at again: for its comments, its counts, an edit, its end. Value of the same table, key `page.id` NUL post id.

    `cursor` is the connector's place among its comments. `digest`: of the text last sent. `comments`: id → fingerprint of its text.
    `due`: when it is looked at again whatever its page's list says. `stir`: since when there may be comments that were not read,
    where `read` is its count when they were; `again`: when they are read again from the first. `missing`: 1 where the list lacks it, 2
    where it is there all the same.
    """

    id: Id
    page: Id
    published: datetime
    digest: bytes = b""
    reach: Reach | None = None
    cursor: str = ""
    due: datetime | None = None
    looks: int = 0
    missing: int = 0
    stir: datetime | None = None
    read: int = 0
    again: datetime | None = None
    comments: dict[str, str] = {}


class Ledger(Struct, frozen=True, kw_only=True):
    """What one credential was asked, so that a restart does not forget it. Value of the same table, key NUL credential.

    `minutes`: minute since 1970 → requests in it, as far back as its allowance reaches. `used`: 0–1, the platform's own figure at `at`.
    `until`: not before then. `off`: question → not before then. `strain`: how often in a row it was told that it asks too much.
    `failures`: unbroken ones of the connection. `key`: a fingerprint of the secret, so that a new one is noticed.
    """

    minutes: dict[int, int] = {}
    used: float = 0.0
    at: datetime | None = None
    until: datetime | None = None
    why: Why | None = None
    said: str = ""
    off: dict[str, datetime] = {}
    strain: int = 0
    failures: int = 0
    key: str = ""


class Round(Struct, frozen=True, kw_only=True):
    """What one visit to a page brought, or why it brought nothing. `posts`, `comments`: new ones. `quota`: 0–1 of the credential's hour.

    `token_until`: when the credential ends, where the platform tells. `every`: seconds between two visits as the scheduler wants them.
    """

    page: Page
    platform: str
    at: datetime
    ok: bool
    posts: int = 0
    comments: int = 0
    edited: int = 0
    removed: int = 0
    tier: Tier = "C"
    every: float = 0.0
    why: Why | None = None
    said: str = ""
    until: datetime | None = None
    quota: float = 0.0
    token_until: datetime | None = None
    renamed_from: str = ""
    schema: int = SCHEMA


class Trouble(Struct, frozen=True, kw_only=True):
    """Something that holds up collecting pages of a platform, as the desk was told of it (alerts/troubles.py). Key: `key`.

    `since`: when it was first seen; `told`: when the desk last heard of it. `over`: it passed, and the desk heard that too.
    """

    key: Id
    cause: str
    platform: str
    pages: int
    since: datetime
    told: datetime
    level: int = 0
    over: bool = False
    schema: int = SCHEMA


class PageHealth(Struct, frozen=True, kw_only=True):
    """What is known of a page: when it was last heard of, what the desk wrote down of it, how collecting it goes.

    Folding the same news in twice, or in another order, changes nothing (alerts/watch.py). `last`: the newest visit; `last_ok`: when
    one was last answered; `failing_since`: the first refusal after that. `hours`: week (alerts/baseline.py) → 168 bits, one for each
    of its hours in which the page published. `names`, `gaps`: oldest first.
    """

    page: Page
    platform: str = ""
    last_post_at: datetime | None = None
    last_comment_at: datetime | None = None
    last_seen_at: datetime | None = None
    watched: Watched | None = None
    last: Round | None = None
    last_ok: datetime | None = None
    failing_since: datetime | None = None
    hours: dict[int, bytes] = {}
    names: tuple[Named, ...] = ()
    gaps: tuple[Gap, ...] = ()
    schema: int = SCHEMA

    @property
    def far(self) -> datetime | None:
        """Grows with all that is heard: of two records of one page the one that is further is the newer."""
        heard = (self.last_seen_at, self.watched.at if self.watched else None, self.last.at if self.last else None)
        return max((utc(at) for at in heard if at is not None), default=None)


class Removal(Struct, frozen=True, kw_only=True):
    """A post or comment that the platform no longer shows. `said`: how that was learned (`webhook`, `asked again`)."""

    id: Id
    page: Id
    at: datetime
    said: str = ""
    schema: int = SCHEMA
