"""A record as the rows the SQLite index keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from search.port import Placed
from search.words import Fold, as_written
from topics.records import Alert, Assessed, Post, encode, utc
from topics.watchlist import PageHealth

SEPARATOR = "\x1f"
"""Stands around every element of a list kept as text, so that one `instr` finds a whole element."""

MAX_RECORD = 32 << 20
"""Bytes of one encoded record. SQLite would take a gigabyte, but no post has this size and every search that meets it would suffer."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_GAP = " \ue000 "  # a word of its own between two fields: no phrase runs from one into the next

_CODE = 5  # digits of the code of a commune
_DIGITS = {ord("0") + n: chr(0xE100 + n) for n in range(10)}

NEVER = -(2**63)
"""Sorts before every time."""

Shelf = tuple[str, str, str, str, int, str]


class Unfit(ValueError):
    """A record that can never be kept; the message is the reason."""


@dataclass(frozen=True)
class DocumentRow:
    """Times in microseconds since 1970 (UTC); `places` are folded names, old ones too, and codes of units."""

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
        places=frozenset(map(fold, names)) | {_code(place.unit.code) for place in assessment.places if place.unit},
        written=_GAP.join(map(as_written, fields)).replace("\0", " "),
        folded=_GAP.join(map(fold, fields)).replace("\0", " "),
        record=encoded(replace(document, removed_at=None)),
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
        band=alert.shown_band,
        state=alert.state,
        held=int(bool(alert.held)),
        codes=joined(set(alert.codes)),
        pages=joined(set(alert.pages)),
        record=encoded(alert),
    )


def page_row(page: PageHealth) -> tuple[str, int, bytes]:
    """Page id, when anything was last heard of it (before all time if never), record. Raises Unfit."""
    return page.page.id, NEVER if page.far is None else micros(page.far), encoded(page)


def silence(page: PageHealth) -> tuple[bool, int, str]:
    """Sorts pages, the longest silent first."""
    seen = page.last_seen_at
    return seen is not None, 0 if seen is None else micros(seen), page.page.id


def micros(moment: datetime) -> int:
    """Microseconds since 1970; a time without zone is UTC."""
    since = utc(moment) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def joined(elements: Iterable[str]) -> str:
    """The elements in order, each between separators; empty when there are none."""
    inside = SEPARATOR.join(sorted(elements))
    return f"{SEPARATOR}{inside}{SEPARATOR}" if inside else ""


def place_asked(place: str, fold: Fold) -> str:
    """What is looked for among a document's places: part of a name, or the whole of a unit's code, which has five digits."""
    asked = sound(fold(place)).strip()
    return _code(asked) if len(asked) == _CODE and asked.isdecimal() else asked


def _code(code: str) -> str:
    """A code in letters that no name has, or the number in a name would be found in it."""
    return code.translate(_DIGITS)


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
