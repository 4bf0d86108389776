"""A list that a platform gives newest first, page by page, read so that nothing is lost wherever the reading is broken off.

Pages are named by the platform's own marks, which may move as posts come and go. So the mark of the page that was given last is kept: it is
asked for again, and only if it still reaches back to what was given is the reading gone on with from there; else it begins at the top.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from statistics import median
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from collectors.connector import Haul
from collectors.refusal import Refusal
from topics.records import Post, utc

S = TypeVar("S", bound=Struct)


class Stale(Exception):
    """The platform does not know this mark of a page any more."""


class Sheet(NamedTuple):
    """One page of a list, newest first. `next` is the mark of the one after it, "" at the end."""

    posts: tuple[Post, ...]
    next: str = ""
    name: str = ""


class Place(Struct, omit_defaults=True):
    """How far a list was read; moments in seconds since 1970.

    `done`: all that is older was given. Where the reading was broken off: `top`, the newest that was given; `mark`, of the page given last;
    `low`, the oldest on it.
    """

    done: float = 0.0
    top: float = 0.0
    low: float | None = None
    mark: str = ""


Turn = Callable[[str], Awaitable[Sheet]]
"""Fetches the page of this mark, "" for the first; raises Stale and Refusal."""


def since(moment: datetime) -> str:
    """The cursor of a list of which all before this moment is as good as given."""
    return msgspec.json.encode(Place(done=moment.timestamp())).decode()


async def newest_first(turn: Turn, cursor: str, *, entire: bool = False, ranked: bool = False) -> AsyncIterator[Haul]:
    """All that is newer than what the cursor says was given, then what an earlier reading that was broken off left over.

    `entire` reads to the end of the list every time, and says so when it did in one go (`Haul.whole`). `ranked`: the order is not strictly
    that of time, so an old post among new ones does not end the reading; a page of which half is old does.
    """
    place = begun(cursor, Place)
    sheet, mark, straight = await turn(""), "", True
    posts, top, name = sheet.posts, max(_newest(sheet), place.top), sheet.name
    if place.low is not None and sheet.next and _oldest(sheet) <= place.top:
        left = await _left_over(turn, sheet, place)
        if left is not None:
            straight = False
            mark, sheet, between = left
            posts += between
    last = Place(place.done, top)
    while True:
        ended = not sheet.next or (not entire and (_middle(sheet) if ranked else _oldest(sheet)) < place.done)
        if sheet.posts:  # a page may be empty and yet not be the last
            last = Place(place.done, top, _oldest(sheet), mark)
        so_far = Place(done=0.0 if entire else top) if ended else last
        yield Haul(posts, cursor=msgspec.json.encode(so_far).decode(), name=name, whole=ended and entire and straight)
        if ended:
            return
        if sheet.next == mark:
            raise Refusal("schema", "a page that is followed by itself")
        mark = sheet.next
        try:
            sheet = await turn(mark)
        except Stale:
            raise Refusal("transient", "the mark of the next page is not known") from None
        posts = sheet.posts


async def _left_over(turn: Turn, first: Sheet, place: Place) -> tuple[str, Sheet, tuple[Post, ...]] | None:
    """The page after the one that was given last, its mark, and what was read on the way; None when its place is lost."""
    try:
        last = await turn(place.mark) if place.mark else first
        if place.low is None or _newest(last) < place.low:
            return None
        if not last.next:
            return place.mark, last, last.posts
        sheet = await turn(last.next)
    except Stale:
        return None
    return last.next, sheet, last.posts + sheet.posts


def begun(cursor: str, kind: type[S]) -> S:
    """What a cursor says; nothing, as before the first reading, where an older version wrote it: everything is asked for once more."""
    try:
        return msgspec.json.decode(cursor, type=kind) if cursor else kind()
    except msgspec.DecodeError:
        return kind()


def _moments(sheet: Sheet) -> list[float]:
    return [utc(post.published_at).timestamp() for post in sheet.posts if post.published_at is not None]


def _newest(sheet: Sheet) -> float:
    return max(_moments(sheet), default=0.0)


def _middle(sheet: Sheet) -> float:
    return median(_moments(sheet) or [float("inf")])


def _oldest(sheet: Sheet) -> float:
    return min(_moments(sheet), default=float("inf"))
