"""The index is brought to a new version on a real Elasticsearch while everybody writes, deletes and reads.

What must hold: every record that a put returned for and nobody deleted is there afterwards, in its newest version; what was deleted stays
deleted; no read ever fails or misses what was there before; the live feed, which goes on from a position, skips nothing.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

import httpx
import pytest
from elasticsearch import BadRequestError
from index_claims import known
from index_desk import BASE, IndexDesk, until
from index_records import NOON, doc, fold, pattern

from search import elastic_copy
from search.elastic import ElasticIndex
from search.elastic_address import address
from search.elastic_bulk import Bulk
from search.elastic_client import Client, connect
from search.elastic_migrate import Migration
from search.elastic_operator import ElasticOperator
from search.elastic_setup import KINDS, VERSION, alias, first_index, mapping
from search.elastic_versions import standing
from search.operating import Told
from search.port import PlacedPattern
from topics.records import Page
from topics.watchlist import PageHealth

pytestmark = pytest.mark.live

NEW = {
    "documents": ("provinces", "claims", "claims_confirmed"),
    "alerts": ("headline", "provinces", "claims", "detectors"),
    "pages": ("last_post_at", "last_ok", "failing_since", "watched", "tier", "trouble"),
}
"""Fields that version 1 did not have."""

OLD = ("documents", "alerts", "pages", "patterns", "claims")
"""Kinds that are there in version 1; the others are made in today's."""


def silent(what: str, done: int, of: int) -> None:
    """Nobody watches."""


@pytest.fixture
async def client(elasticsearch_url: str) -> AsyncIterator[Client]:
    client = connect(address(elasticsearch_url), timeout=60)
    yield client
    await client.close()


