"""A piece of an answer against what is known of the page: what is new, edited, counted anew or gone. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from math import exp

from msgspec.structs import replace

from collectors.connector import Haul
from collectors.minors import of_a_child
from collectors.schedule import next_look, reread
from topics.records import Post, Reach, utc
from topics.watchlist import Course, Removal, Track

SEEN, WIDTH = 600, 6
"""Posts of a page that are remembered: as many as Facebook tells of; bytes of each."""

COMMENTS = 2_000
"""Comments under a post that are remembered, the newest."""

AVERAGED = timedelta(days=7)
"""Over which the posts of a day are averaged."""


@dataclass
class Sifted:
    """What is to be sent on, and what is to be remembered when that is durable. `over`: posts no longer looked at."""

    send: list[Post] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    over: list[str] = field(default_factory=list)
    posts: int = 0
    comments: int = 0
    edited: int = 0

    @property
    def news(self) -> bool:
        return bool(self.posts or self.comments or self.edited)


def posts(course: Course, tracks: Mapping[str, Track], haul: Haul, now: datetime, *, listed: bool) -> tuple[Course, Sifted]:
    """A piece of a page's list, or (not `listed`) single posts that were asked for again."""
    found = Sifted()
    seen = {course.seen[i : i + WIDTH]: None for i in range(0, len(course.seen), WIDTH)}
    for post in haul.posts:
        mark, track = print_of(post.id), tracks.get(post.id)
        if mark not in seen and track is None:
            seen[mark] = None
            found.posts += 1
            found.send.append(post)
            _begin(found, course, post, now)
        elif track is not None:
            _compare(found, track, post, now, _unread(course, now), listed=listed)
    for id in haul.gone:
        found.removals.append(Removal(id=id, page=course.watched.page.id, at=now, said="asked again"))
        found.over.append(id)
    found.send = [replace(post, collected_at=now) for post in found.send]
    return replace(course, seen=b"".join(list(seen)[-SEEN:])), found


def comments(track: Track, haul: Haul, before: Collection[str], now: datetime) -> tuple[Track, Sifted]:
    """A piece of the comments under a post; `before`: ids of the pieces of this reading before it."""
    found, known = Sifted(), dict(track.comments)
    for comment in haul.posts:
        text = digest(comment).hex()
        if known.get(comment.id) == text or of_a_child(comment):
            continue
        if comment.id in known:
            found.edited += 1
        else:
            found.comments += 1
        known[comment.id] = text
        found.send.append(replace(comment, collected_at=now))
    gone = set(haul.gone)
    if haul.whole:
        gone |= known.keys() - set(before) - {comment.id for comment in haul.posts}
    for id in sorted(gone):
        known.pop(id, None)
        found.removals.append(Removal(id=id, page=track.page, at=now, said="not among the comments any more"))
    return replace(track, comments=dict(list(known.items())[-COMMENTS:]), cursor=haul.cursor), found


def read(track: Track, now: datetime) -> Track:
    """The post when its comments have been read to their end."""
    return replace(track, stir=None, read=_count(track.reach) or 0, again=reread(track.published, now) if track.comments else None)


def unlisted(tracks: Iterable[Track], listed: Mapping[str, datetime]) -> list[Track]:
    """Posts that the list should hold and does not: newer than the oldest in it, so that somebody has to ask for them."""
    return [replace(track, missing=1) for track in _lacking(tracks, listed) if not track.missing]


def gone(track: Track, now: datetime) -> Sifted:
    """A post that was found gone when its comments were asked for."""
    return Sifted(removals=[Removal(id=track.id, page=track.page, at=now, said="asked for its comments")], over=[track.id])


def lost(tracks: Iterable[Track], listed: Mapping[str, datetime], now: datetime) -> Sifted:
    """What a complete list lacks for the second time, of a source that cannot be asked for single posts."""
    gone = [track for track in _lacking(tracks, listed) if track.missing]
    said = "not in the list any more"
    return Sifted(removals=[Removal(id=track.id, page=track.page, at=now, said=said) for track in gone], over=[track.id for track in gone])


def _lacking(tracks: Iterable[Track], listed: Mapping[str, datetime]) -> Iterator[Track]:
    oldest = min(listed.values(), default=None)
    return (track for track in tracks if oldest is not None and track.id not in listed and track.published > oldest)


def rated(course: Course, published: Iterable[datetime], now: datetime) -> float:
    """Posts a day as averaged after this visit; `published`: of those that are new to us."""
    since = course.last_ok or now - AVERAGED
    days = max((now - since) / timedelta(days=1), 1e-3)
    fresh = sum(at > since for at in published) / days
    if course.last_ok is None:
        return fresh
    fades = exp(-days / (AVERAGED / timedelta(days=1)))
    return course.rate * fades + fresh * (1 - fades)


def print_of(id: str) -> bytes:
    return blake2b(id.encode(), digest_size=WIDTH).digest()


def digest(post: Post) -> bytes:
    """Of the words alone: addresses of pictures change with every answer."""
    title = post.article.title if post.article else ""
    return blake2b(f"{post.text}\0{title}".encode(), digest_size=8).digest()


def _begin(found: Sifted, course: Course, post: Post, now: datetime) -> None:
    published = utc(post.published_at) if post.published_at else now
    due = next_look(published, now)
    if due is None:
        return
    stir = _unread(course, now) if (_count(post.reach) is None or _count(post.reach)) else None
    found.tracks.append(
        Track(id=post.id, page=course.watched.page.id, published=published, digest=digest(post), reach=post.reach, due=due, stir=stir)
    )


def _unread(course: Course, now: datetime) -> datetime:
    """Since when comments may stand there unread: they came before this reading of the page, so they are as late as it is."""
    return min(now, course.due or now)


def _compare(found: Sifted, track: Track, post: Post, now: datetime, unread: datetime, *, listed: bool) -> None:
    """A post that is known and looked at: sent anew where its words are others, or where its counts are due and others."""
    text, count = digest(post), _count(post.reach)
    look = track.due is None or track.due <= now
    edited = text != track.digest
    if edited or (look and post.reach != track.reach):
        found.send.append(post)
    found.edited += edited
    due = next_look(track.published, now) if look else track.due
    if due is None:
        found.over.append(track.id)
        return
    new = replace(track, digest=text, due=due, looks=track.looks + look, missing=0 if listed else 2)
    if count is None:
        new = replace(new, stir=(track.stir or unread) if look else track.stir)
    elif count > track.read:
        new = replace(new, stir=track.stir or unread, reach=post.reach if count != _count(track.reach) else track.reach)
    elif count < track.read:  # one is gone: which one, only all of them tell
        new = replace(new, read=count, again=now if track.comments else None)
    if new != track:
        found.tracks.append(replace(new, reach=post.reach))


def _count(reach: Reach | None) -> int | None:
    return reach.comments if reach else None
