"""What the post above makes of a comment: words that only repeat it are no offer, an offer against it is one all the more, and a page's
own reply speaks as its post does or completes it. Pure; where nothing is known of the post above, the comment stands by its own words.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from agents.decide import MAY_ALERT, SIGNAL, Decision
from agents.look import ASIDE, PUSHES, REACHABLE, Field, Look
from detectors.cues import group, why
from detectors.weigh import deserves
from topics.records import Entity, Evidence, Post, Signal, Stance
from topics.threads import Parent

TELLING: Mapping[Stance, str] = {
    "WARN": "mời gọi ngay dưới bài cảnh báo",
    "DEBUNK": "mời gọi ngay dưới bài đính chính",
    "REPORT": "mời gọi ngay dưới bài đưa tin về lừa đảo",
    "VICTIM": "mời gọi ngay dưới bài kể bị lừa",
    "ASK": "mời gọi ngay dưới bài hỏi về lừa đảo",
}
"""Stances of posts that speak about a fraud or rumour, not for it; with what a monitor reads where a comment under one offers it anew."""

KEPT: frozenset[Stance] = frozenset({"WARN", "DEBUNK", "REPORT"})
"""Stances that a page keeps in its own replies. Who asked or lamented may well be somebody who answers now."""

CLAIMS = frozenset({"HEALTH", "DISASTER", "SAFETY", "OFFICIAL", "FINRUM", "CONTEXT", "SYNTH", "LICENCE"})
"""Codes of statements, which need no contact to do harm: one that is stated anew under its correction stays one."""

SUBJECTS = frozenset({"offer", "hire", "task", "game", "prize", "appeal", "banned", "goods"})
"""Groups of cues that say what a post offers: with one of them a page's post may be completed by its own reply."""

SPEAKING = frozenset({"says", "hint", "scope"})
"""Groups of cues that tell who speaks: they stay with the post they stand in."""

CHEATED = frozenset({"need.cheated", "need.stuck"})
HELPING = frozenset({"offer.recover", "offer.helper"})
"""Under a post that tells of the cheated, who offers to get it back need not name them again."""

MOST_WORDS, MOST_CONTACTS, LEAST, SAME = 128, 32, 3, 0.5
"""Fingerprints kept of a post; shingles a comment needs before it can be said to repeat; and which share of its words, or of its cues,
have to stand in the post above for that."""

LONGEST = 500
"""Letters of a post that a reply may complete: in a longer one the words that meet may belong to different things."""


class Spot(NamedTuple):
    field: str
    start: int
    end: int


def summary(post: Post, fields: Sequence[Field], look: Look, decision: Decision) -> Parent | None:
    """What to remember of a post; None for most: those that tell of no fraud and offer nothing that a reply could complete."""
    told = decision.stance in TELLING and (bool(decision.signals) or look.detectable)
    offers = post.by_page and decision.stance in MAY_ALERT and _completable(fields, look, decision)
    if post.kind != "post" or not (told or offers):
        return None
    return Parent(
        stance=decision.stance,
        by_page=post.by_page,
        codes=tuple(dict.fromkeys(signal.code for signal in decision.signals)),
        cues=tuple(sorted(family for family in look.counts if group(family) not in SPEAKING)),
        words=_packed(_shingles(fields), MOST_WORDS) if told else b"",
        contacts=_packed((_hash(value) for value, _ in _contacts(post, fields)), MOST_CONTACTS),
    )


def _completable(fields: Sequence[Field], look: Look, decision: Decision) -> bool:
    """Whether a post offers something, in words close enough together, of which nobody has said already that it is harmless."""
    if SUBJECTS.isdisjoint(look.groups) or sum(len(field.folded.canon) for field in fields) > LONGEST:
        return False
    return all(signal.alert or not deserves(signal.evidence) for signal in decision.signals)


def lent(post: Post, fields: Sequence[Field], above: Parent) -> dict[str, tuple[Evidence, ...]]:
    """Cue families of the post above that count for this comment, marked where the comment says how to reach its writer."""
    families = set(_lendable(post, fields, above)) - {hit.family for field in fields for hit in field.hits}
    spot = _reach(post, fields, above) if families else None
    if spot is None:
        return {}
    phone = any(entity.type == "PHONE" for field in fields for entity in field.entities)
    own: dict[str, tuple[Evidence, ...]] = {"contact.phone": (_mark(spot, why("contact.phone")),)} if phone else {}
    return {family: (_mark(spot, f"{why(family)} (bài ở trên)"),) for family in families} | own


def _lendable(post: Post, fields: Sequence[Field], above: Parent) -> Iterable[str]:
    if post.by_page and above.by_page and above.stance in MAY_ALERT:
        return above.cues
    if above.stance in TELLING and any(hit.family in HELPING for field in fields for hit in field.hits):
        return CHEATED.intersection(above.cues) or (CHEATED if _about_fraud(above) else ())
    return ()


