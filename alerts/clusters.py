"""How patterns grow: near-copies post by post, coordinated groups and bursts from what is seen of them now. Pure functions of patterns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec.structs import replace

from alerts.bursts import Verdict
from alerts.coordination import Group
from topics.patterns import Pattern, Trace

MOST_LISTED = 3000
"""Characters of the ids of posts, and of pages, that a pattern lists, some 200 of each; more posts are counted. What one batch changes must
fit into one message of the broker, whatever the ids."""


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def copies_id(label: int) -> str:
    """The id of the group of near-copies that began with the post of this key."""
    return f"c-{label:016x}"


def open_copies(label: int, first: Trace) -> Pattern:
    at = moment(first.at)
    return Pattern(id=copies_id(label), kind="copies", first=at, last=at, score=1.0, posts=(first.id,), post_count=1, pages=(first.page,))


def grow_copies(pattern: Pattern, trace: Trace, similarity: float) -> Pattern:
    """The group with one more post; its score is the mean similarity of its posts with what they copied."""
    at, copied = moment(trace.at), pattern.post_count - 1
    return replace(
        pattern,
        first=min(pattern.first, at),
        last=max(pattern.last, at),
        score=round((pattern.score * copied + similarity) / (copied + 1), 4),
        posts=_listed(pattern.posts, (trace.id,)),
        post_count=pattern.post_count + 1,
        pages=_listed(pattern.pages, (trace.page,)),
    )


def open_group(group: Group) -> Pattern:
    """A coordinated group seen for the first time; its id follows from what first tied it."""
    first = group.shares[0]
    id = "g-" + hashlib.blake2b(repr((group.pages, first)).encode(), digest_size=8).hexdigest()
    at = moment(first.at)
    return regroup(Pattern(id=id, kind="coordinated", first=at, last=at, score=0.0), group, anew=True)


def regroup(pattern: Pattern, group: Group, *, anew: bool) -> Pattern:
    """The group as it is now; `anew` when nothing of it is forgotten yet, else what was known stays."""
    posts, pages = tuple(dict.fromkeys(s.post for s in group.shares)), group.pages
    first, last = moment(group.shares[0].at), moment(group.shares[-1].at)
    known = set(pattern.posts)
    return replace(
        pattern,
        first=first if anew else min(first, pattern.first),
        last=last if anew else max(last, pattern.last),
        score=round(group.score, 4),
        posts=_listed(() if anew else pattern.posts, posts),
        post_count=len(posts) if anew else max(pattern.post_count, len(known.union(posts))),
        pages=_listed(() if anew else pattern.pages, pages),
        gone="",
    )


def open_burst(series: str, hour: int, verdict: Verdict) -> Pattern:
    """A burst at its onset; its id follows from the series and the hour."""
    id = "b-" + hashlib.blake2b(f"{series}\0{hour}".encode(), digest_size=8).hexdigest()
    name = series.partition(":")[2]
    pages = (name,) if series.startswith(("page:", "talk:")) else ()
    at = moment(3600 * hour)
    burst = Pattern(id=id, kind="burst", about=series, first=at, last=at, score=0.0, pages=pages)
    return heighten(burst, hour, verdict, verdict.posts)


def heighten(burst: Pattern, hour: int, verdict: Verdict, posts: int) -> Pattern:
    """The burst with one more hour, or with an hour as it is now; `posts` are all since it began, `expected` those of its peak hour."""
    times = round(verdict.posts / max(verdict.expected, 0.01), 1)
    peak = times > burst.score
    return replace(
        burst,
        last=max(burst.last, moment(3600 * hour)),
        post_count=posts,
        score=times if peak else burst.score,
        expected=round(verdict.expected, 2) if peak else burst.expected,
    )


def hours_of(burst: Pattern) -> range:
    return range(int(burst.first.timestamp()) // 3600, int(burst.last.timestamp()) // 3600 + 1)


def _listed(known: tuple[str, ...], new: Iterable[str]) -> tuple[str, ...]:
    """What is known stays, what is new follows, each once, as long as there is room."""
    room = MOST_LISTED - sum(map(len, known))
    listed = dict.fromkeys(known)
    for id in new:
        if id not in listed:
            room -= len(id)
            if room < 0:
                break
            listed[id] = None
    return tuple(listed)
