"""When each page is read, each post looked at again, and who is next when not all can be: tiers, moved by what happens on a page. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace

from collectors.quota import DAY, LONGEST, PATIENCE, RETRIES
from collectors.refusal import Refusal
from topics.watchlist import Course, Tier, Track

EVERY: Mapping[Tier, timedelta] = {"A": timedelta(minutes=15), "B": timedelta(hours=4), "C": timedelta(days=1)}
"""Longest time between two readings of a page (domain.md §6.1)."""

EARLY: Mapping[Tier, tuple[float, float]] = {"A": (0.08, 0.16), "B": (0.04, 0.10), "C": (0.04, 0.10)}
"""Readings come by a part between these early: the lesser is what a page may wait in a full hour without being late, the difference keeps
pages from marching in step."""

FIRST_SPREAD = 0.95
"""By up to this part of the time the second reading comes early: pages of one import, read within the same hours, part for good."""

NEW = timedelta(hours=1)
"""Within which pages that were never read come on: all of an import at once would make the others wait."""

LOOKS: tuple[timedelta, ...] = tuple(timedelta(hours=h) for h in (1, 3, 6, 12, 24, 48, 96, 168, 336))
"""Ages at which a post's counts are told again, denser where they grow; after the last it is left alone."""

TIERS: tuple[Tier, ...] = ("A", "B", "C")
BUSY: Mapping[Tier, float] = {"A": 12.0, "B": 1.0, "C": 0.0}
"""Posts a day from which a page rises into a tier; it falls back at a quarter of them."""

FALLS = 4.0
FOR_PAGES = 0.75
"""Part of the planned requests that readings of pages may take when pages rise; the rest is for comments."""


class Rank(NamedTuple):
    """Where a page would stand by what happens on it."""

    page: str
    tier: Tier
    weight: float


def after(course: Course, now: datetime, dice: float) -> datetime:
    """When a page is read next after it was read now; `dice` 0–1. The first time is spread wide, whenever it was added."""
    least, most = EARLY[course.tier] if course.last_ok is not None or course.tier == "A" else (0.0, FIRST_SPREAD)
    return now + EVERY[course.tier] * (1 - least - (most - least) * dice)


def first(course: Course, now: datetime) -> datetime:
    """When a page is read that never was; the same for the same page, but for the time it was added."""
    part = int.from_bytes(blake2b(course.watched.page.id.encode(), digest_size=4).digest()) / 2**32
    return now + min(NEW, EVERY[course.tier]) * part


def late(due: datetime, now: datetime, tier: Tier) -> float:
    """How late in terms of its tier: who waits for longest by this is next, so that a full hour stretches all tiers alike."""
    return (now - due) / EVERY[tier]


def next_look(published: datetime, now: datetime) -> datetime | None:
    """When a post is looked at again; None when it is too old."""
    return next((published + age for age in LOOKS if published + age > now), None)


def reread(published: datetime, now: datetime) -> datetime | None:
    """When the comments under a post are read again as a whole, for those edited or removed: rarer as it ages."""
    again = now + max(timedelta(hours=6), (now - published) / 2)
    return again if again < published + LOOKS[-1] else None


def refused(course: Course, refusal: Refusal, now: datetime, dice: float) -> Course:
    """The page after a refusal. What concerns the whole credential (collectors/quota.py) leaves it due."""
    failures = course.failures + 1
    due: datetime | None = course.due
    until: datetime | None = None
    match refusal.why:
        case "page":
            until = due = now + min(LONGEST, (refusal.wait or PATIENCE) * 2 ** min(failures - 1, 4)) * (1 + 0.1 * dice)
        case "gone":
            until = due = now + DAY * (1 - EARLY["C"][1] * dice)
        case "parameter":
            due = None
        case "transient" if failures <= len(RETRIES):
            due = now + RETRIES[failures - 1] * (1 + 0.2 * dice)
        case "transient" | "schema":
            due = after(course, now, dice)
        case _:
            failures = course.failures
    since = course.since or now
    return replace(course, due=due, until=until, failures=failures, since=since, last_try=now, why=refusal.why, said=refusal.said)


def broken_off(course: Course, refusal: Refusal, now: datetime) -> Course:
    """The page when its past could not be read on. What passes is waited for; the desk hears of what does not, and may want it anew."""
    match refusal.why:
        case "transient" | "page" | "schema" if course.failures < len(RETRIES):
            return replace(course, until=now + (refusal.wait or RETRIES[-1]), failures=course.failures + 1)
        case "app" | "user" | "rate" | "token" | "blocked" | "permission":
            return course
        case _:
            return replace(course, back=course.back and replace(course.back, done=now, said=refusal.said))


def tiers(courses: Iterable[Course], alerted: Collection[str], room: float) -> dict[str, Tier]:
    """Where pages stand from now on, of those whose tier is not fixed: at most one step from what people wrote down.

    Up for many posts or open alerts, as long as `room` (requests an hour) lasts, the busiest first; down where hardly anything happens.
    """
    courses = list(courses)
    moved: dict[str, Tier] = {}
    ranks = []
    for course in courses:
        id, own = course.watched.page.id, course.watched.tier
        if course.watched.fixed or course.last_ok is None:
            continue
        wanted = _wanted(course, own, id in alerted)
        if TIERS.index(wanted) < TIERS.index(own):
            ranks.append(Rank(id, wanted, course.rate + (100 if id in alerted else 0)))
            wanted = own
        moved[id] = wanted
    left = room * FOR_PAGES - sum(_hourly(moved.get(course.watched.page.id, course.watched.tier)) for course in courses)
    for rank in sorted(ranks, key=lambda rank: (-rank.weight, rank.page)):
        cost = _hourly(rank.tier) - _hourly(moved[rank.page])
        if cost <= left:
            moved[rank.page], left = rank.tier, left - cost
    return moved


def _wanted(course: Course, own: Tier, alerted: bool) -> Tier:
    place = TIERS.index(own)
    up, down = TIERS[max(0, place - 1)], TIERS[min(len(TIERS) - 1, place + 1)]
    risen = TIERS.index(course.tier) < place
    if alerted or course.rate >= BUSY[up] / (FALLS if risen else 1):
        return up
    sunk = TIERS.index(course.tier) > place
    return down if course.rate < BUSY[own] / (1 if sunk else FALLS) else own


def _hourly(tier: Tier) -> float:
    return timedelta(hours=1) / EVERY[tier]


def postponed(track: Track, refusal: Refusal, now: datetime) -> Track:
    """A post about which a question was refused. What concerns the whole credential leaves it as it stands."""
    match refusal.why:
        case "gone":  # somebody asks for the post itself
            return replace(track, stir=None, again=None, missing=1)
        case "parameter" | "schema":  # the same question would be answered the same
            return replace(track, stir=None, again=None, missing=2, due=next_look(track.published, now))
        case "transient" | "page":
            later = now + (refusal.wait or RETRIES[-1])
            return replace(
                track, stir=later if track.stir else None, again=later if track.again else None, due=max(later, track.due or later)
            )
        case _:
            return track
