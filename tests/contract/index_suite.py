"""What every index must do, whichever engine holds it: subclass IndexSuite, override the fixture `index`, and all of it runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from index_alerts import AlertSuite
from index_claims import ClaimSuite
from index_docket import DocketSuite
from index_filters import FilterSuite
from index_patterns import PatternSuite
from index_records import HOUR, NOON, alert, doc, fold, ids, located
from index_removals import RemovalSuite
from index_stretch import StretchSuite
from index_words import WordSuite

from search.port import Index, Placed, Query
from topics.records import Article, Media, Reach

__all__ = ["IndexSuite", "fold"]


class IndexSuite(WordSuite, FilterSuite, AlertSuite, PatternSuite, ClaimSuite, DocketSuite, RemovalSuite, StretchSuite):
    """`index` must be open, empty and made with `fold`."""

    @pytest.fixture
    async def index(self) -> AsyncIterator[Index]:
        raise NotImplementedError

    async def test_a_document_comes_back_exactly(self, index: Index) -> None:
        whole = doc(
            "fb:1_2", "Chuyển khoản gấp 🔥\n\0 trước 5 giờ", codes=("DEPOSIT",), alert_codes=("DEPOSIT",), band="HIGH", stance="PROMOTE",
            platform="facebook", url="https://example.vn/1", links=("https://example.vn/2",), reach=Reach(reactions=3, views=None),
            article=Article(title="Tựa bài", lead="Dẫn"), media=(Media(alt="ảnh", ocr="CHỮ TRONG ẢNH"),),
            published_at=NOON, places=(located("Xã Bình An", "Đồng Tháp", "xã An Bình"),), at=NOON + timedelta(microseconds=123456),
        )  # fmt: skip
        assert await index.put_documents([whole]) == []
        assert await index.document("fb:1_2") == whole
        assert (await index.search(Query())).found[0].document == whole
        assert await index.document("fb:1_3") is None

    async def test_documents_come_in_the_order_asked_for(self, index: Index) -> None:
        await index.put_documents([doc("a"), doc("b"), doc("c")])
        assert [d.post.id for d in await index.documents(["c", "x", "a"])] == ["c", "a"]
        assert await index.existing(["c", "x", "a"]) == {"a", "c"}
        assert await index.documents([]) == []
        assert await index.existing([]) == set()

    async def test_nothing_to_put_is_fine(self, index: Index) -> None:
        assert list(await index.put_documents([])) == list(await index.put_alerts([])) == list(await index.put_pages([])) == []
        assert list(await index.put_patterns([])) == []
        assert await index.counts() == {"documents": 0, "alerts": 0, "pages": 0, "patterns": 0, "cases": 0}

    async def test_the_same_document_again_changes_nothing(self, index: Index) -> None:
        batch = [doc("1", "một"), doc("2", "hai")]
        for _ in range(3):
            await index.put_documents(batch)
        assert (await index.counts())["documents"] == 2
        assert (await index.search(Query(text="mot"))).total == 1

    async def test_an_older_collection_never_overwrites(self, index: Index) -> None:
        await index.put_documents([doc("1", "bản mới", collected_at=NOON + HOUR)])
        await index.put_documents([doc("1", "bản cũ", collected_at=NOON)])
        assert await ids(index, "bản mới") == ["1"]
        assert await ids(index, "bản cũ") == []
        await index.put_documents([doc("1", "bản khác", collected_at=NOON + HOUR)])
        assert await ids(index, "bản khác") == ["1"]
        assert await ids(index, "bản mới") == []

    async def test_one_batch_may_hold_several_versions(self, index: Index) -> None:
        versions = [doc("1", f"lần {n}", collected_at=NOON + at * HOUR) for n, at in (("một", 1), ("hai", 3), ("ba", 2), ("bốn", 3))]
        await index.put_documents(versions)
        assert [found.document.post.text for found in (await index.search(Query())).found] == ["lần bốn"]

    async def test_everything_follows_an_edit(self, index: Index) -> None:
        old, new = located("Phường Vườn Lài", "Hồ Chí Minh"), located("Xã Ea Kar", "Đắk Lắk")
        await index.put_documents([doc("1", "bán thuốc", codes=("ADHEALTH",), page="A", band="HIGH", places=(old,), at=NOON)])
        await index.put_documents([doc("1", "xin lỗi", codes=("HEALTH",), page="B", band="LOW", places=(new,), at=NOON + HOUR)])
        for gone in (
            Query(text="thuốc"), Query(codes=("ADHEALTH",)), Query(pages=("A",)), Query(bands=("HIGH",)), Query(place="vườn lài"),
            Query(until=NOON + HOUR),
        ):  # fmt: skip
            assert (await index.search(gone)).total == 0
        for there in (
            Query(text="xin loi"),
            Query(codes=("HEALTH",)),
            Query(pages=("B",)),
            Query(place="ea kar"),
            Query(since=NOON + HOUR),
        ):
            assert (await index.search(there)).total == 1
        assert (await index.search(Query())).facets["code"] == {"HEALTH": 1}

    async def test_a_record_it_can_never_take_is_refused_alone(self, index: Index) -> None:
        batch = [doc("1", "trước"), doc("2", "nửa biểu tượng \ud83d"), doc("3", "sau")]
        (refused,) = await index.put_documents(batch)
        assert refused.id == "2"
        assert refused.reason
        assert await index.existing(["1", "2", "3"]) == {"1", "3"}
        (refused,) = await index.put_alerts([Placed(1, alert("a")), Placed(2, alert("b", headline="\udc00"))])
        assert refused.id == "b"
        assert await index.last_position() == 1
