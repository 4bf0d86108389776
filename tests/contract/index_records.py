"""Records and questions for the tests of an index; every sentence is invented."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from search.port import Index, Query
from topics.patterns import Pattern
from topics.records import Alert, Assessed, Assessment, Page, Place, Post, Severity, Signal, Unit

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def fold(text: str) -> str:
    """Stands in for enrichers.fold.canon: search must not depend on more than this."""
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in spread if not unicodedata.combining(c) and c not in "\u200b\ufeff").split())


def doc(id: str, text: str = "", **more: Any) -> Assessed:
    """One document; what is not told is plain: a post of page A, an hour of the day, no code."""
    codes: Sequence[str] = more.pop("codes", ())
    at: datetime = more.pop("at", NOON)
    collected_at: datetime = more.pop("collected_at", NOON + HOUR)
    stance, band, places = more.pop("stance", "NONE"), more.pop("band", "LOW"), more.pop("places", ())
    alert_codes = more.pop("alert_codes", ())
    page = more.pop("page", "A")
    name = more.pop("name", f"Trang {page}")
    signals = tuple(Signal(code=c, score=0.5, alert=c in alert_codes, detector="d", version="1") for c in codes)
    return Assessed(
        post=Post(id=id, kind=more.pop("kind", "post"), page=Page(id=page, name=name), text=text, **more),
        assessment=Assessment(
            id=id, stance=stance, signals=signals, alert_codes=alert_codes, severity=Severity(score=1.0, band=band), places=places
        ),
        at=at,
        collected_at=collected_at,
    )


def alert(id: str, **more: Any) -> Alert:
    given: dict[str, Any] = {
        "codes": ("JOB",), "band": "HIGH", "score": 61.5, "opened_at": NOON, "updated_at": NOON, "posts": ("1",), "pages": ("A",),
        "headline": "Tuyển cộng tác viên, phải đóng tiền trước",
    }  # fmt: skip
    return Alert(id=id, **(given | more))


def pattern(id: str, **more: Any) -> Pattern:
    given: dict[str, Any] = {
        "kind": "copies",
        "first": NOON,
        "last": NOON,
        "score": 0.9,
        "posts": ("1", "2"),
        "post_count": 2,
        "pages": ("A",),
    }
    return Pattern(id=id, **(given | more))


def located(name: str, province: str, legacy: str = "") -> Place:
    return Place(text=name, start=0, end=1, unit=Unit(code="1", name=name, level="ward", province=province), legacy=legacy)


async def ids(index: Index, query: Query | str) -> list[str]:
    results = await index.search(Query(text=query) if isinstance(query, str) else query)
    assert results.total == len(results.found) or results.cursor
    return [found.document.post.id for found in results.found]


async def marked(index: Index, text: str) -> list[str]:
    (found,) = (await index.search(Query(text=text))).found
    return [found.document.post.text[start:end] for start, end in found.marks]
