"""4CAT's tables (the Amsterdam toolkit's CSV): Facebook, TikTok with its comments, Instagram. Times are Unix seconds.

Columns: `map_item` of its datasources facebook, tiktok, tiktok_comments, instagram. The page is read from the address of the post; only
Instagram's addresses do not tell it, and there the account is looked up among those that the desk vouches for, and forgotten if it is none.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any

from collectors.uploads.addresses import located
from collectors.uploads.cells import Unfit
from collectors.uploads.making import Given, counted, post, reach, timed
from collectors.uploads.owners import PERSONAL
from collectors.uploads.tables import Row
from topics.records import Post

NEEDED = frozenset({"id", "body", "timestamp", "unix_timestamp"})
_OTHERS = "a table of 4CAT about a source that is not read here: Facebook, TikTok, TikTok comments and Instagram are"


def from_row(row: Row, given: Given) -> Post:
    for marks, make in _KINDS:
        if marks <= row.cells.keys():
            fields = make(row, given)
            return post(text=row("body"), given=given, published_at=timed(row, UTC, "unix_timestamp", "timestamp"), **fields)
    raise Unfit(_OTHERS)


def _facebook(row: Row, given: Given) -> dict[str, Any]:
    where = located(row("url"))
    if row("is_in_group").lower() == "yes" or (where is not None and where.person):
        raise Unfit(PERSONAL)
    page = given.owners.page(where.page if where is not None else "")
    return {"id": f"{page.id}_{row('id')}", "page": page, "platform": "facebook", "url": row("url")}


def _tiktok(row: Row, given: Given) -> dict[str, Any]:
    where = located(row("tiktok_url"))
    counts = reach(counted(row, "likes"), counted(row, "comments"), counted(row, "shares"), counted(row, "plays"))
    page = given.owners.page(where.page if where is not None else "")
    return {"id": f"tt:{row('id')}", "page": page, "platform": "tiktok", "url": row("tiktok_url"), "reach": counts}


def _comment(row: Row, given: Given) -> dict[str, Any]:
    where = located(row("post_url"))
    page = given.owners.page(where.page if where is not None else "")
    parent = f"tt:{row('post_id')}"
    counts = reach(counted(row, "likes"), counted(row, "replies"), None, None)
    return {"id": f"tt:{row('id')}", "kind": "comment", "parent": parent, "page": page, "platform": "tiktok", "reach": counts}


def _instagram(row: Row, given: Given) -> dict[str, Any]:
    if row("type") == "comment":
        raise Unfit("a comment without the page it stands under")
    page = given.owners.page(f"ig:{row('author')}")
    counts = reach(counted(row, "num_likes"), counted(row, "num_comments"), None, None)
    return {"id": f"ig:{row('id')}", "page": page, "platform": "instagram", "url": row("url"), "reach": counts}


_KINDS = (
    ({"is_in_group"}, _facebook),
    ({"comment_url", "post_id"}, _comment),
    ({"tiktok_url"}, _tiktok),
    ({"num_likes", "media_url"}, _instagram),
)
"""Columns that only one of the tables has."""
