"""Pictures of a post that lie in a folder beside it, and what is made of them: words, fingerprints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from topics.records import Media, Post


class Unreadable(Exception):
    """Nothing can be made of this picture; the message says why."""


def filled(post: Post, folder: Path, field: Literal["ocr", "phash"], made: Callable[[bytes], str]) -> tuple[Post, list[str]]:
    """The post with `made` of its pictures in that field of theirs where it is empty, and what could not be read.

    A picture's address is a path below the folder; one that leads out of it is not opened. `made` raises Unreadable.
    """
    failed: list[str] = []
    media = tuple(_filled(one, folder.resolve(), field, made, failed) for one in post.media)
    return (msgspec.structs.replace(post, media=media) if media != post.media else post), failed


def _filled(media: Media, folder: Path, field: str, made: Callable[[bytes], str], failed: list[str]) -> Media:
    if getattr(media, field) or not media.url or "://" in media.url:
        return media
    file = (folder / media.url).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        failed.append(f"{media.url}: not below {folder}")
        return media
    try:
        return msgspec.structs.replace(media, **{field: made(file.read_bytes())})
    except (Unreadable, OSError) as error:
        failed.append(f"{media.url}: {error}")
        return media
