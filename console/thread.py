"""A post with its comments in the order they were written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from console.desk import desk_of
from console.pages import page
from console.story import see
from search.port import Index, Query
from topics.records import Assessed

MOST = 200
"""Comments shown."""

_READ = 2000
"""Comments of the page that are read to find those of the post: the index knows pages and times, not threads."""


async def thread_page(request: Request) -> Response:
    """A post with its comments in order; of a comment the thread it stands in."""
    index = desk_of(request).index
    asked = await index.document(request.path_params["id"])
    if asked is None:
        raise HTTPException(404)
    root = await index.document(asked.post.parent) if asked.post.parent else asked
    under = root.post.id if root else asked.post.parent or ""
    comments, whole = await _comments(index, root or asked, under)
    if asked.post.kind == "comment" and asked not in comments:
        comments.append(asked)
    return page(
        request,
        "thread.html",
        root=see(root) if root else None,
        asked=asked.post.id,
        seen=[see(one) for one in comments],
        whole=whole,
        case=None,
        rest=(),
    )


async def _comments(index: Index, near: Assessed, under: str) -> tuple[list[Assessed], bool]:
    """Oldest first, and whether these are all that the index has."""
    query = Query(pages=(near.post.page.id,), kind="comment", limit=500)
    if near.post.kind == "post":
        query = replace(query, since=near.at - timedelta(days=1))
    found: list[Assessed] = []
    read = 0
    while True:
        results = await index.search(query)
        read += len(results.found)
        found += [one.document for one in results.found if one.document.post.parent == under]
        if not results.cursor or read >= _READ or not results.found:
            break
        query = replace(query, cursor=results.cursor)
    found.sort(key=lambda one: (one.at, one.post.id))
    return found[:MOST], not results.cursor and len(found) <= MOST
