"""How the health of the watch-list is folded together."""

from __future__ import annotations

from datetime import datetime

from topics.records import Page, PageHealth


def join(one: PageHealth, other: PageHealth) -> PageHealth:
    """Both sightings of one page as one; joining the same again changes nothing, whatever the order."""
    newer = other if _later(one.last_seen_at, other.last_seen_at) == other.last_seen_at else one
    return PageHealth(
        page=Page(id=one.page.id, name=newer.page.name or one.page.name or other.page.name),
        platform=newer.platform or one.platform or other.platform,
        last_post_at=_later(one.last_post_at, other.last_post_at),
        last_comment_at=_later(one.last_comment_at, other.last_comment_at),
        last_seen_at=_later(one.last_seen_at, other.last_seen_at),
    )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other
