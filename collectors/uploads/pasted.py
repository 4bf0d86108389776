"""What is shown at an address → a post: read out of a capture, fetched now, or typed off by a person who saw it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from collectors.uploads.addresses import PREFIX, located
from collectors.uploads.cells import Unfit
from collectors.uploads.making import Given, post
from collectors.uploads.owners import PERSONAL, impersonal
from topics.records import Page, Post


def shown_at(url: str, text: str, at: datetime | None, published: datetime | None, given: Given) -> Post:
    """The post at `url` with the words that were read there at `at`. Raises Unfit."""
    where = located(url)
    if where is None:
        raise Unfit("is no http address")
    if where.person:
        raise Unfit(PERSONAL)
    if not text:
        raise Unfit("a page without words: what scripts draw is not in it. Add its text, or a screenshot")
    social = where.platform in PREFIX
    page = given.page if given.page is not None and social else given.owners.page(where.page, proven=not social)
    return post(
        id=_id(page, where.post, url, text) if where.post or given.page else "", page=page, text=text, given=given, at=at,
        platform=where.platform, url=url, published_at=published,
    )  # fmt: skip


def typed(url: str, text: str, published: datetime | None, given: Given) -> Post:
    """A post as a person saw it and typed it off, of the page that they say it is of. Raises Unfit."""
    if given.page is None:
        raise Unfit("it does not say which page it is of")
    if not text.strip():
        raise Unfit("there is no text")
    impersonal(url)
    where = located(url)
    if url and where is None:
        raise Unfit("is no http address")
    id = _id(given.page, where.post if where is not None else "", url, text)
    platform = where.platform if where is not None else ""
    return post(id=id, page=given.page, text=text.strip(), given=given, platform=platform, url=url, published_at=published)


def _id(page: Page, told: str, url: str, text: str) -> str:
    """The id that the address tells, under the page's own where Facebook's ids bear the page; else a digest of what is shown."""
    if told.startswith("fb:"):
        return f"{page.id}_{told.removeprefix('fb:').rpartition('_')[2]}"
    return told[:512] or f"{page.id}_up{hashlib.sha256(f'{url}{chr(0)}{text}'.encode()).hexdigest()[:20]}"
