"""Pictures of a post that were in public before it: cues beside the post's text. The first publication settles CONTEXT (domain.md §3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from detectors.cues import why
from enrichers.pictures import KnownPictures
from topics.records import Evidence, Post, utc

OLDER = timedelta(days=7)
"""How much older a picture must be: one that goes round for some days is the news, not a relic."""

FAMILY = "stale.picture"


def picture_cues(post: Post, known: Callable[[], KnownPictures] | None) -> dict[str, tuple[Evidence, ...]]:
    """`known` gives those known now. The family of old pictures → the address of the oldest one as evidence;
    empty without one, or without a day to compare."""
    at = post.published_at or post.collected_at
    if at is None or known is None or not any(media.phash for media in post.media):
        return {}
    pictures = known()
    before = (utc(at) - OLDER).date()
    old = [
        (matches[0].picture, number, media)
        for number, media in enumerate(post.media)
        if (matches := pictures.matches(media.phash)) and matches[0].picture.seen <= before
    ]
    if not old:
        return {}
    picture, number, media = min(old, key=lambda found: (found[0].seen, found[1]))
    said = f"{why(FAMILY)}: ảnh này đã có từ {picture.seen:%d/%m/%Y} ({picture.source})"
    return {FAMILY: (Evidence(start=0, end=len(media.url), why=said, field=f"media[{number}].url"),)}
