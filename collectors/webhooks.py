"""What Facebook sends by itself (domain.md §6.1) → posts, comments and removals. Deliveries come unordered and more than once.

The signature covers the raw bytes, in which letters stand escaped: it is checked before anything is decoded. Who wrote a comment is looked
at for one question, whether it is the page itself, and goes no further; what people post on a page's wall is not taken.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Raw, Struct, field

from collectors.facebook_shapes import comment_id, post_id
from collectors.minors import of_a_child
from topics.records import Invalid, Page, Post, decode
from topics.watchlist import Removal

log = logging.getLogger(__name__)

LARGEST = 1_000_000
"""Bytes of one delivery; Meta bundles at most a thousand changes, and a comment has 8,000 letters."""

POSTS = frozenset({"post", "status", "photo", "video", "share", "link", "album"})
SHOWN, ENDED = frozenset({"add", "edit", "edited", "unhide"}), frozenset({"remove", "delete", "hide"})


class Who(Struct, frozen=True):
    id: str = ""


class Where(Struct, frozen=True):
    is_published: bool = True
    permalink_url: str = ""


class Value(Struct, frozen=True):
    item: str = ""
    verb: str = ""
    comment_id: str = ""
    post_id: str = ""
    created_time: int = 0
    message: str = ""
    link: str = ""
    published: int = 1
    by: Who = field(default=Who(), name="from")
    post: Where = Where()


class Change(Struct, frozen=True):
    field: str = ""
    value: Raw = Raw(b"{}")


class Entry(Struct, frozen=True):
    id: str
    time: int = 0
    changes: tuple[Change, ...] = ()


class Delivery(Struct, frozen=True):
    object: str
    entry: tuple[Entry, ...] = ()


def greeted(query: Mapping[str, str], word: str) -> str | None:
    """What is answered to Meta's first question; None to anybody who does not know the word."""
    asked = query.get("hub.mode") == "subscribe" and bool(word)
    known = hmac.compare_digest(query.get("hub.verify_token", "").encode("utf-8", "replace"), word.encode())
    challenge = query.get("hub.challenge", "")
    return challenge if asked and known and len(challenge) <= 100 and challenge.isascii() and challenge.isalnum() else None


def genuine(body: bytes, signature: str, secret: str) -> bool:
    """Whether `X-Hub-Signature-256` is that of these very bytes."""
    wanted = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(signature.encode("utf-8", "replace"), wanted.encode())


def told(body: bytes) -> list[Post | Removal]:
    """In the order of the delivery. Raises Invalid where it is none; a change that cannot be read is left out and told in the log.

    `collected_at` is when the platform says it happened: so that of two versions the later wins, however they arrive.
    """
    delivery = decode(body, Delivery)
    if delivery.object != "page":
        raise Invalid("is not about a page")
    found: list[Post | Removal] = []
    for entry in delivery.entry:
        for change in entry.changes:
            if change.field != "feed":
                continue
            try:
                found += _read(entry, decode(bytes(change.value), Value))
            except Invalid as error:
                log.warning("a change that Facebook sent cannot be read: %s", error)
    return found


def _read(entry: Entry, value: Value) -> list[Post | Removal]:
    comment = value.item == "comment" and bool(value.comment_id)
    if not (comment or value.item in POSTS) or not value.post_id.startswith(f"{entry.id}_"):
        return []
    page, parent, at = Page(id=f"fb:{entry.id}"), post_id(value.post_id), _moment(entry.time or value.created_time)
    id, own = comment_id(parent, value.comment_id) if comment else parent, value.by.id == entry.id
    if value.verb in ENDED:
        return [Removal(id=id, page=page.id, at=at, said="webhook")]
    if value.verb not in SHOWN or not (comment or own) or not value.published or not value.post.is_published:
        return []
    if value.verb == "unhide" and not value.message:
        return []
    post = Post(
        id=id,
        kind="comment" if comment else "post",
        platform="facebook",
        page=page,
        parent=parent if comment else None,
        by_page=own,
        text=value.message,
        url=value.post.permalink_url,
        published_at=_moment(value.created_time) if value.created_time else None,
        collected_at=at,
        links=(value.link,) if value.link.startswith("http") else (),
    )
    return [] if of_a_child(post) else [post]


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise Invalid("a time that is none") from None
