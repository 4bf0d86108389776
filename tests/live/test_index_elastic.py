"""The Elasticsearch index keeps the common contract on a real server, and the promises only a server can break."""

from __future__ import annotations

import asyncio
import itertools
import random
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from elastic_wire import Wire
from index_records import HOUR, NOON, alert, doc, fold, ids
from index_suite import IndexSuite

from search.elastic import ElasticIndex
from search.elastic_lines import Line
from search.elastic_purge import purge
from search.elastic_setup import KINDS, first_index
from search.port import Placed, Query, Refused, Unavailable, Unusable
from search.sqlite import SqliteIndex
from topics.records import Page
from topics.watchlist import PageHealth

pytestmark = pytest.mark.live


EPOCHS = itertools.count()
AGE = 10**15  # µs: more than between any two versions in a test


class Emptied(ElasticIndex):
    """Indices used again by the next test. Elasticsearch remembers for a minute in which version a record was deleted, so the versions
    of each test lie above those of all before it; what is compared within a test stays the same."""

    async def wipe(self) -> None:
        self.epoch = next(EPOCHS)
        assert self._client is not None
        for kind in KINDS:
            await purge(self._client, self._name(kind), [])

    async def _write(self, kind: str, records: Any, line: Any, name: Any, *, refresh: bool) -> list[Refused]:
        def later(record: Any) -> Line:
            made: Line = line(record)
            return made if made.once else replace(made, version=made.version + self.epoch * AGE)

        return await super()._write(kind, records, later, name, refresh=refresh)


