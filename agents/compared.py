"""A document with what looks at its original told: the checks A3, A4, A7, A10, and a sign of LICENCE where A7 fails. Pure.

Only a post that was taken from the original gets them: one that shares a link with words of its own copies nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from agents import aggregator
from agents.known import Extra, Known, Original, Quoted
from agents.looked import lookup, with_look
from agents.naming import name_cues
from alerts.severity import severity
from detectors import licence
from enrichers.press import Press
from enrichers.quoting import quoting
from topics.originals import Cited, Copy, Look
from topics.records import Assessed, Assessment, Check, Evidence, Signal

SHARE = 0.5
"""Of the words of a post, those that stand in the original in order, from which it counts as taken from it: our own proposal."""

SITES = frozenset({"web", "website"})
"""Platforms whose posts are items of a site of their own: A10 speaks of those alone."""

DETECTOR, VERSION = "gone", "1"
WHY = "bài gốc đã gỡ, bài này vẫn còn"


def compare(done: Assessed, copy: Copy, look: Look, press: Press) -> Copy:
    """The copy after it was held against the original's words."""
    known = Known(done.post, Extra(original=with_look(Original(), look)))
    measured = aggregator.numbers(known)
    taken = measured.verbatim is not None and measured.verbatim >= SHARE
    likeness = _named("A3", aggregator.checks(known, press)) if taken else None
    return replace(copy, taken=taken, likeness=likeness, delay=measured.delay)


def told(done: Assessed, state: Cited, copy: Copy, quoted: Iterable[Quoted], press: Press) -> Assessed:
    """The document with what is known now; the same one again when that says nothing new."""
    if not copy.taken:
        return done
    original = Original(url=state.url, published_at=state.published_at, lookups=tuple(map(lookup, state.looks)))
    extra = Extra(original=original, seen_at=copy.seen_at, quoted=tuple(quoted))
    found = aggregator.checks(Known(done.post, extra), press)
    wanted = ("A4", "A7", "A10") if done.post.platform in SITES and extra.quoted else ("A4", "A7")
    checks = tuple(_named(id, found) for id in wanted)
    return _with(_signalled(done, checks, press), (*((copy.likeness,) if copy.likeness else ()), *checks))


def _named(id: str, checks: Iterable[Check]) -> Check:
    return next(check for check in checks if check.id == id)


def _with(done: Assessed, checks: tuple[Check, ...]) -> Assessed:
    ours = {check.id for check in checks}
    kept = [check for check in done.assessment.checks if check.id not in ours]
    together = sorted((*kept, *checks), key=lambda check: (check.id[0], int(check.id[1:]) if check.id[1:].isdecimal() else 0))
    return replace(done, assessment=replace(done.assessment, checks=tuple(together)))


def _signalled(done: Assessed, checks: tuple[Check, ...], press: Press) -> Assessed:
    """With a sign of LICENCE while the original is gone and the copy stands; with a name like a paper's that makes an alert.

    These are the two kinds of sign that the detector asks for (detectors/licence.py), one of them a fact that was looked up.
    """
    assessment, post = done.assessment, done.post
    others = tuple(signal for signal in assessment.signals if signal.detector != DETECTOR)
    failed = any(check.id == "A7" and check.status == "FAIL" for check in checks)
    if not failed:
        return replace(done, assessment=replace(assessment, signals=others))
    names = name_cues(post.page.name, press)
    named = tuple(mark for family in ("press.like", "press.name") for mark in names.get(family, ()))
    alert = assessment.stance in licence.STANCES and bool(named or licence.CODE in assessment.alert_codes)
    places = quoting(post.text, press)
    where = [(link.start, link.end) for link in places.links] or list(places.sources) or [(0, len(post.text))]
    marks = (*(Evidence(start=start, end=end, why=WHY) for start, end in where[-1:]), *named)
    signal = Signal(code=licence.CODE, score=0.9 if alert else 0.5, alert=alert, detector=DETECTOR, version=VERSION, evidence=marks)
    changed = replace(assessment, signals=(*others, signal))
    return replace(done, assessment=_alerting(changed, done) if alert else changed)


def _alerting(assessment: Assessment, done: Assessed) -> Assessment:
    rated = severity(harm=licence.HARM, reach=done.post.reach, evidence=2, falsifiability=2)
    codes = tuple(dict.fromkeys((*assessment.alert_codes, licence.CODE)))
    return replace(assessment, alert_codes=codes, severity=max(assessment.severity, rated, key=lambda one: one.score))
