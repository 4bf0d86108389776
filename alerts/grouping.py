"""One story, one alert: near-copies, posts with the same contact, and one page's posts of one code go together.

`fold(story, signal)` is pure: the same signals in the same order give the same stories, whatever was replayed in between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from alerts.holding import MUTED, Desk, card, seated
from alerts.severity import breakout_level, rate
from alerts.silence import silent
from alerts.workflow import ENDED
from topics.records import Alert, Assessed, Detector, Evidence, Place, Post, Severity

T = TypeVar("T")

STORY_WINDOW = timedelta(hours=72)
"""How far apart two posts of one story may lie when they share a text or a contact."""

PAGE_WINDOW = timedelta(hours=6)
"""The same for one page's posts of one code, which may as well be two stories."""

MOST_POSTS = 1000
"""Posts that an alert lists; more are counted."""

MOST_KEYS = 500
"""Keys by which a story is found: its first texts and contacts tie as well as its last."""

MOST_PAGES = 1000
_HEADLINE = 140
_WHYS = 8


class Story(Struct, frozen=True, kw_only=True):
    """An alert with what is needed to find and grow it. `offset` is the last signal folded in: an older one is a replay.

    `slot` and `number`: the card of the desk's budget that it took, if it took one (alerts/holding.py).
    """

    alert: Alert
    keys: tuple[str, ...]
    first_at: datetime
    last_at: datetime
    offset: int
    slot: str = ""
    number: int = 0


def page_key(page: str, code: str) -> str:
    return f"page:{code}:{page}"


def keys_of(signal: Assessed, copies: Sequence[str], contacts: Iterable[str]) -> tuple[str, ...]:
    """What may tie this post to a story, strongest first: its text's copy keys, its contacts, its page with each code."""
    pages = (page_key(signal.post.page.id, code) for code in signal.assessment.alert_codes)
    return (*(f"copy:{key}" for key in copies), *(f"contact:{key}" for key in sorted(set(contacts))), *pages)


def belongs(story: Story, key: str, at: datetime) -> bool:
    """Whether a post at this time that shares `key` with the story is part of it."""
    window = PAGE_WINDOW if key.startswith("page:") else STORY_WINDOW
    return story.first_at - window <= at <= story.last_at + window


def open_story(signal: Assessed, keys: tuple[str, ...], offset: int, desk: Desk) -> Story:
    """A new story; its alert's id follows from the post and its codes, so that a replay opens the same one."""
    post, assessment = signal.post, signal.assessment
    seed = "\0".join((post.id, *sorted(assessment.alert_codes)))
    alert = Alert(
        id="a-" + hashlib.blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest(),
        codes=assessment.alert_codes,
        band=assessment.severity.band,
        score=assessment.severity.score,
        opened_at=signal.at,
        updated_at=signal.collected_at,
        posts=(post.id,),
        pages=(post.page.id,),
        page_names=(post.page.name or post.page.id,),
        headline=headline(signal),
        why=_whys(signal),
        places=_places((), assessment.places),
        claims=assessment.claims,
        detectors=_detectors(signal),
        parts=assessment.severity.parts,
        ends_at=signal.at + STORY_WINDOW,
    )
    held, slot, number = card(alert, signal, shown=False, desk=desk)
    return Story(alert=replace(alert, held=held), keys=keys, first_at=signal.at, last_at=signal.at, offset=offset, slot=slot, number=number)


