"""What every index must do with posts that their platform no longer shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from index_records import HOUR, NOON, doc

from search.port import Index, Query
from topics.watchlist import Removal

# Documents of these tests are collected at NOON + HOUR unless told otherwise (index_records.doc).
LATER = NOON + 2 * HOUR


def gone(id: str, at: datetime = LATER, **more: Any) -> Removal:
    return Removal(id=id, page="A", at=at, **more)


class RemovalSuite:
    async def test_a_document_is_read_with_the_moment_it_was_found_gone(self, index: Index) -> None:
        await index.put_documents([doc("1", "một"), doc("2", "hai")])
        assert list(await index.removals.put([gone("1", said="webhook")])) == []
        assert [d.removed_at for d in await index.documents(["2", "1"])] == [None, LATER]
        found = {f.document.post.id: f.document.removed_at for f in (await index.search(Query())).found}
        assert found == {"1": LATER, "2": None}
        assert [f.document.removed_at for f in (await index.search(Query(text="mot", order="relevance"))).found] == [LATER]
        assert list(await index.removals.of(["2", "1"])) == [gone("1", said="webhook")]

    async def test_a_removal_that_comes_before_its_post_is_kept(self, index: Index) -> None:
        await index.removals.put([gone("1")])
        assert await index.document("1") is None
        await index.put_documents([doc("1", "một")])
        assert (await index.documents(["1"]))[0].removed_at == LATER

    async def test_a_post_put_again_stays_gone_until_it_was_collected_again(self, index: Index) -> None:
        await index.put_documents([doc("1", "một")])
        await index.removals.put([gone("1")])
        [read] = await index.documents(["1"])
        await index.put_documents([read])  # judged anew, as a second look does
        await index.put_documents([doc("1", "một, sửa lại", collected_at=LATER)])
        assert (await index.documents(["1"]))[0].removed_at == LATER
        await index.put_documents([doc("1", "một, hiện lại", collected_at=LATER + timedelta(microseconds=1))])
        assert (await index.documents(["1"]))[0].removed_at is None

    async def test_an_older_removal_never_overwrites_a_newer(self, index: Index) -> None:
        await index.removals.put([gone("1", LATER), gone("2", LATER)])
        await index.removals.put([gone("1", NOON), gone("2", LATER + HOUR)])
        assert [one.at for one in await index.removals.of(["1", "2"])] == [LATER, LATER + HOUR]

    async def test_all_of_them_in_steps(self, index: Index) -> None:
        await index.removals.put([gone(id) for id in ("c", "a", "b")])
        first = await index.removals.after("", 2)
        assert [one.id for one in first] == ["a", "b"]
        assert [one.id for one in await index.removals.after(first[-1].id, 2)] == ["c"]
        assert list(await index.removals.after("c")) == []

    async def test_it_goes_with_its_document(self, index: Index) -> None:
        await index.put_documents([doc("1"), doc("2"), doc("3")])
        await index.removals.put([gone("1"), gone("2")])
        assert await index.forget_documents(["1"]) == 1
        assert [one.id for one in await index.removals.after()] == ["2"]

    async def test_retention_takes_what_has_no_document_any_more(self, index: Index) -> None:
        await index.put_documents([doc("old"), doc("kept")])
        await index.removals.put([gone("old"), gone("kept"), gone("never seen"), gone("new", LATER + 99 * HOUR)])
        assert await index.delete_documents(LATER + HOUR, keep=["kept"]) == 1
        assert [one.id for one in await index.removals.after()] == ["kept", "new"]
