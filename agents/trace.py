"""An assessed post → its trace: what of it matters beside other posts. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from enrichers.canonical import canonical, site
from enrichers.copies import signature
from enrichers.fold import canon
from enrichers.formulas import formulaic
from topics.patterns import Trace
from topics.records import Assessed, Post

MOST_LINKS = 5
"""Links of one post that count: a list of fifty pushes none of them."""


def trace(done: Assessed) -> Trace:
    post = done.post
    pushed = tuple(islice(dict.fromkeys(filter(None, map(canonical, _links(done)))), MOST_LINKS))
    named = (entity.value for entity in done.assessment.entities if entity.type == "DOMAIN")
    sites = dict.fromkeys(filter(None, (*map(site, pushed), *map(site, named))))
    folded = canon(_text(post))
    return Trace(
        id=post.id,
        page=post.page.id,
        at=int(done.at.timestamp()),
        comment=post.kind == "comment",
        by_page=post.by_page,
        signature=b"" if formulaic(folded) else signature(folded),
        links=pushed,
        sites=tuple(islice(sites, MOST_LINKS)),
        codes=done.assessment.alert_codes,
    )


def _links(done: Assessed) -> Iterator[str]:
    """Where the post leads, attached links first."""
    post = done.post
    yield from post.links
    if post.article is not None and post.article.url:
        yield post.article.url
    yield from (entity.value for entity in done.assessment.entities if entity.type == "URL")


def _text(post: Post) -> str:
    """What the post says: its own words, else those of the article it shows."""
    if post.text.strip() or post.article is None:
        return post.text
    return f"{post.article.title} {post.article.lead}"
