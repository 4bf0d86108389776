"""A record as the rows the SQLite index keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec import Struct

from search.port import Placed
from search.words import Fold, as_written
from topics.records import Alert, Assessed, PageHealth, Post, encode, utc

SEPARATOR = "\x1f"
"""Stands around every element of a list kept as text, so that one `instr` finds a whole element."""

MAX_RECORD = 32 << 20
"""Bytes of one encoded record. SQLite would take a gigabyte, but no post has this size and every search that meets it would suffer."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_GAP = " \ue000 "  # a word of its own between two fields: no phrase runs from one into the next

NEVER = -(2**63)
"""Sorts before every time."""

Shelf = tuple[str, str, str, str, int, str]


class Unfit(ValueError):
    """A record that can never be kept; the message is the reason."""


@dataclass(frozen=True)
class DocumentRow:
    """Times in microseconds since 1970 (UTC); `places` are folded names."""

    id: str
    at: int
    collected_at: int
    shelf: Shelf
    places: frozenset[str]
    written: str
    folded: str
    record: bytes


@dataclass(frozen=True)
class AlertRow:
    id: str
    position: int
    updated_at: int
    band: str
    state: str
    held: int
    codes: str
    pages: str
    record: bytes


def document_row(document: Assessed, fold: Fold) -> DocumentRow:
    """Raises Unfit."""
    post, assessment = document.post, document.assessment
    fields = [field for field in _fields(post) if field]
    codes = {signal.code for signal in assessment.signals}
    names = {
        name
        for place in assessment.places
        if place.unit is not None
        for name in (place.unit.name, place.unit.province, place.legacy)
        if name
    }
    return DocumentRow(
        id=post.id,
        at=micros(document.at),
        collected_at=micros(document.collected_at),
        shelf=(post.page.id, post.kind, assessment.stance, assessment.severity.band, int(bool(assessment.alert_codes)), joined(codes)),
        places=frozenset(map(fold, names)),
        written=_GAP.join(map(as_written, fields)).replace("\0", " "),
        folded=_GAP.join(map(fold, fields)).replace("\0", " "),
        record=encoded(document),
    )


def alert_row(placed: Placed) -> AlertRow:
    """Raises Unfit."""
    alert: Alert = placed.alert
    if not 0 <= placed.position < 2**63:
        raise Unfit(f"position {placed.position} is no offset")
    return AlertRow(
        id=alert.id,
        position=placed.position,
        updated_at=micros(alert.updated_at),
        band=alert.band,
        state=alert.state,
        held=int(bool(alert.held)),
        codes=joined(set(alert.codes)),
        pages=joined(set(alert.pages)),
        record=encoded(alert),
    )


def page_row(page: PageHealth) -> tuple[str, int, bytes]:
    """Page id, when it was last seen (before all time if never), record. Raises Unfit."""
    return page.page.id, NEVER if page.last_seen_at is None else micros(page.last_seen_at), encoded(page)


def micros(moment: datetime) -> int:
    """Microseconds since 1970; a time without zone is UTC."""
    since = utc(moment) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def joined(elements: Iterable[str]) -> str:
    """The elements in order, each between separators; empty when there are none."""
    inside = SEPARATOR.join(sorted(elements))
    return f"{SEPARATOR}{inside}{SEPARATOR}" if inside else ""


def sound(text: str) -> str:
    """The text with half surrogates, which no record has and SQLite cannot take, replaced."""
    return text.encode(errors="replace").decode()


def _fields(post: Post) -> Iterator[str]:
    yield post.text
    if post.article is not None:
        yield post.article.title
        yield post.article.lead
    for media in post.media:
        yield media.ocr
        yield media.alt
    yield post.page.name


def encoded(record: Struct) -> bytes:
    """The record as JSON; raises Unfit."""
    try:
        body = encode(record)
    except (UnicodeEncodeError, OverflowError, ValueError, TypeError) as error:
        raise Unfit(f"cannot be written as JSON: {error}") from error
    if len(body) > MAX_RECORD:
        raise Unfit(f"has {len(body):,} bytes; the index takes records up to {MAX_RECORD:,}")
    return body
