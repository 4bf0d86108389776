"""What is known of an original, folded from citations and looks, and when it is looked at next. Pure; what comes twice counts once."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from msgspec.structs import replace

from agents.cited import fetchable
from agents.gone import GRACE, due, outcome
from agents.looked import lookup
from topics.originals import Citation, Cited, Copy, Look
from topics.records import utc

FIRST = timedelta(minutes=1)
"""After a citation, when its original is first looked at: the post is in the index by then."""

APART = timedelta(minutes=15)
"""Between two looks at one original, however many posts cite it."""

MOST_COPIES = 200
"""Posts that are kept of those that cite one original; those that were taken from it make room last."""

MOST_LOOKS = 100

MOST_UNPROVEN = 20
"""Copies of one original that are looked at themselves, at a time."""


def cite(known: Cited | None, citation: Citation) -> Cited:
    """Known with one more citation, or with a post as it reads now."""
    done = citation.document
    post, seen = done.post, utc(done.collected_at)
    state = known or Cited(id=citation.id, url=citation.url)
    mark = digest(post.text)
    before = next((copy for copy in state.copies if copy.post == post.id), None)
    if before is None:
        at = utc(post.published_at) if post.published_at else utc(done.at)
        copy = Copy(post=post.id, page=post.page.id, since=seen, at=at, seen_at=seen, url=post.url, digest=mark)
    elif seen < before.seen_at and before.digest != mark:
        return state  # an older version that comes late
    else:
        copy = replace(before, seen_at=max(seen, before.seen_at), url=post.url or before.url)
        if before.digest != mark:
            copy = replace(copy, digest=mark, tried=False, taken=None, likeness=None)
    others = tuple(one for one in state.copies if one.post != post.id)
    return replace(state, copies=(*_room(others), copy))


def take(known: Cited, look: Look) -> Cited:
    """Known after one more look, at the original or at a copy."""
    if look.copy:
        there = look.outcome in ("found", "same")
        seen = (replace(one, seen_at=max(one.seen_at, utc(look.at))) if there and one.post == look.copy else one for one in known.copies)
        return replace(known, copies=tuple(seen))
    if any(one.at == look.at for one in known.looks):
        return known
    kept = replace(look, text="", lead="")
    if look.outcome == "same":
        etag, modified = marks(known)
        kept = replace(kept, etag=look.etag or etag, modified=look.modified or modified)
    looks = sorted((*known.looks, kept), key=lambda one: utc(one.at))
    copies = tuple(replace(copy, tried=True) for copy in known.copies)
    return replace(known, looks=tuple(looks[-MOST_LOOKS:]), copies=copies, published_at=look.published_at or known.published_at)


def next_look(known: Cited) -> datetime | None:
    """When to look at the original again; None when there is nothing left to find out."""
    looks = [lookup(look) for look in known.looks]
    last = max((utc(look.at) for look in looks), default=None)
    moments = []
    for copy in known.copies:
        if copy.taken is False:
            continue
        moment = due(copy.since, looks) if copy.tried else copy.since + FIRST
        if moment is not None:
            moments.append(moment)
    soonest = min(moments, default=None)
    return soonest if soonest is None or last is None else max(soonest, last + APART)


def marks(known: Cited) -> tuple[str, str]:
    """By which the site tells whether the article has changed since it was last there: ETag and Last-Modified."""
    there = next((look for look in reversed(known.looks) if look.outcome in ("found", "same")), None)
    return (there.etag, there.modified) if there else ("", "")


def conditions(known: Cited) -> tuple[str, str]:
    """The marks to ask with: none while a post waits for the original's words, since "not changed" would bring none."""
    return marks(known) if all(copy.taken is not None for copy in known.copies) else ("", "")


def unproven(known: Cited, look: Look) -> list[Copy]:
    """The copies to look at after this look: their original has been gone for longer than its grace, and nobody saw them since then."""
    seen = outcome([lookup(one) for one in take(known, look).looks])
    if seen is None or seen.gone_at is None or seen.lived <= GRACE:
        return []
    over = seen.gone_at + GRACE
    return [copy for copy in known.copies if copy.taken and copy.seen_at <= over and fetchable(copy.url)][:MOST_UNPROVEN]


def digest(text: str) -> str:
    """Marks the text that was compared."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _room(copies: tuple[Copy, ...]) -> tuple[Copy, ...]:
    if len(copies) < MOST_COPIES:
        return copies
    goes = next((copy for copy in copies if copy.taken is False), copies[0])
    return tuple(copy for copy in copies if copy is not goes)