def grow(story: Story, signal: Assessed, keys: tuple[str, ...], offset: int, desk: Desk) -> Story:
    """The story with one more post, or with a known post as it reads now; a signal that was folded in before changes nothing."""
    if offset <= story.offset:
        return story
    alert, post = story.alert, signal.post
    known = post.id in alert.posts
    pages = _union(alert.pages, (post.page.id,))[:MOST_PAGES]
    count = alert.post_count + (not known)
    last_at = max(story.last_at, signal.at)
    severity = _together(alert.parts, signal.assessment.severity, count, len(pages))
    worse = signal.assessment.severity.score > alert.score
    grown = replace(
        alert,
        codes=_union(alert.codes, signal.assessment.alert_codes),
        band=severity.band,
        score=severity.score,
        parts=severity.parts,
        opened_at=min(alert.opened_at, signal.at),
        updated_at=max(alert.updated_at, signal.collected_at),
        posts=alert.posts if known or len(alert.posts) >= MOST_POSTS else (*alert.posts, post.id),
        pages=pages,
        page_names=_union(alert.page_names, (post.page.name or post.page.id,))[:MOST_PAGES],
        post_count=count,
        headline=headline(signal) if worse or (known and count == 1) else alert.headline,
        why=_union(alert.why, _whys(signal))[:_WHYS],
        places=_places(alert.places, signal.assessment.places)[:MOST_PAGES],
        claims=_union(alert.claims, signal.assessment.claims)[:MOST_PAGES],
        detectors=_union(alert.detectors, _detectors(signal)),
        version=alert.version + 1,
        ends_at=last_at + STORY_WINDOW,
    )
    held, slot, number = card(grown, signal, shown=bool(story.slot) or not alert.held, desk=desk)
    return Story(
        alert=replace(grown, held=held),
        keys=_union(story.keys, keys)[:MOST_KEYS],
        first_at=min(story.first_at, signal.at),
        last_at=last_at,
        offset=offset,
        slot=slot or story.slot,
        number=number or story.number,
    )


def reheld(story: Story, at: datetime, desk: Desk) -> Story:
    """The story with mutes as they stand at this moment: muted from now on, or not any more and given a card, unless it is over."""
    alert = story.alert
    if not alert.held and silent(alert, desk.muted, at):
        return replace(story, alert=replace(alert, held=MUTED))
    over = alert.state in ENDED or (alert.ends_at is not None and alert.ends_at <= at)
    if alert.held != MUTED or over:
        return story
    held, slot, number = seated(alert, at, shown=bool(story.slot), desk=desk)
    return replace(story, alert=replace(alert, held=held), slot=slot or story.slot, number=number or story.number)


def headline(signal: Assessed) -> str:
    """The words that gave the post away with a little around them: at most 140 characters, on one line."""
    evidence = [e for s in signal.assessment.signals if s.alert for e in s.evidence]
    first = min(evidence, key=lambda e: (e.field != "text", e.start), default=Evidence(start=0, end=0, why=""))
    text = field_text(signal.post, first.field)
    if len(text) <= _HEADLINE:
        return " ".join(text.split())
    start = max(0, min(first.start - 30, len(text) - _HEADLINE))
    start = text.find(" ", start, start + 20) + 1 or start if start else 0
    cut = " ".join(text[start : start + _HEADLINE - 2].split())
    return ("…" if start else "") + cut + ("…" if start + _HEADLINE - 2 < len(text) else "")


def field_text(post: Post, field: str) -> str:
    """The text that an evidence's `field` names: text, article.title, article.lead, media[0].ocr, page.name …; empty if there is none."""
    if field == "text":
        return post.text
    head, _, name = field.partition(".")
    if field == "page.name":
        return post.page.name
    if head == "article":
        return str(getattr(post.article, name, "")) if post.article else ""
    number = head.removeprefix("media[").removesuffix("]")
    if number.isdecimal() and int(number) < len(post.media):
        return str(getattr(post.media[int(number)], name, ""))
    return ""


def _whys(signal: Assessed) -> tuple[str, ...]:
    return _union((), (e.why for s in signal.assessment.signals if s.alert for e in s.evidence))[:_WHYS]


def _detectors(signal: Assessed) -> tuple[Detector, ...]:
    return _union((), (Detector(name=s.detector, version=s.version) for s in signal.assessment.signals if s.alert))


def _together(parts: dict[str, float], other: Severity, copies: int, pages: int) -> Severity:
    """The worst of each part over all posts, with the breakout of the whole."""
    worst = {name: max(level, other.parts.get(name, 0.0)) for name, level in parts.items()}
    return rate(worst | {"B": float(max(worst["B"], breakout_level(copies, pages)))})


def _places(first: Iterable[Place], more: Iterable[Place]) -> tuple[Place, ...]:
    """Each unit once, as it was first named; where nobody can tell which unit, each name once."""
    named: dict[tuple[str, str], Place] = {}
    for place in (*first, *more):
        named.setdefault((place.unit.code if place.unit else "", place.legacy or ("" if place.unit else place.text)), place)
    return tuple(named.values())


def _union(first: Iterable[T], more: Iterable[T]) -> tuple[T, ...]:
    """Both, each once, in order of appearance."""
    return tuple(dict.fromkeys((*first, *more)))
