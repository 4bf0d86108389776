"""What a post gains from the claims it repeats: the check to cite, and an alert where it states what was refuted. Pure.

Only a claim that is confirmed and refuted alerts, and only from a post whose speaker asserts or offers: a correction, a warning or a report
is linked to the check, a question or a victim's story is a tip. A verdict TRUE never alerts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from agents.assessor import Assessor
from agents.decide import MAY_ALERT
from agents.texts import texts
from alerts.severity import severity
from enrichers.claims.match import Match, Matcher
from topics.claims import REFUTED, Claim
from topics.records import Assessment, ClaimMatch, Evidence, Page, Post, Signal

NAME, VERSION = "claims", "1"

SHORTEST = 20
"""Letters of a text that may repeat a claim."""

MOST = 5
"""Claims that an assessment cites."""

SIGNAL = 0.5
"""Score of a match that alerts nobody."""

OTHERWISE = "CONTEXT"
"""Code of a refuted claim that nobody and nothing gave one."""

_BY_VERDICT = {"ALTERED_MEDIA": "SYNTH", "OUT_OF_CONTEXT": "CONTEXT"}


class Told(NamedTuple):
    """A match and the field of the post it stands in."""

    field: str
    match: Match


def coder(assessor: Assessor) -> Callable[[Claim], str]:
    """Tells a claim's code: its own, that of its verdict, or what the detectors make of its words."""

    @lru_cache(maxsize=4096)
    def code(claim: Claim) -> str:
        if claim.code or claim.verdict in _BY_VERDICT:
            return claim.code or _BY_VERDICT[claim.verdict]
        text = f"{claim.claim}\n{claim.title}"
        signals = assessor.assess(Post(id=claim.id, kind="post", page=Page(id="-"), text=text)).signals
        return max(signals, key=lambda signal: signal.score).code if signals else OTHERWISE

    return code


def claimed(post: Post, assessment: Assessment, matcher: Matcher, code: Callable[[Claim], str], harms: Mapping[str, int]) -> Assessment:
    """The assessment with the claims that the post repeats; the same one where it repeats none."""
    told = _told(post, matcher)
    if not told:
        return assessment
    matches = tuple(cited(one.match) for one in told)
    sure = [one for one in told if one.match.confirmed and one.match.claim.verdict in REFUTED and not _shares(post, one.match.claim)]
    if not sure:
        return replace(assessment, claims=matches)
    alert = assessment.stance in MAY_ALERT
    signals = tuple(_signal(one, code(one.match.claim), alert) for one in sure)
    if not alert:
        return replace(assessment, claims=matches, signals=(*assessment.signals, *signals))
    codes = tuple(dict.fromkeys((*assessment.alert_codes, *(signal.code for signal in signals))))
    return replace(
        assessment,
        stance="PROMOTE",
        claims=matches,
        signals=(*assessment.signals, *signals),
        alert_codes=codes,
        severity=severity(harm=max(harms.get(one, 1) for one in codes), reach=post.reach, evidence=3, falsifiability=2),
    )


def _shares(post: Post, claim: Claim) -> bool:
    """Whether the post leads to the check itself: it passes the correction on."""
    addresses = (post.text, *post.links, post.article.url if post.article else "")
    return bool(claim.url) and any(claim.url in address for address in addresses)


def cited(match: Match) -> ClaimMatch:
    """A match as it travels: with what a monitor reads of the check."""
    claim = match.claim
    return ClaimMatch(
        id=claim.id,
        score=match.score,
        confirmed=match.confirmed,
        title=(claim.claim or claim.title)[:300],
        verdict=claim.verdict,
        url=claim.url,
        publisher=claim.publisher,
        date=claim.date,
        differs=match.differs[:6],
    )


def _told(post: Post, matcher: Matcher) -> list[Told]:
    """The claims of all fields, each once where it stands best, the confirmed and the best first."""
    best: dict[str, Told] = {}
    for field, text in texts(post, described=False):
        for match in matcher.heard(text) if len(text) >= SHORTEST else ():
            known = best.get(match.claim.id)
            if known is None or (match.confirmed, match.score) > (known.match.confirmed, known.match.score):
                best[match.claim.id] = Told(field, match)
    return sorted(best.values(), key=lambda one: (not one.match.confirmed, -one.match.score))[:MOST]


def _signal(told: Told, code: str, alert: bool) -> Signal:
    match, claim = told.match, told.match.claim
    source = ", ".join(filter(None, (claim.publisher, claim.date)))
    why = f"trùng điều đã kiểm chứng là sai: «{(claim.claim or claim.title)[:120]}»" + (f" ({source})" if source else "")
    mark = Evidence(start=match.start, end=match.end, why=why, field=told.field)
    score = max(match.score, 0.8) if alert else SIGNAL
    return Signal(code=code, score=round(score, 3), alert=alert, detector=NAME, version=VERSION, evidence=(mark,))