@pytest.fixture(scope="module")
def prefix(elasticsearch_url: str) -> Iterator[str]:
    """Indices as version 1 made them, gone in the end. Each test has kinds of its own: to make an index takes the server a while."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    with httpx.Client(base_url=elasticsearch_url, timeout=60) as http:
        for kind in OLD:
            made = mapping(kind)
            fields = {name: field for name, field in made["mappings"]["properties"].items() if name not in NEW.get(kind, ())}
            about = {
                "settings": {**made["settings"], "number_of_shards": 2 if kind == "documents" else 1},
                "mappings": {**made["mappings"], "properties": fields, "_meta": {"tinwatch": kind, "version": 1}},
                "aliases": {alias(prefix, kind): {"is_write_index": True}},
            }
            http.put(f"/{prefix}-{kind}-v1", json=about).raise_for_status()
        yield prefix
        http.delete("/" + ",".join(http.get(f"/{prefix}-*").json()))
        http.delete(f"/_index_template/{prefix}-*")


@pytest.fixture
async def index(elasticsearch_url: str, prefix: str) -> AsyncIterator[ElasticIndex]:
    index = ElasticIndex(elasticsearch_url, fold, prefix=prefix)
    await index.open()
    yield index
    await index.close()


def wrong(told: list[Told]) -> list[Told]:
    return [one for one in told if not one.well]


async def migrated(
    url: str, prefix: str, kinds: Sequence[str], show: Callable[[str, int, int], None] = silent, *, keep: bool = False
) -> list[Told]:
    async with ElasticOperator(address(url, prefix), fold, kinds=kinds) as operator:
        return await operator.migrate(dry=False, anew=False, keep=keep, show=show)


async def verified(url: str, prefix: str, kinds: Sequence[str]) -> list[Told]:
    async with ElasticOperator(address(url, prefix), fold, kinds=kinds) as operator:
        return await operator.verify(records=True, show=silent)


BUSY = ("documents", "alerts", "removals")


@pytest.mark.timeout(400)
async def test_nothing_is_lost_and_no_read_fails_while_everybody_works(
    elasticsearch_url: str, prefix: str, index: ElasticIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic_copy, "PAGE", 100)
    await index.put_documents([doc(f"old-{n}", "kẹo lạc") for n in range(BASE)])
    desk = IndexDesk(elasticsearch_url, prefix)
    await asyncio.gather(*(one.open() for one in desk.indices))
    tasks = [asyncio.create_task(work()) for work in (desk.write, desk.alarm, desk.delete, desk.read)]
    await until(lambda: min(len(desk.newest), len(desk.gone), desk.reads, desk.placed) > 5, *tasks)
    assert wrong(await migrated(elasticsearch_url, prefix, BUSY)) == []
    after, reads = len(desk.newest), desk.reads
    await until(lambda: len(desk.newest) > after and desk.reads > reads, *tasks)
    desk.on = False
    await asyncio.gather(*tasks[:-1])
    desk.reading = False  # and the reader reads to the end
    await tasks[-1]
    assert desk.seen == list(range(desk.placed + 1))
    found = {one.post.id: one for one in await index.documents([*desk.newest, *desk.gone, *(f"old-{n}" for n in range(BASE))])}
    assert {id: one.post.text for id, one in found.items() if id in desk.newest} == {id: f"lần {n}" for id, n in desk.newest.items()}
    assert set(found) == ({f"old-{n}" for n in range(BASE)} - desk.gone) | desk.newest.keys()
    assert wrong(await verified(elasticsearch_url, prefix, BUSY)) == []
    for kind in BUSY:
        assert (await standing(index._client, prefix, kind)).index == first_index(prefix, kind)
    for one in desk.indices:
        await one.close()


async def test_what_is_searched_is_derived_anew_and_the_record_stays_as_it_was(
    elasticsearch_url: str, prefix: str, index: ElasticIndex, client: Client
) -> None:
    """As version 1 put it in, with a field in the record that this version does not know."""
    kind = ["pages"]
    await index.put_pages([PageHealth(page=Page(id="p"), failing_since=NOON, last_seen_at=NOON)])
    name = alias(prefix, "pages")
    lies = (await client.get(index=name, id="p"))["_source"]
    before = {field: value for field, value in lies.items() if field not in NEW["pages"]}
    before["record"]["of_tomorrow"] = {"n": 9_007_199_254_740_993}
    await client.index(index=name, id="p", document=before, version=10**18, version_type="external", refresh=True)
    assert "is of version 1" in wrong(await verified(elasticsearch_url, prefix, kind))[0].seen
    assert "derives every record's fields anew" in wrong(await verified(elasticsearch_url, prefix, kind))[1].mend
    assert wrong(await migrated(elasticsearch_url, prefix, kind)) == []
    now = await client.get(index=name, id="p")
    assert (now["_source"]["failing_since"], now["_source"]["watched"], now["_version"]) == (NOON.isoformat(), False, 10**18)
    assert now["_source"]["record"] == before["record"]
    assert wrong(await verified(elasticsearch_url, prefix, kind)) == []


class Killed(BaseException):
    """Ends the run at once."""


class Dying(Migration):
    """Leaves behind what a kill leaves in the moment in which writes wait."""

    async def _taken_over(self, *_: Any) -> None:
        raise Killed

    async def _writable(self, index: str) -> None:
        """Nobody is left to open it again."""


async def test_a_run_that_was_killed_is_gone_on_with(
    elasticsearch_url: str, prefix: str, index: ElasticIndex, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic_copy, "KEPT_EVERY", 0)
    kind = ["patterns"]
    assert await index.put_patterns([PlacedPattern(n, pattern(f"p{n}")) for n in range(900)]) == []

    def dies(what: str, done: int, of: int) -> None:
        if done >= 500:
            raise Killed

    with pytest.raises(Killed):
        await migrated(elasticsearch_url, prefix, kind, dies)
    assert any("partly filled" in one.seen for one in wrong(await verified(elasticsearch_url, prefix, kind)))
    bulk = Bulk(client, elasticsearch_url, in_flight=1, patience=30)
    counted: list[int] = []
    dying = Dying(client, bulk, fold, prefix, shards=1, ilm=False, show=lambda what, done, of: counted.append(done))
    with pytest.raises(Killed):
        await dying.run(kind, anew=False, keep=False)
    assert max(counted) <= 650, "250 a page: of 900 two pages were written down as copied, or the last of them was not yet"
    assert any("closed to writes" in one.seen for one in wrong(await verified(elasticsearch_url, prefix, kind)))
    counted.clear()
    told = await migrated(elasticsearch_url, prefix, kind, lambda what, done, of: counted.append(done))
    assert (wrong(told), counted) == ([], []), "all was copied before"
    assert await index.put_patterns([PlacedPattern(900, pattern("late"))]) == []
    assert (await index.counts())["patterns"] == 901
    assert wrong(await verified(elasticsearch_url, prefix, kind)) == []


async def test_an_old_index_is_kept_on_demand_and_deleted_by_the_next_run(elasticsearch_url: str, prefix: str, index: ElasticIndex) -> None:
    kind, old = ["claims"], f"{prefix}-claims-v1"
    assert index._client
    await index.put_claims([known("k", 1)])
    assert wrong(await migrated(elasticsearch_url, prefix, kind, keep=True)) == []
    assert (await index._client.count(index=old))["count"] == 1
    assert [one.seen for one in wrong(await verified(elasticsearch_url, prefix, kind))] == [f"{old} was kept"]
    assert wrong(await migrated(elasticsearch_url, prefix, kind)) == []
    assert not await index._client.indices.exists(index=old)
    assert wrong(await verified(elasticsearch_url, prefix, kind)) == []


async def test_setup_twice_is_setup_once_and_a_dry_run_does_nothing(elasticsearch_url: str, client: Client) -> None:
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    async with ElasticOperator(address(elasticsearch_url, prefix), fold, shards=2) as operator:
        assert all("would be" in one.seen or one.what == "lifecycle" for one in await operator.setup(dry=True))
        assert not (await client.indices.get(index=f"{prefix}-*")).body
        for _ in range(2):
            assert wrong(await operator.setup()) == []
        assert wrong(await operator.verify(records=True, show=silent)) == []
        settings = (await client.indices.get_settings(index=alias(prefix, "documents"))).body
        assert [one["settings"]["index"]["number_of_shards"] for one in settings.values()] == ["2"]
        await client.indices.delete(index=[first_index(prefix, kind) for kind in KINDS])
        stray = await client.indices.create(index=f"{prefix}-documents-v{VERSION}")
        assert stray["acknowledged"]
        made = (await client.indices.get_mapping(index=f"{prefix}-documents-v{VERSION}")).body
        assert next(iter(made.values()))["mappings"]["dynamic"] == "strict", "the template holds the shape of what is made by hand"
        await client.indices.delete(index=f"{prefix}-documents-v{VERSION}")
        await client.indices.delete_index_template(name=f"{prefix}-*")


async def test_verify_names_what_is_wrong(elasticsearch_url: str, prefix: str, index: ElasticIndex, client: Client) -> None:
    kind, name, there = ["cases"], alias(prefix, "cases"), first_index(prefix, "cases")
    broken = {"id": "x", "record": {"alert": "no alert at all"}}
    await client.index(index=name, id="x", document=broken, refresh=True)
    found = wrong(await verified(elasticsearch_url, prefix, kind))
    assert [one.seen for one in found] == [f"1 of 1 in {there} cannot be read: x"]
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        await client.index(index=name, id="y", document={"id": "y", "commenter": "a"})
    await client.indices.put_mapping(index=name, properties={"extra": {"type": "keyword"}})
    assert f"{there}: extra is not as it should be" in [one.seen for one in wrong(await verified(elasticsearch_url, prefix, kind))]
