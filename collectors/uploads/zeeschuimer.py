"""Zeeschuimer's NDJSON (the browser extension that keeps what a person's browser was shown), and the same as 4CAT hands it out.

A line of the extension: `nav_index, item_id, timestamp_collected` (ms), `source_platform, source_platform_url, source_url, user_agent,
data` (js/zs-background.js); of 4CAT: the data itself with `__import_meta`. What `data` holds is what each platform's own page is made of:
modules/*.js there, and `map_item` of 4CAT's datasources. Of it only the fields below are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from collectors.lines import Line
from collectors.uploads import zeeschuimer_facebook
from collectors.uploads.addresses import located
from collectors.uploads.cells import Unfit
from collectors.uploads.digging import dig, items, number, text_at, unix
from collectors.uploads.making import Given, line, post, reach
from topics.records import Media, Post

Piece = tuple[dict[str, Any], str, datetime]
"""What the page was made of, the address the person was at, and when."""


def lines(file: str, raw: Iterable[tuple[int, bytes]], given: Given) -> Iterator[Line]:
    """The posts; a line of Facebook's comments holds several, which all bear its number."""
    for n, text in raw:
        try:
            makers = _makers(text, given)
        except Unfit as error:
            yield Line(file, n, error=str(error))
            continue
        for make in makers:
            yield line(file, n, make)


def is_line(raw: bytes) -> bool:
    """Whether this is a line of an export."""
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and ({"source_platform", "data"} <= said.keys() or "__import_meta" in said)


def _makers(raw: bytes, given: Given) -> list[Callable[[], Post]]:
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        raise Unfit("is no JSON") from None
    if not isinstance(said, dict):
        raise Unfit("is no object")
    meta = said.get("__import_meta") or said
    data = said if "__import_meta" in said else said.get("data")
    if not isinstance(meta, dict) or not isinstance(data, dict):
        raise Unfit("holds no data")
    platform = text_at(meta, "source_platform").removeprefix("www.")
    piece: Piece = data, text_at(meta, "source_platform_url"), unix(meta.get("timestamp_collected")) or given.at
    if platform == "facebook.com":
        return [lambda: zeeschuimer_facebook.story(piece, given)]
    if platform == "facebook-comments":
        return [lambda node=node: zeeschuimer_facebook.comment(node, piece, given) for node in zeeschuimer_facebook.comments(data)]  # type: ignore[misc]
    if platform not in _MAKERS:
        raise Unfit("comes from a platform that is not read here: Facebook, TikTok and Instagram are")
    return [lambda: _MAKERS[platform](piece, given)]


def _tiktok(piece: Piece, given: Given) -> Post:
    data, _, at = piece
    author = data.get("author")
    handle = text_at(author, "uniqueId") if isinstance(author, dict) else author if isinstance(author, str) else ""
    page, id = given.owners.page(f"tt:{handle}"), text_at(data, "id")
    shown = " ".join(word for one in items(data, "stickersOnItem") for word in items(one, "stickerText") if isinstance(word, str))
    counts = reach(*(number(dig(data, "stats", name)) for name in ("diggCount", "commentCount", "shareCount", "playCount")))
    return post(
        id=id and f"tt:{id}", page=page, text=text_at(data, "desc"), given=given, at=at, platform="tiktok", reach=counts,
        published_at=unix(data.get("createTime")), url=f"https://www.tiktok.com/@{handle}/video/{id}",
        media=(Media(kind="video", ocr=shown),),
    )  # fmt: skip


def _tiktok_comment(piece: Piece, given: Given) -> Post:
    data, seen_at, at = piece
    where = located(seen_at)
    page = given.owners.page(where.page if where is not None and where.platform == "tiktok" else "")
    video, id = text_at(data, "aweme_id"), text_at(data, "cid")
    if not video:
        raise Unfit("a comment that does not say which post it stands under")
    return post(
        id=id and f"tt:{id}", page=page, kind="comment", parent=f"tt:{video}", text=text_at(data, "text"), given=given, at=at,
        platform="tiktok", published_at=unix(data.get("create_time")),
        reach=reach(number(data.get("digg_count")), number(data.get("reply_comment_total")), None, None),
    )  # fmt: skip


def _instagram(piece: Piece, given: Given) -> Post:
    """Two forms, as the extension caught them: of lists (`code`, `taken_at`) and of the older graph (`shortcode`, `taken_at_timestamp`)."""
    data, _, at = piece
    if data.get("product_type") == "ad":
        raise Unfit("an advertisement between the posts, of whoever paid for it")
    page = given.owners.page(f"ig:{text_at(data, 'user', 'username') or text_at(data, 'owner', 'username')}")
    code = text_at(data, "code") or text_at(data, "shortcode")
    caption = text_at(data, "caption", "text") or text_at(data, "edge_media_to_caption", "edges", 0, "node", "text")
    likes = data.get("like_count", dig(data, "edge_media_preview_like", "count"))
    comments = data.get("comment_count", dig(data, "edge_media_preview_comment", "count"))
    return post(
        id=code and f"ig:{code}", page=page, text=caption, given=given, at=at, platform="instagram",
        published_at=unix(data.get("taken_at", data.get("taken_at_timestamp"))), url=f"https://www.instagram.com/p/{code}",
        reach=reach(number(likes), number(comments), None, None),
    )  # fmt: skip


_MAKERS: dict[str, Callable[[Piece, Given], Post]] = {
    "tiktok.com": _tiktok,
    "tiktok-comments": _tiktok_comment,
    "instagram.com": _instagram,
}
