"""Corrections of pages are candidates until a person decides; the index itself is the queue."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from enrichers.fold import canon
from search.sqlite import SqliteIndex
from tinwatch.claim_candidates import candidates, confirm, dismiss
from tinwatch.claims import known
from topics.records import Assessed, Assessment, ClaimMatch, Page, Post, Stance

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def document(id: str, stance: Stance, claims: tuple[ClaimMatch, ...] = (), **more) -> Assessed:
    given = {"kind": "post", "page": Page(id="fb:p", name="Xã Mây"), "text": "Tin đập hồ Mây bị vỡ là sai sự thật"} | more
    return Assessed(post=Post(id=id, **given), assessment=Assessment(id=id, stance=stance, claims=claims), at=NOW, collected_at=NOW)


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[SqliteIndex]:
    index = SqliteIndex(tmp_path / "index.sqlite", fold=canon)
    await index.open()
    linked = (ClaimMatch(id="k", score=0.9, confirmed=False),)
    await index.put_documents([
        document("debunk", "DEBUNK"), document("warn", "WARN"), document("said", "PROMOTE"), document("linked", "DEBUNK", linked),
        document("comment", "DEBUNK", kind="comment", parent="x"),
    ])  # fmt: skip
    yield index
    await index.close()


async def queue(index: SqliteIndex) -> list[str]:
    return [done.post.id async for done in candidates(index, NOW - timedelta(days=1))]


async def test_a_person_decides(index: SqliteIndex) -> None:
    assert await queue(index) == ["debunk", "warn"]
    assert await known(index) == []
    done = await index.document("debunk")
    assert done is not None
    made = await confirm(index, done, "Đập hồ Mây bị vỡ", "FALSE", "DISASTER")
    assert (made.publisher, made.date, made.title) == ("Xã Mây", "2026-11-01", "Tin đập hồ Mây bị vỡ")
    assert await known(index) == [made]
    await dismiss(index, ["warn"])
    assert await queue(index) == []
    assert await known(index) == [made]