def _about_fraud(above: Parent) -> bool:
    return not CLAIMS.issuperset(above.codes) or not CHEATED.isdisjoint(above.cues)


def heard(decision: Decision, post: Post, fields: Sequence[Field], look: Look, above: Parent) -> Decision:
    """The decision on a comment in the light of the post above it."""
    if above.stance not in TELLING:
        return decision
    repeats = _repeats(_shingles(fields), above.words)
    spot = _fresh(post, fields, above) or (None if repeats or not look.invites else _reach(post, fields, above))
    known = _telling(look)
    same = repeats or (bool(known) and len(known & set(above.cues)) >= SAME * len(known))
    signals, harms, alerting = [], [], iter(decision.harms)
    for signal in decision.signals:
        harm = next(alerting) if signal.alert else 0
        if signal.alert and spot is None and (repeats or (signal.code not in CLAIMS and (same or signal.code in above.codes))):
            signal = msgspec.structs.replace(signal, alert=False, score=min(signal.score, SIGNAL))
        elif signal.alert:
            harms.append(harm)
            signal = _surer(signal, spot, TELLING[above.stance]) if spot and _about_fraud(above) and signal.code not in CLAIMS else signal
        signals.append(signal)
    codes = tuple(dict.fromkeys(signal.code for signal in signals if signal.alert))
    stance = decision.stance
    if not codes and spot is None and stance in MAY_ALERT:
        if post.by_page and above.by_page and above.stance in KEPT:
            stance = above.stance
        elif decision.alert_codes:
            stance = "REPORT"
    return decision._replace(stance=stance, signals=tuple(signals), alert_codes=codes, harms=tuple(harms))


def _surer(signal: Signal, spot: Spot, words: str) -> Signal:
    evidence = sorted({*signal.evidence, _mark(spot, words)}, key=lambda one: (one.field, one.start, one.end, one.why))
    return msgspec.structs.replace(signal, evidence=tuple(evidence), score=round(signal.score + (1 - signal.score) * 0.3, 3))


def _mark(spot: Spot, words: str) -> Evidence:
    return Evidence(start=spot.start, end=spot.end, why=words, field=spot.field)


def _telling(look: Look) -> set[str]:
    """Families that say what a text is about: not who speaks, not how it pushes."""
    return {family for family in look.counts if group(family) not in ASIDE | PUSHES | {"contact", "reader"}}


def _reach(post: Post, fields: Sequence[Field], above: Parent) -> Spot | None:
    """Where the comment says how to reach its writer: a contact that the post above has not, else words like "ib em"."""
    if spot := _fresh(post, fields, above):
        return spot
    for field in fields:
        for hit in field.hits:
            if hit.family == "contact.private":
                return Spot(field.name, *field.folded.origin("joined", hit.start, hit.end))
    return None


def _fresh(post: Post, fields: Sequence[Field], above: Parent) -> Spot | None:
    """The first contact of the comment that the post above has not."""
    known = set(_unpacked(above.contacts))
    return next((spot for value, spot in _contacts(post, fields) if _hash(value) not in known), None)


def _contacts(post: Post, fields: Sequence[Field]) -> Iterator[tuple[str, Spot]]:
    """What one can write, pay or go to, with where it stands; not offices of the state, to which a warning may send as well."""
    for field in fields:
        for entity in field.entities:
            if entity.type in REACHABLE and (value := _value(entity)):
                yield value, Spot(entity.field, entity.start, entity.end)
    for i, url in enumerate(post.links):
        if host := _host(url):
            yield host, Spot(f"links[{i}]", 0, len(url))


def _value(entity: Entity) -> str:
    return _host(entity.value) if entity.type in ("URL", "DOMAIN") else entity.value


def _host(url: str) -> str:
    try:
        host = (urlsplit(url if "://" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return "" if host.endswith(".gov.vn") else host


def _shingles(fields: Sequence[Field]) -> set[int]:
    syllables = [field.folded.canon.split() for field in fields]
    return {_hash(" ".join(said[i : i + 3])) for said in syllables for i in range(len(said) - 2)}


def _repeats(shingles: set[int], words: bytes) -> bool:
    """Whether the comment says mostly what the post above says: of a long post a sample of its words stands for all."""
    known = _unpacked(words)
    if len(known) == MOST_WORDS:
        shingles = {one for one in shingles if one <= known[-1]}
    return len(shingles) >= LEAST and len(shingles.intersection(known)) >= SAME * len(shingles)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _packed(hashes: Iterable[int], most: int) -> bytes:
    smallest = sorted(set(hashes))[:most]
    return struct.pack(f">{len(smallest)}I", *smallest)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(packed) // 4}I", packed)
