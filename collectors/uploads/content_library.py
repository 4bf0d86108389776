"""Meta Content Library's exports: posts of widely known Facebook pages, times in UTC. Its ids are its own, not those of the Graph API.

Columns as its API names them (`post_owner.id`, `statistics.reaction_count`, …): a public reference of its fields that was checked against
live answers on 2026-08-24, and scripts over real exports (`post_owner.name`, `mcl_url`). `NA` is R's empty cell.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any

from collectors.uploads.cells import Unfit
from collectors.uploads.making import Given, counted, pictured, post, reach, shared, timed
from collectors.uploads.owners import PERSONAL
from collectors.uploads.tables import Row
from topics.records import Post

NEEDED = frozenset({"id", "creation_time", "post_owner.id"})


def from_row(row: Row, given: Given) -> Post:
    def told(*names: str) -> str:
        return next((text for name in names if (text := row(name)) and text.lower() not in ("na", "nan")), "")

    if "text" not in row.cells:
        raise Unfit("the export has no column 'text': ask the library for that field too")
    owner, surface = told("post_owner.type").lower(), told("surface.type").lower()
    if owner in ("profile", "user", "group") or surface == "group":
        raise Unfit(PERSONAL)
    prefix = "ig" if "/instagram/" in told("mcl_url") or (not owner and "statistics.share_count" not in row.cells) else "fb"
    more: dict[str, Any] = shared(
        told("link_attachment.link", "link_url"),
        told("link_attachment.name", "link_title"),
        told("link_attachment.caption", "link_description"),
    )
    return post(
        id=f"{prefix}:mcl{told('id')}" if told("id") else "",
        page=given.owners.page(f"{prefix}:{told('post_owner.id')}", told("post_owner.name"), proven=owner == "page"),
        text=told("text"),
        given=given,
        platform="instagram" if prefix == "ig" else "facebook",
        url=told("mcl_url"),
        published_at=timed(row, UTC, "creation_time"),
        reach=reach(
            counted(row, "statistics.reaction_count", "statistics.like_count"),
            counted(row, "statistics.comment_count"),
            counted(row, "statistics.share_count"),
            counted(row, "statistics.views", "statistics.view_count"),
        ),
        **more,
        **pictured(told("image_text")),
    )
