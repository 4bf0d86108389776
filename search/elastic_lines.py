"""A record as the line of a bulk request that puts it into Elasticsearch; built on the same rows as the SQLite index."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from search.port import Placed
from search.sqlite_rows import NEVER, Unfit, alert_row, document_row, page_row
from search.words import WORD, Fold
from topics.records import Assessed, Place, utc
from topics.watchlist import PageHealth

MAX_LINE = 16 << 20
"""Bytes of one line. Small servers refuse more than a tenth of their heap in flight, so a larger line could block the river for good."""

LONGEST_WORD = 200
"""Code points of a word that is indexed as it is; a longer one by its start and a digest, since Lucene has a limit."""

_FIELD_GAP = "\ue000"  # how document_row keeps its fields apart
_YEAR_ONE = -62_135_596_800_000_000
_ID_BYTES = 512  # Elasticsearch's limit


@dataclass(frozen=True)
class Line:
    """`id` is the record's, `key` Elasticsearch's `_id`; of two lines with one key the higher version wins, the later one if equal. What is
    written `once` stays as it came first."""

    id: str
    key: str
    version: int
    source: bytes
    once: bool = False


def document_line(document: Assessed, fold: Fold) -> Line:
    """Raises Unfit."""
    row = document_row(document, fold)
    post, assessment = document.post, document.assessment
    reach = post.reach
    return line(
        post.id,
        row.collected_at,
        row.record,
        {
            "tie": tie(post.id),
            "kind": post.kind,
            "platform": post.platform,
            "page": post.page.id,
            "page_name": post.page.name,
            "at": iso(document.at),
            "at_us": row.at,
            "collected_at": iso(document.collected_at),
            "stance": assessment.stance,
            "codes": sorted({signal.code for signal in assessment.signals}),
            "alert_codes": sorted(set(assessment.alert_codes)),
            "alerting": bool(assessment.alert_codes),
            "band": assessment.severity.band,
            "severity": assessment.severity.score,
            "places": sorted(row.places),
            "provinces": provinces(assessment.places),
            "claims": sorted({claim.id for claim in assessment.claims}),
            "claims_confirmed": sorted({claim.id for claim in assessment.claims if claim.confirmed}),
            "reactions": reach and reach.reactions,
            "comments": reach and reach.comments,
            "shares": reach and reach.shares,
            "views": reach and reach.views,
            "text": _words(row.written),
            "text_folded": _words(row.folded),
        },
    )


def alert_line(placed: Placed) -> Line:
    """Raises Unfit."""
    row, alert = alert_row(placed), placed.alert
    return line(
        row.id,
        row.position,
        row.record,
        {
            "tie": tie(row.id),
            "position": row.position,
            "codes": sorted(set(alert.codes)),
            "band": row.band,
            "score": alert.score,
            "state": row.state,
            "held": bool(row.held),
            "held_for": alert.held,
            "pages": sorted(set(alert.pages)),
            "post_count": alert.post_count,
            "headline": alert.headline,
            "provinces": provinces(alert.places),
            "claims": sorted({claim.id for claim in alert.claims}),
            "detectors": sorted({detector.name for detector in alert.detectors}),
            "opened_at": iso(alert.opened_at),
            "updated_at": iso(alert.updated_at),
            "updated_us": row.updated_at,
        },
    )


def page_line(page: PageHealth) -> Line:
    """Raises Unfit."""
    id, seen_at, record = page_row(page)
    return line(
        id,
        seen_at,
        record,
        {
            "name": page.page.name,
            "platform": page.platform,
            "last_seen_at": iso(page.last_seen_at),
            "last_post_at": iso(page.last_post_at),
            "last_ok": iso(page.last_ok),
            "failing_since": iso(page.failing_since),
            "watched": page.watched is not None and not page.watched.gone,
            "tier": page.last.tier if page.last else None,
            "trouble": page.last.why if page.last else None,
        },
    )


def key(id: str) -> str:
    """The `_id` of a record: its id, or a digest where that is too long for Elasticsearch."""
    raw = id.encode(errors="replace")
    return raw.decode() if len(raw) <= _ID_BYTES else "#" + hashlib.blake2b(raw, digest_size=32).hexdigest()


def tie(id: str) -> int:
    """Orders records of the same moment; 63 bits of a digest, so that a cursor can hold it."""
    return int.from_bytes(hashlib.blake2b(id.encode(errors="replace"), digest_size=8).digest()) >> 1


def word(word: str) -> str:
    """The word as it is indexed and looked for."""
    if len(word) <= LONGEST_WORD:
        return word
    return f"{word[:LONGEST_WORD]}#{hashlib.blake2b(word.encode(errors='replace'), digest_size=16).hexdigest()}"


def _words(text: str) -> list[str]:
    """One element per field of the post: its words with single spaces between, cut where SQLite cuts them."""
    fields = map(WORD.findall, text.split(_FIELD_GAP))
    return [" ".join(words if max(map(len, words)) <= LONGEST_WORD else map(word, words)) for words in fields if words]


def line(id: str, moment: int, record: bytes, fields: dict[str, Any], *, once: bool = False) -> Line:
    """The line of a record with these fields; `moment` is what versions are compared by: a position, microseconds since 1970, or NEVER.

    Raises Unfit.
    """
    if not id:
        raise Unfit("has no id")
    source = msgspec.json.encode({"id": id, **fields, "record": msgspec.Raw(record)})
    if len(source) > MAX_LINE:
        raise Unfit(f"has {len(source):,} bytes; the index takes records up to {MAX_LINE:,}")
    return Line(id, key(id), 0 if moment == NEVER else moment - _YEAR_ONE + 1, source, once)


def iso(moment: datetime | None) -> str | None:
    """As a field of type date takes it."""
    return None if moment is None else utc(moment).isoformat()


def provinces(places: Sequence[Place]) -> list[str]:
    """The provinces of today that the places lie in, by their names."""
    return sorted({place.unit.province for place in places if place.unit and place.unit.province})
