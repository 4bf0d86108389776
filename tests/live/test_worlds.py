"""The four worlds (embedded or real broker, embedded or real index) make the same of one stream, and a desk can move between them."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk, post
from elasticsearch import Elasticsearch
from test_faults import STORIES, stream
from test_kafka_path import BAD, compared, dried_up

pytestmark = [
    pytest.mark.live,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def clean(kafka_url: str, elasticsearch_url: str) -> Iterator[tuple[str, str]]:
    """A Kafka without a river and an Elasticsearch without our indices."""
    asyncio.run(dried_up(kafka_url))
    swept(elasticsearch_url)
    yield kafka_url, elasticsearch_url
    swept(elasticsearch_url)


def swept(url: str) -> None:
    with Elasticsearch(url) as client:
        for name in client.indices.get(index="tinwatch-*", expand_wildcards="all"):
            client.indices.delete(index=name)


def desk_at(home: Path, app: str, **settings: str) -> Desk:
    desk = Desk(home)
    desk.environ |= {"TINWATCH_APP_ID": app, "TINWATCH_MEMBER": "one", **settings}
    return desk


def test_every_pair_makes_the_same_of_a_stream(tmp_path_factory: pytest.TempPathFactory, clean: tuple[str, str]) -> None:
    kafka, elastic = clean
    worlds = {
        "both embedded": {},
        "kafka": {"TINWATCH_BROKER": kafka},
        "elasticsearch": {"TINWATCH_INDEX": elastic},
        "both real": {"TINWATCH_BROKER": kafka, "TINWATCH_INDEX": elastic},
    }
    made = {}
    for name, settings in worlds.items():
        asyncio.run(dried_up(kafka))
        swept(elastic)
        desk = desk_at(tmp_path_factory.mktemp("world"), f"t{uuid.uuid4().hex[:8]}", **settings)
        file = desk.write("stream.jsonl", [*BAD, *stream(800)])
        assert "802" in desk.run("replay", file, "--wait").stdout, name
        made[name] = compared(desk)
    assert len(made["both embedded"][1]) == len(STORIES)
    for name in worlds:
        assert made[name] == made["both embedded"], name


def test_a_desk_moves_to_the_servers_and_back(tmp_path_factory: pytest.TempPathFactory, clean: tuple[str, str]) -> None:
    kafka, elastic = clean
    app = f"t{uuid.uuid4().hex[:8]}"
    old, back = (desk_at(tmp_path_factory.mktemp(name), app) for name in ("old", "back"))
    big = desk_at(tmp_path_factory.mktemp("big"), app, TINWATCH_BROKER=kafka, TINWATCH_INDEX=elastic)
    told = [post(f"fb:{i}", STORIES[0], page=f"fb:p{i}", published_at=f"2026-11-17T0{i}:00:00Z") for i in range(5)]
    old.run("replay", old.write("a.jsonl", [*BAD, *told[:3]]), "--wait")
    assert "DIFFERENT" not in big.run("migrate", *pairs(broker_of(old), kafka), *pairs(index_of(old), elastic)).stdout
    big.run("replay", big.write("b.jsonl", told[3:4]), "--wait")
    assert "DIFFERENT" not in back.run("migrate", *pairs(kafka, broker_of(back)), *pairs(elastic, index_of(back))).stdout
    back.run("replay", back.write("c.jsonl", told[4:]), "--wait")
    [first], [last] = old.jsonl("alerts"), back.jsonl("alerts")
    assert last["id"] == first["id"]
    assert sorted(last["posts"]) == [f"fb:{i}" for i in range(5)]
    assert len(back.run("dead", "list").stdout.splitlines()) == 1 + len(BAD)


def pairs(source: str, target: str) -> tuple[str, ...]:
    return "--from", source, "--to", target


def broker_of(desk: Desk) -> str:
    return f"sqlite:///{desk.home}/broker.sqlite"


def index_of(desk: Desk) -> str:
    return f"sqlite:///{desk.home}/index.sqlite"
