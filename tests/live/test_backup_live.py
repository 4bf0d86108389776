"""A desk on a real Elasticsearch is destroyed and restored from a snapshot: nothing is missing, whatever was written since the backup."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk, post
from elasticsearch import Elasticsearch
from test_backup import kept
from test_faults import STORIES
from test_kafka_path import dried_up
from test_worlds import swept

from search.port import Unusable
from tinwatch import moving_index
from tinwatch.backup import making, restoring
from tinwatch.digest import Digest
from tinwatch.indexes import opened_index
from tinwatch.settings import Settings

pytestmark = [
    pytest.mark.live,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def repository(elasticsearch_url: str) -> Iterator[str]:
    """A place for snapshots, registered as an operator does; without our indices before and after."""
    swept(elasticsearch_url)
    name = f"r{uuid.uuid4().hex[:8]}"
    with Elasticsearch(elasticsearch_url) as client:
        client.snapshot.create_repository(name=name, repository={"type": "fs", "settings": {"location": name}})
        yield name
        client.snapshot.delete(repository=name, snapshot="*")
        client.snapshot.delete_repository(name=name)
    swept(elasticsearch_url)


def desk_on(tmp_path: Path, **settings: str) -> Desk:
    desk = Desk(tmp_path / "elsewhere")
    desk.environ |= {"TINWATCH_HOME": str(tmp_path / "home"), "TINWATCH_APP_ID": f"t{uuid.uuid4().hex[:8]}", **settings}
    return desk


def told(number: int, story: int = 0) -> dict[str, object]:
    return post(f"fb:{number}", STORIES[story], page=f"fb:p{number}", published_at=f"2026-11-17T0{number}:00:00Z")


def settings_of(desk: Desk) -> Settings:
    given = {name.removeprefix("TINWATCH_").lower(): value for name, value in desk.environ.items() if name.startswith("TINWATCH_")}
    return replace(Settings(), home=Path(given["home"]), index=given["index"], broker=given.get("broker", ""), app_id=given["app_id"])


def test_home_and_index_destroyed_come_back_the_same(tmp_path: Path, elasticsearch_url: str, repository: str) -> None:
    desk = desk_on(tmp_path, TINWATCH_INDEX=elasticsearch_url)
    settings, folder = settings_of(desk), tmp_path / "b"
    desk.run("replay", desk.write("a.jsonl", [told(1), told(2)]), "--wait")
    before, alerts = kept(settings), desk.jsonl("alerts")
    old = asyncio.run(making.make(settings, folder, repository)).rename(folder / "20260101T000000Z")
    made = asyncio.run(making.make(settings, folder, repository))
    assert asyncio.run(making.forget(settings, folder, 1)) == [old]
    with Elasticsearch(elasticsearch_url) as client:
        assert len(client.snapshot.get(repository=repository, snapshot="*")["snapshots"]) == 1  # the older one's went with it
    shutil.rmtree(settings.home)
    with pytest.raises(Unusable, match="delete these indices first"):
        asyncio.run(restoring.restore(settings, made))
    assert not settings.home.exists()
    swept(elasticsearch_url)
    asyncio.run(restoring.restore(settings, made))
    assert kept(settings) == before
    desk.run("replay", desk.write("b.jsonl", [told(3)]), "--wait")
    [grown] = desk.jsonl("alerts")
    assert (grown["id"], sorted(grown["posts"])) == (alerts[0]["id"], ["fb:1", "fb:2", "fb:3"])


def test_an_older_snapshot_beside_a_kafka_that_went_on(tmp_path: Path, kafka_url: str, elasticsearch_url: str, repository: str) -> None:
    asyncio.run(dried_up(kafka_url))
    desk = desk_on(tmp_path, TINWATCH_BROKER=kafka_url, TINWATCH_INDEX=elasticsearch_url)
    desk.run("replay", desk.write("a.jsonl", [told(1), told(2)]), "--wait")
    assert repository in desk.run("backup", str(tmp_path / "b"), "--repository", repository).stdout
    desk.run("replay", desk.write("b.jsonl", [told(3), told(4, story=3)]), "--wait")  # this the snapshot does not have
    settings = settings_of(desk)
    before = asyncio.run(indexed(settings))
    shutil.rmtree(settings.home)
    swept(elasticsearch_url)
    assert "without Kafka" in desk.run("restore", str(tmp_path / "b")).stdout
    assert asyncio.run(indexed(settings))["documents"].count == 2
    desk.run("replay", desk.write("none.jsonl", []), "--wait")  # the agents go on where the group was set back to
    assert asyncio.run(indexed(settings)) == before
    assert before["documents"].count == 4


async def indexed(settings: Settings) -> dict[str, Digest]:
    """Counts and hashes of all that the index holds."""
    async with opened_index(settings) as index:
        return await moving_index.digests(index)
