"""One question to a platform, piece by piece: what a piece brought is durable before what is remembered of it."""

from __future__ import annotations

import logging
import random
import traceback
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace

from agents.collect import Courses
from agents.flow import Flow, settled
from collectors import listing, quota, schedule, sifting
from collectors.agenda import Errand, Kind
from collectors.clock import Clock
from collectors.connector import Connector, Haul
from collectors.refusal import Refusal
from collectors.sifting import Sifted
from tinwatch.sources import QUESTION, Held, Source
from topics.records import Post, utc
from topics.river import POSTS, REMOVALS, ROUNDS
from topics.watchlist import Course, Round, Track

log = logging.getLogger(__name__)

MOST = 12
"""Pieces of one visit: the 600 posts that Facebook tells of at most, fifty at a time."""

STRETCH = 4
"""Pieces of the past that are read in one visit: what is due in the meantime does not wait long."""

HISTORY = timedelta(days=7)
"""How far back a page is read that is new on the list; more of its past is fetched where the desk wants it."""

PIECES = 30
"""Pieces of comments that are read in one visit, a hundred each."""

QUESTIONS: Mapping[Kind, str] = {
    "posts": "posts", "back": "posts", "comments": "comments", "whole": "comments", "ask": "again", "look": "again",
}  # fmt: skip


@dataclass
class Tally:
    """What a visit brought so far."""

    posts: int = 0
    comments: int = 0
    edited: int = 0
    removed: int = 0
    published: list[datetime] = field(default_factory=list)


