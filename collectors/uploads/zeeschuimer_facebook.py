"""Stories and comments as Facebook's own web page is made of them, of which Zeeschuimer keeps the whole.

Paths: 4CAT datasources/facebook (`map_item`), Zeeschuimer modules/facebook.js and facebook-comments.js. Who speaks tells itself a page by
`__typename` or `__isActor` `Page`, or by the `delegate_page` of the newer kind; anybody else is a person and is not taken.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from collectors.uploads.addresses import located
from collectors.uploads.cells import Unfit
from collectors.uploads.digging import dig, items, number, text_at, unix
from collectors.uploads.making import Given, post, reach
from collectors.uploads.owners import PERSONAL
from topics.records import Media, Post

_CONTENT = ("comet_sections", "content", "story")
_LAYOUT = ("comet_sections", "context_layout", "story", "comet_sections", "metadata")
_FEEDBACK = ("comet_sections", "feedback", "story", "story_ufi_container", "story", "feedback_context", "feedback_target_with_context")
_COMMENTS = ("comment_rendering_instance_for_feed_location", "comments")
_STRATEGIES = ("CometFeedStoryMinimizedTimestampStrategy", "CometFeedStoryLongerTimestampStrategy")


def story(piece: tuple[dict[str, Any], str, datetime], given: Given) -> Post:
    """A page's post. Raises Unfit for a person's, a group's, or what is not built like a story."""
    data, _, at = piece
    told, actor = dig(data, *_CONTENT), dig(data, *_CONTENT, "actors", 0)
    if not isinstance(told, dict) or not isinstance(actor, dict):
        raise Unfit("is not built like a story of Facebook")
    published, url = _when(data)
    url = text_at(told, "wwwURL") or url
    where = located(url)
    proven = "Page" in (actor.get("__typename"), actor.get("__isActor")) or isinstance(actor.get("delegate_page"), dict)
    actor_id = text_at(actor, "id")
    if (where is not None and where.person) or (not proven and not given.owners.vouched(f"fb:{actor_id}")):
        raise Unfit(PERSONAL)
    page = given.owners.page(f"fb:{actor_id}", text_at(actor, "name"), proven=proven)
    id = text_at(told, "post_id") or text_at(data, "post_id")
    return post(
        id=id and f"{page.id}_{id}", page=page, text=text_at(told, "message", "text"), given=given, at=at, platform="facebook", url=url,
        published_at=published, media=tuple(_pictures(told)), reach=_reach(data),
    )  # fmt: skip


def comments(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The comments in a line of comments, as they are; Unfit where there are none."""
    found = [node for edge in items(data, *_COMMENTS, "edges") if isinstance(node := dig(edge, "node"), dict)]
    if not found:
        raise Unfit("holds no comments")
    return found


def comment(node: dict[str, Any], piece: tuple[dict[str, Any], str, datetime], given: Given) -> Post:
    """A comment without who wrote it, under the post whose number its id bears."""
    _, seen_at, at = piece
    where = located(seen_at)
    page = given.owners.page(where.page if where is not None and where.platform == "facebook" else "")
    parent, _, id = _plain(text_at(node, "id")).removeprefix("comment:").partition("_")
    if not (parent.isdecimal() and id.isdecimal()):
        raise Unfit("a comment that does not say which post it stands under")
    text = text_at(node, "preferred_body", "text") or text_at(node, "body", "text")
    under = f"{page.id}_{parent}"
    return post(
        id=f"fb:{parent}_{id}", page=page, kind="comment", parent=under, text=text, given=given, at=at, platform="facebook",
        published_at=unix(node.get("created_time")),
    )  # fmt: skip


def _when(data: dict[str, Any]) -> tuple[datetime | None, str]:
    for one in items(data, *_LAYOUT):
        if dig(one, "__typename") in (*_STRATEGIES, None) and dig(one, "story", "creation_time"):
            return unix(dig(one, "story", "creation_time")), text_at(one, "story", "url")
    return None, ""


def _pictures(told: dict[str, Any]) -> Iterator[Media]:
    for one in items(told, "attachments"):
        inner = items(one, "styles", "attachment", "all_subattachments", "nodes")
        for media in [dig(node, "media") for node in inner] or [dig(one, "styles", "attachment", "media")]:
            if url := text_at(media, "image", "uri") or text_at(media, "photo_image", "uri"):
                yield Media(kind="photo", url=url)


def _reach(data: dict[str, Any]) -> Any:
    target = dig(data, *_FEEDBACK)
    counts = dig(target, "comet_ufi_summary_and_actions_renderer", "feedback")
    talk = dig(target, "comment_list_renderer", "feedback", *_COMMENTS, "total_count")
    return reach(number(dig(counts, "reaction_count", "count")), number(talk), number(dig(counts, "share_count", "count")), None)


def _plain(id: str) -> str:
    """An id of Facebook's graph is Base64 of its kind and number; the extension undoes that for the outer one only."""
    try:
        return base64.b64decode(id, validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return id
