"""The console's way to take what Facebook sends by itself: checked, read at the edge, and in the river before it is answered."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Mapping
from typing import Any, Literal

import faust

from agents.flow import Flow, settled
from collectors.webhooks import LARGEST, genuine, greeted, told
from console.deliveries import Deliveries
from tinwatch.metrics import Metrics
from tinwatch.settings import Settings
from topics.records import Invalid, Post, encode
from topics.river import POSTS, REMOVALS
from topics.watchlist import Removal

REMEMBERED = 20_000
"""Changes that are known again when they come again; after a restart they are written once more, which changes nothing."""


class Facebook:
    largest = LARGEST

    def __init__(self, settings: Settings, app: faust.App) -> None:
        self._secret, self._word = settings.facebook_app_secret, settings.facebook_verify_token
        self._flow = Flow(app, Metrics())
        self._known: OrderedDict[bytes, None] = OrderedDict()

    def greeted(self, query: Mapping[str, str]) -> str | None:
        return greeted(query, self._word)

    async def take(self, body: bytes, signature: str) -> Literal["taken", "known", "forged", "unreadable"]:
        if not genuine(body, signature, self._secret):
            return "forged"
        try:
            found = {_print(record): record for record in told(body)}
        except Invalid:
            return "unreadable"
        fresh = {mark: record for mark, record in found.items() if mark not in self._known}
        await settled([await self._send(record) for record in fresh.values()])
        for mark in fresh:  # only what is durable is known: what failed comes again
            self._known[mark] = None
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return "taken" if fresh or not found else "known"

    async def _send(self, record: Post | Removal) -> Awaitable[Any]:
        if isinstance(record, Removal):
            return await self._flow.send(REMOVALS, record.page, record)
        return await self._flow.send(POSTS, record.page.id, record)


def deliveries(settings: Settings, app: faust.App) -> Deliveries | None:
    """None where the desk has no app of its own: then there is no such route."""
    return Facebook(settings, app) if settings.facebook_app_secret else None


def _print(record: Post | Removal) -> bytes:
    return hashlib.blake2b(encode(record), digest_size=16).digest()
