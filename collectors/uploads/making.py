"""A row → a line with its post or the reason why there is none: what every format ends with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from collectors import minors
from collectors.lines import Line
from collectors.pictures import Reader
from collectors.uploads.cells import Unfit, count, moment
from collectors.uploads.owners import Owners
from collectors.uploads.tables import Row
from topics.records import Article, Invalid, Media, Page, Post, Reach, decode, encode

_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Given:
    """What a file does not say itself. `at`: when it was collected, where no row tells. `zone`: of times without one. `page`, `url`: what a
    picture shows. `reader`: reads pictures."""

    owners: Owners = field(default_factory=Owners)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    zone: tzinfo | None = None
    page: Page | None = None
    url: str = ""
    reader: Reader | None = None


def line(file: str, number: int, make: Callable[[], Post]) -> Line:
    """The line with the post that `make` gives, as strictly read as any that arrives."""
    try:
        made = decode(encode(make()), Post)
    except (Unfit, Invalid) as error:
        return Line(file, number, error=str(error))
    return Line(file, number, error=minors.WHY) if minors.of_a_child(made) else Line(file, number, made)


def post(*, id: str, page: Page, text: str, given: Given, at: datetime | None = None, **more: Any) -> Post:
    """A post collected at `at`, by the page itself unless it is a comment; half an emoji becomes U+FFFD."""
    if not id:
        raise Unfit("it does not say which post it is")
    told: dict[str, Any] = {"kind": "post", "by_page": more.get("kind", "post") == "post", **more}
    fields: dict[str, Any] = {name: _LONE.sub("\ufffd", value) if isinstance(value, str) else value for name, value in told.items()}
    named = Page(id=page.id, name=_LONE.sub("\ufffd", page.name))
    return Post(id=id, page=named, text=_LONE.sub("\ufffd", text), collected_at=at or given.at, **fields)


def counted(row: Row, *names: str) -> int | None:
    """The first of these columns that has a number; Unfit names the column."""
    for name in names:
        try:
            found = count(row(name))
        except Unfit as error:
            raise Unfit(f"column {name!r} {error}") from None
        if found is not None:
            return found
    return None


def summed(row: Row, names: tuple[str, ...]) -> int | None:
    """The sum of what these columns have; None when none has anything."""
    found = [number for name in names if (number := counted(row, name)) is not None]
    return sum(found) if found else None


def timed(row: Row, zone: tzinfo | None, *names: str) -> datetime | None:
    """The first of these columns that has a time; Unfit names the column."""
    for name in names:
        try:
            found = moment(row(name), zone)
        except Unfit as error:
            raise Unfit(f"column {name!r} {error}") from None
        if found is not None:
            return found
    return None


def reach(reactions: int | None, comments: int | None, shares: int | None, views: int | None) -> Reach | None:
    if reactions is comments is shares is views is None:
        return None
    return Reach(reactions=reactions, comments=comments, shares=shares, views=views)


def shared(url: str, title: str, lead: str) -> dict[str, Any]:
    """The fields of a post that shows a link; none of them where it shows nothing."""
    told = {"links": (url,)} if url else {}
    return told | ({"article": Article(title=title, lead=lead, url=url)} if title or lead else {})


def pictured(ocr: str) -> dict[str, Any]:
    """The fields of a post with a picture that words were read in."""
    return {"media": (Media(kind="photo", ocr=ocr),)} if ocr else {}
