"""Our own formats: posts as JSON Lines (interfaces.md), and the same in a table that anybody can fill in.

Columns: page_id, text (needed); id, url, page_name, platform, kind, parent, by_page, published_at, collected_at, reactions, comments,
shares, views, links (by spaces), article_title, article_lead, article_url. Any other column, an author's above all, is not looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from collectors.lines import Line, line_of
from collectors.uploads.addresses import PREFIX, located
from collectors.uploads.cells import Unfit
from collectors.uploads.making import Given, counted, line, post, reach, shared, timed
from collectors.uploads.owners import Owners, impersonal
from collectors.uploads.tables import Row
from topics.records import Post

NEEDED = frozenset({"page_id", "text"})


def lines(file: str, raw: Iterable[tuple[int, bytes]], given: Given) -> Iterator[Line]:
    """Posts as they travel; the time of collection is theirs or that of the upload."""
    for number, text in raw:
        found = line_of(file, number, text)
        yield found if found.post is None else line(file, number, lambda it=found.post: _checked(it, given.owners))  # type: ignore[misc]


def _checked(post: Post, owners: Owners) -> Post:
    impersonal(post.url)
    return post


def from_row(row: Row, given: Given) -> Post:
    url = row("url")
    impersonal(url)
    platform = row("platform").lower() or (where.platform if (where := located(url)) else "")
    prefix = PREFIX.get(platform, "web")
    page = row("page_id") if ":" in row("page_id") else f"{prefix}:{row('page_id')}"
    text, kind, parent = row("text"), row("kind") or "post", row("parent")
    if kind not in ("post", "comment"):
        raise Unfit("column 'kind' is neither post nor comment")
    if kind == "comment" and not parent:
        raise Unfit("a comment without the post it stands under: column 'parent'")
    more: dict[str, Any] = {"parent": parent or None}
    more |= {"by_page": said.lower() in ("1", "true", "yes", "có")} if (said := row("by_page")) else {}
    return post(
        id=row("id") or _made(page, url, text, row("published_at")),
        page=given.owners.page(page, row("page_name"), proven=True),
        text=text,
        given=given,
        at=timed(row, given.zone, "collected_at"),
        kind=kind,
        platform=platform,
        url=url,
        published_at=timed(row, given.zone, "published_at"),
        reach=reach(counted(row, "reactions"), counted(row, "comments"), counted(row, "shares"), counted(row, "views")),
        **more,
        **_linked(row),
    )


def _linked(row: Row) -> dict[str, Any]:
    told = shared(row("article_url"), row("article_title"), row("article_lead"))
    return told | {"links": tuple(dict.fromkeys((*told.get("links", ()), *row("links").split())))}


def _made(page: str, url: str, text: str, published: str) -> str:
    """The id that the address tells, else one of what the row says, so that the same row is the same post."""
    where = located(url)
    if where is not None and where.post:
        return where.post if where.page in ("", page) else where.post.replace(where.page, page, 1)
    return f"{page}_up{hashlib.sha256(chr(0).join((page, url, text, published)).encode()).hexdigest()[:20]}"
