"""errands → courses: which pages this process is to read, and how far it has come with each.

Whoever holds the only partition of errands.v1 is the one scheduler; what it does stands in tinwatch/collecting.py.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from agents.flow import Flow, decoded, remember, settled
from topics.records import decode, encode
from topics.river import COURSES, ERRANDS
from topics.watchlist import Course, Ledger, Track, Watched

NUL = "\0"


def attach(flow: Flow) -> Courses:
    """Takes in the watch-list; who asks the platforms is told by the result what changes, and keeps there how far it came."""
    courses = Courses(flow)

    async def collect(messages: Sequence[Any]) -> None:
        errands, sent = await decoded(flow, messages, Watched)
        for _, watched in errands:
            sent += await courses.follow(watched)
        await settled(sent)

    flow.agent(ERRANDS, "collect", collect)
    return courses


class Courses:
    """Pages, posts and quotas as the changelog has them. What is kept is here at once, and durable when what `keep` gives is awaited."""

    def __init__(self, flow: Flow) -> None:
        self._flow, self._table = flow, flow.table(COURSES)
        self._table.on_recover(self._recover)
        self._loaded, self._times = False, 0
        self.courses: dict[str, Course] = {}
        self.tracks: dict[str, dict[str, Track]] = {}
        self.ledgers: dict[str, Ledger] = {}
        self.changed: Callable[[str], None] = lambda page: None
        """Told of each page whose entry in the watch-list changed, or that left it."""

    async def _recover(self) -> None:
        """The partition may have been another process's in between."""
        self._loaded = False

    def load(self) -> int:
        """How often all was read anew, as it is when the partition comes here."""
        if self._loaded:
            return self._times
        self._loaded, self._times = True, self._times + 1
        self.courses, self.tracks, self.ledgers = {}, {}, {}
        for key, value in self._table.data.items():
            page, _, post = key.decode().partition(NUL)
            if post and page:
                self.tracks.setdefault(page, {})[post] = decode(value, Track)
            elif page:
                self.courses[page] = decode(value, Course)
            else:
                self.ledgers[post] = decode(value, Ledger)
        return self._times

    async def follow(self, watched: Watched) -> list[Awaitable[Any]]:
        """Take in an entry of the watch-list. One whose question changed, or that was refused as it stood, is due again."""
        self.load()
        known = self.courses.get(watched.page.id)
        sent = await (self._leave(watched.page.id) if watched.gone else self.keep([_followed(known, watched)]))
        self.changed(watched.page.id)
        return sent

    async def _leave(self, page: str) -> list[Awaitable[Any]]:
        sent = await self.drop(page, list(self.tracks.get(page, ())))
        if self.courses.pop(page, None) is not None:
            sent.append(await remember(self._flow, self._table, page, None))
        return sent

    async def keep(self, records: Iterable[Struct], credential: str = "") -> list[Awaitable[Any]]:
        """Queue what is known now; `credential` names a ledger."""
        sent = []
        for record in records:
            if isinstance(record, Course):
                key = record.watched.page.id
                self.courses[key] = record
            elif isinstance(record, Track):
                key = f"{record.page}{NUL}{record.id}"
                self.tracks.setdefault(record.page, {})[record.id] = record
            elif isinstance(record, Ledger):
                key = f"{NUL}{credential}"
                self.ledgers[credential] = record
            else:
                raise TypeError(type(record))
            sent.append(await remember(self._flow, self._table, key, encode(record)))
        return sent

    async def drop(self, page: str, posts: Iterable[str]) -> list[Awaitable[Any]]:
        """Queue that these posts are not looked at any more."""
        tracks = self.tracks.get(page, {})
        gone = [post for post in posts if tracks.pop(post, None) is not None]
        return [await remember(self._flow, self._table, f"{page}{NUL}{post}", None) for post in gone]


def _followed(known: Course | None, watched: Watched) -> Course:
    """How far the page has come under this entry: what was asked before, if the question is still the same."""
    if known is None or (known.watched.ref, known.watched.platform) != (watched.ref, watched.platform):
        return Course(watched=watched, tier=watched.tier, back=watched.back)
    stood = known.why == "parameter"
    wish = watched.back if watched.back and not (known.back and known.back.asked >= watched.back.asked) else known.back
    return replace(
        known,
        watched=watched,
        tier=watched.tier if watched.fixed or watched.tier != known.watched.tier else known.tier,
        due=None if stood else known.due,
        why=None if stood else known.why,
        back=wish,
    )
