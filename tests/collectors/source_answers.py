"""A connector asked as the scheduler asks it: in pieces, left off where a test wants it, with every word it lets out kept for a look."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from stubs.serving import Stub

from collectors.asking import Ask
from collectors.connector import Connector, Haul
from topics.records import Page, Post, decode, encode
from topics.watchlist import Watched


@dataclass
class Asked:
    """`counted`: requests that were counted before they were made."""

    connector: Connector
    watched: Watched
    counted: list[None] = field(default_factory=list)

    async def posts(self, cursor: str = "", pieces: int = 1_000) -> list[Haul]:
        return [haul async for haul in some(self.connector.posts(self.watched, cursor), pieces)]

    async def comments(self, post: str, cursor: str = "", pieces: int = 1_000) -> list[Haul]:
        return [haul async for haul in some(self.connector.comments(self.watched, post, cursor), pieces)]


async def some(hauls: AsyncIterator[Haul], most: int) -> AsyncIterator[Haul]:
    async for haul in hauls:
        yield haul
        most -= 1
        if most <= 0:
            return


@asynccontextmanager
async def asked(stub: Stub, ref: str = "") -> AsyncIterator[Asked]:
    """The connector of this stub's platform; the page is called by another id than its posts, as a desk may."""
    counted: list[None] = []

    async def before() -> None:
        counted.append(None)

    async with Ask(before, lambda usage: None, inside=True) as ask:
        connector = importlib.import_module(f"collectors.sources.{stub.platform}").make(ask, stub.secrets)
        page = Page(id=f"{stub.platform}:page", name="Trang A")
        yield Asked(connector, Watched(page=page, platform=stub.platform, ref=ref or stub.ref), counted)


def ids(hauls: list[Haul]) -> list[str]:
    return [post.id for haul in hauls for post in haul.posts]


def texts(hauls: list[Haul]) -> dict[str, str]:
    """What each post says, in its text or its article's title; the last time it was told."""
    return {post.id: post.text or (post.article.title if post.article else "") for haul in hauls for post in haul.posts}


def let_out(hauls: list[Haul]) -> str:
    """All that a connector gave, as it travels and can be read at the other end."""
    posts = [encode(post) for haul in hauls for post in haul.posts]
    assert [decode(post, Post) for post in posts] == [post for haul in hauls for post in haul.posts]
    return " ".join(f"{haul.cursor} {haul.name} {haul.gone}" for haul in hauls) + b" ".join(posts).decode()
