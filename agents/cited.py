"""Which press article a post was taken from, by the addresses it gives. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from enrichers.canonical import canonical
from enrichers.hosts import target
from enrichers.press import Press
from topics.originals import Citation
from topics.records import Assessed, Entity, Post

LONGEST = 2_000
"""Characters of an address that is fetched."""

LEAST = 60
"""Words of a post that may be a copy of an article: our own proposal. Shorter ones share a link."""


def citing(press: Press) -> Callable[[Assessed], Citation | None]:
    """What tells of a post that it may be a copy, and of which article."""

    def citation(done: Assessed) -> Citation | None:
        post = done.post
        if post.kind != "post" or len(post.text.split(None, LEAST)) < LEAST:
            return None
        url = cited(post, done.assessment.entities, press)
        return Citation(id=canonical(url) or url, url=url, document=done) if url else None

    return citation


def cited(post: Post, found: Iterable[Entity], press: Press) -> str:
    """The address of the original: that of the article it shows, a link beside it, or the last one in its text; empty when it gives none.

    Only addresses of the register count, and not a paper's own where the page bears its name; the paper's front page is no article.
    """
    own = press.of_name(post.page.name) if post.page.name else None
    written = [entity.value for entity in found if entity.type == "URL"]
    for url in (post.article.url if post.article else "", *post.links, *reversed(written)):
        address = fetchable(url)
        agency = press.of_domain(urlsplit(address).hostname or "") if address else None
        if agency and agency != own and urlsplit(address).path.strip("/"):
            return address
    return ""


def fetchable(url: str) -> str:
    """The address behind redirectors, without fragment; empty when it is none that could be fetched."""
    goal = target(url) if url else None
    if goal is None or len(url) > LONGEST:
        return ""
    try:
        plain = urlsplit(url if "://" in url else f"http://{url}")
        kept = plain if (plain.hostname or "").lower() == goal.host else urlsplit(goal.url)  # a port is part of what is fetched
    except ValueError:
        return ""
    return kept._replace(fragment="").geturl()
