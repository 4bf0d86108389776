"""Every text of a post, with the name its evidence carries."""

from __future__ import annotations

from collections.abc import Iterator

from topics.records import Post


def texts(post: Post, *, described: bool = True) -> Iterator[tuple[str, str]]:
    """Field and text in the order of reading, empty ones too; without `described` not what a machine says a picture shows."""
    yield "text", post.text
    if post.article is not None:
        yield "article.title", post.article.title
        yield "article.lead", post.article.lead
    for number, media in enumerate(post.media):
        yield f"media[{number}].ocr", media.ocr
        if described:
            yield f"media[{number}].alt", media.alt