@pytest.fixture(scope="module")
def prefix(elasticsearch_url: str) -> Iterator[str]:
    """Indices of this run, gone after it."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    yield prefix
    for kind in KINDS:
        httpx.delete(f"{elasticsearch_url}/{first_index(prefix, kind)}")


@pytest.fixture
async def index(elasticsearch_url: str, prefix: str) -> AsyncIterator[ElasticIndex]:
    index = Emptied(elasticsearch_url, fold, prefix=prefix)
    await index.open()
    await index.wipe()
    yield index
    await index.close()


class TestElasticIndex(IndexSuite):
    @pytest.fixture
    async def index(self, index: ElasticIndex) -> ElasticIndex:
        return index


async def test_a_cut_cable_is_unavailable_and_mends_by_itself(elasticsearch_url: str, prefix: str) -> None:
    async with Wire(elasticsearch_url) as wire:
        index = Emptied(f"http://127.0.0.1:{wire.port}", fold, prefix=prefix, patience=60)
        await index.open()
        await index.wipe()
        wire.lose_answers = 1
        assert await index.put_documents([doc("1", "kẹo")]) == []
        assert wire.lose_answers == 0
        assert await ids(index, "kẹo") == ["1"]
        await wire.cut()
        index._bulk._patience = 0.3
        for call in (
            index.put_documents([doc("2")]), index.put_alerts([Placed(1, alert("a"))]), index.existing(["1"]), index.search(Query()),
            index.counts(), index.pages(), index.last_position(), index.delete_documents(NOON),
        ):  # fmt: skip
            with pytest.raises(Unavailable, match="cannot be reached"):
                await call
        await wire.mend()
        index._bulk._patience = 60
        assert await index.put_documents([doc("2")]) == []
        assert await index.counts() == {"documents": 2, "alerts": 0, "pages": 0, "patterns": 0, "cases": 0}
        await index.close()
        with pytest.raises(Unavailable, match="not open"):
            await index.search(Query())


@pytest.mark.parametrize("block", ["write", "read_only_allow_delete"])
async def test_a_full_disk_is_waited_for(index: Emptied, block: str) -> None:
    """`read_only_allow_delete` is what Elasticsearch sets by itself when its disk is full; the caller keeps the posts meanwhile."""
    name = {"index": first_index(index._address.prefix, "documents")}
    index._bulk._patience = 0.2
    await index._client.indices.put_settings(**name, settings={f"index.blocks.{block}": True})
    with pytest.raises(Unavailable, match="cluster_block"):
        await index.put_documents([doc("1", "kẹo")])
    assert await ids(index, "kẹo") == []
    index._bulk._patience = 60
    waiting = asyncio.create_task(index.put_documents([doc("1", "kẹo")]))
    await asyncio.sleep(0.3)
    await index._client.indices.put_settings(**name, settings={f"index.blocks.{block}": None})
    assert await waiting == []
    assert await ids(index, "kẹo") == ["1"]


async def test_a_lost_index_does_not_come_back_without_its_mapping(elasticsearch_url: str) -> None:
    index = ElasticIndex(elasticsearch_url, fold, prefix=f"test-{uuid.uuid4().hex[:12]}", patience=0.1)
    await index.open()
    names = [first_index(index._address.prefix, kind) for kind in KINDS]
    await index._client.indices.delete(index=names)
    for call in (index.put_documents([doc("1")]), index.search(Query()), index.document("1"), index.pages()):
        with pytest.raises(Unavailable, match="no such index"):
            await call
    assert not (await index._client.indices.get(index=index._name("*"))).body
    await index.close()


async def test_indices_that_another_process_makes_at_this_moment_can_be_asked_once_they_are_open(elasticsearch_url: str) -> None:
    for _ in range(3):
        prefix = f"test-{uuid.uuid4().hex[:12]}"

        async def opened_and_asked(late: float, prefix: str = prefix) -> int:
            await asyncio.sleep(late)
            index = ElasticIndex(elasticsearch_url, fold, prefix=prefix)
            await index.open()
            try:
                return await index.last_position()
            finally:
                await index.close()

        assert await asyncio.gather(*(opened_and_asked(0.1 * n) for n in range(12))) == [-1] * 12
        for kind in KINDS:
            httpx.delete(f"{elasticsearch_url}/{first_index(prefix, kind)}")  # noqa: ASYNC210 - nothing else runs


async def test_many_may_open_new_indices_at_once(elasticsearch_url: str) -> None:
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    indices = [ElasticIndex(elasticsearch_url, fold, prefix=prefix) for _ in range(6)]
    await asyncio.gather(*(index.open() for index in indices))
    await asyncio.gather(*(index.put_documents([doc(f"{n}-{m}") for m in range(5)]) for n, index in enumerate(indices)))
    assert (await indices[0].counts())["documents"] == 30
    await indices[0].open()
    client = indices[0]._client
    await client.indices.put_mapping(index=f"{prefix}-alerts", meta={"tinwatch": "alerts", "version": 99})
    with pytest.raises(Unusable, match="newer tinwatch"):
        await ElasticIndex(elasticsearch_url, fold, prefix=prefix).open()
    await client.indices.put_mapping(index=f"{prefix}-alerts", meta={})
    with pytest.raises(Unusable, match="another program"):
        await ElasticIndex(elasticsearch_url, fold, prefix=prefix).open()
    await client.indices.delete(index=[first_index(prefix, kind) for kind in KINDS])
    for index in indices:
        await index.close()


async def test_mappings_are_strict_and_know_no_person(index: Emptied) -> None:
    mappings = await index._client.indices.get_mapping(index=f"{index._address.prefix}-*")
    for about in mappings.values():
        assert about["mappings"]["dynamic"] == "strict"
        fields = about["mappings"]["properties"]
        assert fields["record"] == {"type": "object", "enabled": False}, "what the record holds cannot be searched"
        assert not [name for name in fields if any(word in name for word in ("author", "person", "user", "people", "entit", "from"))]
        stray = {"_index": next(name for name in mappings if mappings[name] is about), "require_alias": False}
        answer = await index._client.bulk(operations=[{"index": {"_id": "x", **stray}}, {"author": "someone"}])
        assert answer["items"][0]["index"]["error"]["type"] == "strict_dynamic_mapping_exception"


async def test_what_the_server_refuses_it_refuses_alone(index: Emptied) -> None:
    batch = [doc("1", "trước"), doc("2", "giữa", codes=("X" * 40_000,)), doc("3", "sau"), doc("", "không tên")]
    refused = await index.put_documents(batch)
    assert sorted(one.id for one in refused) == ["", "2"]
    assert "immense term" in next(one.reason for one in refused if one.id == "2")
    assert await index.existing(["1", "2", "3", ""]) == {"1", "3"}


async def test_an_older_version_never_wins(index: Emptied, elasticsearch_url: str) -> None:
    other = Emptied(elasticsearch_url, fold, prefix=index._address.prefix)
    other.epoch = index.epoch
    await other.open()
    versions = [(str(n % 7), n) for n in range(140)]
    random.Random(5).shuffle(versions)
    writers = itertools.cycle([index, other])
    await asyncio.gather(
        *(next(writers).put_documents([doc(id, f"lần {n}", collected_at=NOON + n * HOUR)]) for id, n in versions),
        *(next(writers).put_alerts([Placed(n, alert(id, version=n + 1))]) for id, n in versions),
        *(next(writers).put_pages([PageHealth(page=Page(id=id), last_seen_at=NOON + n * HOUR)]) for id, n in versions),
    )
    assert sorted(d.post.text for d in await index.documents([str(n) for n in range(7)])) == sorted(f"lần {n}" for n in range(133, 140))
    assert [(placed.position, placed.alert.version) for placed in await other.alerts_after(-1)] == [(n, n + 1) for n in range(133, 140)]
    assert [page.last_seen_at for page in await other.pages()] == [NOON + n * HOUR for n in range(133, 140)]
    await other.close()


async def test_the_same_answers_as_the_embedded_index(index: Emptied, tmp_path: Path) -> None:
    rng = random.Random(11)
    syllables = [
        "lừa",
        "lúa",
        "lua",
        "đảo",
        "đao",
        "dao",
        "an",
        "ăn",
        "hoà",
        "hòa",
        "x-y",
        "0901.234",
        "qu\u200bý",
        "KHOẺ",
        "🔥",
        "a_b",
        "v@y",
    ]
    made = [
        doc(
            f"d{n}", " ".join(rng.choices(syllables, k=rng.randrange(1, 9))), page=rng.choice("ABC"), kind=rng.choice(["post", "comment"]),
            codes=rng.sample(["JOB", "GIFT", "LOAN"], rng.randrange(3)), at=NOON + n * HOUR / 7, name=" ".join(rng.choices(syllables, k=2)),
        )
        for n in range(300)
    ]  # fmt: skip
    embedded = SqliteIndex(tmp_path / "index.db", fold)
    await embedded.open()
    for each in (index, embedded):
        await each.put_documents(made)
    for _ in range(120):
        words = rng.choices([*syllables, "lua dao", '"', '"lừa đảo"', '"x y"', "-", "*"], k=rng.randrange(4))
        query = Query(text=" ".join(words), codes=tuple(rng.sample(["JOB", "GIFT"], rng.randrange(2))), limit=rng.choice([5, 50, 10**6]))
        mine, theirs = await index.search(query), await embedded.search(query)
        assert (mine.found, mine.total, mine.facets, bool(mine.cursor)) == (
            theirs.found, theirs.total, theirs.facets, bool(theirs.cursor),
        ), query  # fmt: skip
        assert [list(facet) for facet in mine.facets.values()] == [list(facet) for facet in theirs.facets.values()]
    await embedded.close()


async def test_pages_by_relevance_stay_in_the_moment_they_began_in(index: Emptied) -> None:
    await index.put_documents([doc(str(n), "kẹo " * (n + 1) + "bánh") for n in range(9)])
    query = Query(text="kẹo", order="relevance", limit=3)
    first = await index.search(query)
    await index.put_documents([doc(f"new{n}", "kẹo kẹo") for n in range(20)])
    second = await index.search(replace(query, cursor=first.cursor))
    assert (first.total, second.total) == (9, 9)
    assert len({found.document.post.id for found in first.found + second.found}) == 6
    with pytest.raises(ValueError, match="cursor"):
        await index.search(replace(query, cursor=first.cursor.partition("~")[0] + "~rubbish"))
    await index._client.close_point_in_time(id=second.cursor.partition("~")[2])
    assert (await index.search(replace(query, cursor=second.cursor))).total == 29, "gone: it goes on in the present"


async def test_old_documents_go_and_may_come_again(index: Emptied) -> None:
    made = [doc(str(n), "kẹo", kind=("post", "comment")[n % 2], at=NOON + n * HOUR) for n in range(40)]
    await index.put_documents(made)
    assert await index.delete_documents(NOON + 30 * HOUR, kind="comment") == 15
    assert await index.delete_documents(NOON + 10 * HOUR) == 5
    assert await index.delete_documents(NOON + 10 * HOUR) == 0
    assert (await index.search(Query(text="kẹo"))).total == (await index.counts())["documents"] == 20
    await index.put_documents(made)
    assert (await index.counts())["documents"] == 40


async def test_extremes(index: Emptied, elasticsearch_url: str) -> None:
    long = "ệ" * 400
    assert await index.put_documents([doc(f"b{n}", f"số {n}") for n in range(3500)]) == []
    assert await index.put_documents([doc(long, "k" * 60_000 + " ngắn"), doc(long + "x", "k" * 60_000 + "o")]) == []
    assert await index.existing([long, long + "x", long + "y", "\ud800", "b3499"]) == {long, long + "x", "b3499"}
    assert await ids(index, "k" * 60_000) == [long]
    assert await ids(index, '"' + "mã " * 3000 + '"') == []
    assert await index.put_alerts([Placed(2**62 + 1, alert("b")), Placed(2**62, alert("a"))]) == []
    assert await index.last_position() == 2**62 + 1
    assert [placed.position for placed in await index.alerts_after(2**62)] == [2**62 + 1]
    other = ElasticIndex(elasticsearch_url, fold, prefix=index._address.prefix)
    await other.open()
    assert (await other.counts())["documents"] == 3502, "who opens finds all that was put before"
    for typed, field in (("LỪA ĐẢO", "text"), ("Lừa đảo", "text_folded"), ("lua dao", "text_folded")):
        await index.put_documents([doc("kibana", "cảnh báo: LỪA ĐẢO!")])
        await index.counts()
        answer = await index._client.search(index=index._name("documents"), query={"match_phrase": {field: typed}})
        assert [hit["_id"] for hit in answer["hits"]["hits"]] == ["kibana"], "what is typed in Kibana is cut and folded by the mapping"
    await other.close()
