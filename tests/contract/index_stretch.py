"""What every index promises about reading documents one after another."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from index_records import HOUR, NOON, doc

from search.port import Index
from topics.records import Assessed, decode


async def _read(index: Index, since: datetime | None = None, limit: int = 2) -> list[Assessed]:
    """All stretches, each as long as it may be."""
    found: list[Assessed] = []
    cursor = ""
    while True:
        stretch = await index.stretch(since, cursor, limit)
        assert len(stretch.records) == limit or not stretch.cursor
        found += [decode(record, Assessed) for record in stretch.records]
        cursor = stretch.cursor
        if not cursor:
            return found


class StretchSuite:
    async def test_stretches_together_are_all_documents_newest_first(self, index: Index) -> None:
        documents = [doc(f"fb:{i}", f"bài số {i}", at=NOON + i * HOUR, codes=("JOB",), alert_codes=("JOB",)) for i in range(5)]
        await index.put_documents(documents)
        assert await _read(index) == documents[::-1]
        assert await _read(index, limit=100) == documents[::-1]

    async def test_a_stretch_begins_where_it_is_asked_to(self, index: Index) -> None:
        await index.put_documents([doc(f"fb:{i}", at=NOON + i * HOUR) for i in range(5)])
        assert [d.post.id for d in await _read(index, NOON + 3 * HOUR)] == ["fb:4", "fb:3"]
        assert await _read(index, NOON + 5 * HOUR) == []

    async def test_documents_of_one_moment_come_once_each(self, index: Index) -> None:
        await index.put_documents([doc(f"fb:{i}") for i in range(7)])
        assert sorted(d.post.id for d in await _read(index)) == [f"fb:{i}" for i in range(7)]

    async def test_what_comes_meanwhile_repeats_nothing(self, index: Index) -> None:
        await index.put_documents([doc(f"fb:{i}", at=NOON - i * HOUR) for i in range(4)])
        first = await index.stretch(limit=2)
        await index.put_documents([doc("fb:new", at=NOON + timedelta(days=1))])
        second = await index.stretch(None, first.cursor, 5)
        assert [decode(record, Assessed).post.id for record in second.records] == ["fb:2", "fb:3"]

    async def test_an_empty_index_has_one_empty_stretch(self, index: Index) -> None:
        assert await _read(index) == []

    @pytest.mark.parametrize("cursor", ["x", "1", "1.x", f"{2**63}.1"])
    async def test_what_is_no_cursor_is_refused(self, index: Index, cursor: str) -> None:
        with pytest.raises(ValueError, match="start again"):
            await index.stretch(None, cursor)