class Visits:
    """Makes the visits of one process."""

    def __init__(self, flow: Flow, courses: Courses, clock: Clock) -> None:
        self._flow, self._courses, self._clock = flow, courses, clock

    async def make(self, source: Source, errand: Errand) -> None:
        """Ask, and tell rounds.v1 what came of it; nothing that a platform does is raised."""
        QUESTION.set(QUESTIONS[errand.kind])
        try:
            if errand.kind in ("ask", "look") and source.connector is not None and source.connector.again_at_once == 0:
                await self._unasked(errand)
            else:
                await self._told(source, errand)
        except Held:  # what was read is kept, and the errand is still due
            await source.write(source.ledger)

    async def _told(self, source: Source, errand: Errand) -> None:
        course, tally, refusal = self._current(errand.page), Tally(), None
        try:
            await self._asked(source, course, errand, tally)
        except Refusal as said:
            refusal = said
        except Held:
            raise
        except Exception as error:  # a connector that trips over an answer must not end the others; what it says may hold a name
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("%s cannot read an answer: %s in %s:%s", source.platform, type(error).__name__, place.filename, place.lineno)
            refusal = Refusal("schema", f"{type(error).__name__} in the connector")
        if refusal is not None:
            await self._refused(source, errand, refusal)
        else:
            await source.write(quota.answered(source.ledger, self._clock.now(), QUESTIONS[errand.kind]))
        await self._round(source, course, tally, refusal)

    async def _asked(self, source: Source, course: Course, errand: Errand, tally: Tally) -> None:
        connector = source.connector
        assert connector is not None
        match errand.kind:
            case "posts":
                await self._posts(connector, course, tally)
            case "comments" | "whole":
                await self._comments(connector, course, errand, tally)
            case "back":
                await self._back(connector, course, tally)
            case "ask" | "look":
                await self._again(connector, course, errand, tally)

    async def _posts(self, connector: Connector, course: Course, tally: Tally) -> None:
        listed: dict[str, datetime] = {}
        id, before, whole = course.watched.page.id, course, False
        begin = course.cursor or listing.since(self._clock.now() - HISTORY)
        async for haul in _some(connector.posts(course.watched, begin), MOST):
            now, whole = self._clock.now(), haul.whole
            tracks = self._courses.tracks.get(id, {})
            course, found = sifting.posts(self._current(id), tracks, haul, now, listed=True)
            listed |= {post.id: utc(post.published_at) for post in haul.posts if post.published_at}
            tally.published += [utc(track.published) for track in found.tracks if track.id not in tracks]
            course = replace(course, cursor=haul.cursor, name=haul.name or course.name)
            await self._keep(course, found, tally, [course])
        now = self._clock.now()
        course = self._current(id)
        tracks = self._courses.tracks.get(id, {})
        if connector.again_at_once == 0 and whole:
            await self._keep(course, sifting.lost(tracks.values(), listed, now), tally, [])
        lacking = sifting.unlisted(tracks.values(), listed)
        course = replace(
            course,
            due=schedule.after(course, now, random.random()),  # noqa: S311 - spreads load
            rate=sifting.rated(before, tally.published, now),
            last_try=now,
            last_ok=now,
            last_post=max([*listed.values(), *filter(None, [course.last_post])], default=None),
            why=None,
            said="",
            since=None,
            until=None,
            failures=0,
        )
        await settled(await self._courses.keep([course, *lacking]))

    async def _back(self, connector: Connector, course: Course, tally: Tally) -> None:
        """Some pieces of a time that is over; where it leaves off the next visit goes on."""
        id, back, pieces = course.watched.page.id, course.back, 0
        assert back is not None
        async for haul in _some(connector.posts(course.watched, back.cursor or listing.since(back.since)), STRETCH):
            pieces += 1
            dated = [(post, utc(post.published_at)) for post in haul.posts if post.published_at]
            asked = tuple(post for post, at in dated if utc(back.since) <= at < utc(back.until))
            course, found = sifting.posts(
                self._current(id), self._courses.tracks.get(id, {}), Haul(asked, name=haul.name), self._clock.now(), listed=True
            )
            reached = min([at for _, at in dated] + [at for at in [back.reached] if at], default=None)
            back = replace(back, cursor=haul.cursor, reached=reached, posts=back.posts + found.posts)
            await self._keep(course, found, tally, [replace(course, back=back)])
        if pieces < STRETCH:
            done = replace(back, done=self._clock.now())
            await settled(await self._courses.keep([replace(self._current(id), back=done)]))

    async def _comments(self, connector: Connector, course: Course, errand: Errand, tally: Tally) -> None:
        id, begun = course.watched.page.id, errand.kind == "comments"
        track = self._track(errand)
        cursor, before = (track.cursor if begun else ""), set[str]()
        async for haul in _some(connector.comments(course.watched, errand.post, cursor), PIECES):
            current = self._track(errand)
            if errand.post in haul.gone:
                await self._keep(self._current(id), sifting.gone(current, self._clock.now()), tally, [])
                return
            track, found = sifting.comments(current, haul, before, self._clock.now())
            before |= {comment.id for comment in haul.posts}
            if not begun:
                track = replace(track, cursor=current.cursor)
            await self._keep(self._current(id), found, tally, [track])
        await settled(await self._courses.keep([sifting.read(self._track(errand), self._clock.now())]))

    async def _again(self, connector: Connector, course: Course, errand: Errand, tally: Tally) -> None:
        id, now = course.watched.page.id, self._clock.now()
        tracks = self._courses.tracks.get(id, {})
        wanted = [track.id for track in tracks.values() if track.missing == 1 or (errand.kind == "look" and track.due and track.due <= now)]
        asked = [errand.post, *(post for post in wanted if post != errand.post)][: max(1, connector.again_at_once)]
        haul = await connector.again(course.watched, asked)
        course, found = sifting.posts(self._current(id), tracks, haul, self._clock.now(), listed=False)
        await self._keep(course, found, tally, [])

    async def _unasked(self, errand: Errand) -> None:
        """A post that its source cannot be asked for: its list alone tells of it. No visit, so no round; in time it is let go."""
        track, now = self._track(errand), self._clock.now()
        due = schedule.next_look(track.published, now) if track.due is not None and track.due <= now else track.due
        if due is None:
            await settled(await self._courses.drop(errand.page, [track.id]))
        else:
            await settled(await self._courses.keep([replace(track, due=due, missing=2 if track.missing else 0)]))

    async def _keep(self, course: Course, found: Sifted, tally: Tally, records: Sequence[Course | Track]) -> None:
        """Send what was found, then remember that it was."""
        page = course.watched.page.id
        sent = [await self._flow.send(POSTS, page, _of(post, course)) for post in found.send]
        sent += [await self._flow.send(REMOVALS, page, removal) for removal in found.removals]
        await settled(sent)
        tally.posts += found.posts
        tally.comments += found.comments
        tally.edited += found.edited
        tally.removed += len(found.removals)
        for kind, many in {"post": found.posts, "comment": found.comments, "edited": found.edited, "removed": len(found.removals)}.items():
            self._flow.meter.add("collected", many, kind)
        await settled([*await self._courses.keep([*found.tracks, *records]), *await self._courses.drop(page, found.over)])

    async def _refused(self, source: Source, errand: Errand, refusal: Refusal) -> None:
        now, dice = self._clock.now(), random.random()  # noqa: S311 - spreads load
        self._flow.meter.add("collect_refused", label=refusal.why)
        await source.write(quota.refused(source.ledger, refusal, now, QUESTIONS[errand.kind], dice))
        if errand.kind == "posts":
            await settled(await self._courses.keep([schedule.refused(self._current(errand.page), refusal, now, dice)]))
        elif errand.kind == "back":
            await settled(await self._courses.keep([schedule.broken_off(self._current(errand.page), refusal, now)]))
        elif errand.post in self._courses.tracks.get(errand.page, {}):
            await settled(await self._courses.keep([schedule.postponed(self._track(errand), refusal, now)]))

    async def tell(self, source: Source, pages: Sequence[str], refusal: Refusal) -> None:
        """These pages are due and cannot be asked: their health should say why."""
        for page in pages:
            if (course := self._courses.courses.get(page)) is not None:
                await self._round(source, course, Tally(), refusal)

    async def _round(self, source: Source, course: Course, tally: Tally, refusal: Refusal | None) -> None:
        now, watched = self._clock.now(), course.watched
        new = self._courses.courses.get(watched.page.id, course)
        wait = refusal.wait if refusal else None
        round = Round(
            page=replace(watched.page, name=new.name or watched.page.name),
            platform=watched.platform,
            at=now,
            ok=refusal is None,
            posts=tally.posts,
            comments=tally.comments,
            edited=tally.edited,
            removed=tally.removed,
            tier=new.tier,
            every=schedule.EVERY[new.tier].total_seconds(),
            why=refusal.why if refusal else None,
            said=refusal.said if refusal else "",
            until=now + wait if wait else new.until if refusal else None,
            quota=min(1.0, source.used(now)),
            token_until=source.token_until,
            renamed_from=course.name if new.name != course.name else "",
        )
        await settled([await self._flow.send(ROUNDS, watched.page.id, round)])

    def _current(self, page: str) -> Course:
        """As it is now: the watch-list may have changed while a platform was asked. Held when it is not on it any more."""
        course = self._courses.courses.get(page)
        if course is None:
            raise Held
        return course

    def _track(self, errand: Errand) -> Track:
        track = self._courses.tracks.get(errand.page, {}).get(errand.post)
        if track is None:
            raise Held
        return track


def _of(post: Post, course: Course) -> Post:
    """The post under the id that the desk gave its page."""
    if post.page.id == course.watched.page.id:
        return post
    return replace(post, page=replace(course.watched.page, name=course.name or course.watched.page.name))


async def _some(pieces: AsyncIterator[Haul], most: int) -> AsyncIterator[Haul]:
    """The first of the pieces; the questions behind the others are not asked."""
    count = 0
    async for haul in pieces:
        yield haul
        count += 1
        if count >= most:
            return
