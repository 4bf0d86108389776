"""What one open feed receives: server-sent events whose `id` is the position to resume from."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from alerts.holding import REASONS
from console import measures
from console.filters import matches
from console.live import Follower, Live, News
from search.port import AlertQuery, Unavailable
from topics.records import BANDS

log = logging.getLogger(__name__)

FAR = 20_000
"""Positions. Who was away for longer gets a fresh page instead of every alert in between."""

RETRY_MS = 1500
_COUNTS_EVERY_S = 1.0


class Stream:
    """One browser's feed, filtered by `query`. `card` renders an alert; `alive` tells whether the session still holds."""

    def __init__(
        self, live: Live, query: AlertQuery, *, card: Callable[[News], str], alive: Callable[[], bool], heartbeat_s: float = 15.0
    ) -> None:
        self._live = live
        self._query = query
        self._card = card
        self._alive = alive
        self._heartbeat_s = heartbeat_s
        self._sent = -1
        self._counts_due: float | None = 0.0

    async def events(self, after: int | None) -> AsyncIterator[str]:
        """Everything after this position (None: from now on), then whatever comes, until the session or the process ends."""
        try:
            with self._live.follow() as follower:
                yield f"retry: {RETRY_MS}\n\n"
                async for event in self._past(after):
                    yield event
                async for event in self._future(follower):
                    yield event
        except Unavailable as error:
            log.info("a live feed ends and will resume, the index does not answer: %s", error)

    async def _past(self, after: int | None) -> AsyncIterator[str]:
        """Called once the follower is registered: what comes while we read here waits in its queue."""
        if self._live.head is None:
            raise Unavailable("the reader has not started")
        last = await self._live.index.last_position()
        self._sent = last if after is None else after
        if self._sent > last or last - self._sent > FAR:
            self._sent = last
            yield _event("reset", {}, last)
            return
        while batch := await self._live.news(self._sent):
            for news in batch:
                yield self._told(news)

    async def _future(self, follower: Follower) -> AsyncIterator[str]:
        clock = asyncio.get_running_loop().time
        beat_due = clock() + self._heartbeat_s
        while not (follower.lagging or self._live.closing):
            if self._counts_due is not None and clock() >= self._counts_due:
                self._counts_due = None
                yield _event("counts", await self._counts())
            if clock() >= beat_due:
                if not self._alive():
                    yield _event("over", {})
                    return
                beat_due = clock() + self._heartbeat_s
                yield ": heartbeat\n" + _event("beat", {}, self._sent)
            news = await follower.next(max(0.0, min(beat_due, self._counts_due or beat_due) - clock()))
            if news and news.position > self._sent and not follower.lagging:
                if not self._alive():
                    yield _event("over", {})
                    return
                yield self._told(news)
                self._counts_due = self._counts_due or clock() + _COUNTS_EVERY_S

    def _told(self, news: News) -> str:
        """An alert that fits the filter as its card; one that does not (any longer) as `gone`, so that its card goes."""
        self._sent = news.position
        alert = news.alert
        if matches(self._query, alert):
            at = int(alert.updated_at.timestamp() * 1000)
            return _event("alert", {"id": alert.id, "at": at, "version": alert.version, "html": self._card(news)}, news.position)
        return _event("gone", {"id": alert.id}, news.position)

    async def _counts(self) -> dict[str, int]:
        return await counts(self._live, self._query)


async def counts(live: Live, query: AlertQuery) -> dict[str, int]:
    """Alerts that the filter shows, that each band has in the feed, and that are held back: all, and for each reason."""
    bands: dict[str, int] = {band: await live.total(replace(AlertQuery(), bands=(band,))) for band in BANDS}
    reasons: dict[str, int] = {reason: await live.total(AlertQuery(held=True, reasons=(reason,))) for reason in REASONS}
    return {"shown": await live.total(query), "held": await live.total(AlertQuery(held=True)), **bands, **reasons}


def _event(kind: str, data: object, position: int | None = None) -> str:
    """One event; JSON keeps it on one line."""
    measures.EVENTS.labels(kind).inc()
    identity = "" if position is None else f"id: {position}\n"
    return f"{identity}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"
