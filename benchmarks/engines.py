"""A real Kafka and a real Elasticsearch to measure on: those that TINWATCH_BROKER and TINWATCH_INDEX name, else some of our own."""

from __future__ import annotations

import asyncio
import os
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from elasticsearch import Elasticsearch

from search.elastic_setup import KINDS, first_index
from tinwatch.servers.fleet import Fleet, Wanted
from tinwatch.settings import Settings
from topics.river import RIVER

SCOPE = """- Run by: a benchmark
- Purpose: to measure
- Host assessed as impartial: yes
- Signed by: nobody at all
- Signed on: 2026-01-05
"""
NAMES = {name for topic in RIVER for name in (topic.name, topic.dead)}


@dataclass(frozen=True)
class Engines:
    """`pids` are those of the servers, where they are ours, by name."""

    broker: str
    index: str
    root: Path
    pids: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class World:
    """One tinwatch to measure; `environ` makes a process of tinwatch a part of it."""

    settings: Settings
    environ: Mapping[str, str]


@contextmanager
def engines() -> Iterator[Engines]:
    """SystemExit when a server that was named has a river already: measuring begins by deleting it."""
    broker, index = os.environ.get("TINWATCH_BROKER", ""), os.environ.get("TINWATCH_INDEX", "")
    with tempfile.TemporaryDirectory(prefix="tinwatch-bench-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        if broker and index:
            if asyncio.run(_river(broker)):
                raise SystemExit("TINWATCH_BROKER names a Kafka that has a river: measure on one that nobody uses")
            yield Engines(broker, index, root)
            return
        cache = Path(os.environ.get("TINWATCH_CACHE", Settings.cache))
        fleet = Fleet(Settings(home=root / "servers", cache=cache))
        try:
            ports = fleet.up(Wanted())
            yield Engines(ports.broker_url, ports.index_url, root, {server.name: server.pid for server in fleet.status()})
        finally:
            fleet.down(wipe=True)


@contextmanager
def world(engines: Engines) -> Iterator[World]:
    """A river and indices that are empty; gone afterwards."""
    asyncio.run(_river(engines.broker, delete=True))
    with _home(engines.root) as home:
        prefix = f"b{uuid.uuid4().hex[:8]}"
        settings = Settings(home=home, broker=engines.broker, index=f"{engines.index}?prefix={prefix}", app_id=prefix)
        names = {"TINWATCH_BROKER": settings.broker, "TINWATCH_INDEX": settings.index, "TINWATCH_APP_ID": prefix}
        yield World(settings, _environ(home) | names)
        with Elasticsearch(engines.index) as client:
            client.indices.delete(index=",".join(first_index(prefix, kind) for kind in KINDS), ignore_unavailable=True)
    asyncio.run(_river(engines.broker, delete=True))


@contextmanager
def embedded_world(root: Path) -> Iterator[World]:
    """The same on the embedded broker and index."""
    with _home(root) as home:
        yield World(Settings(home=home), _environ(home))


@contextmanager
def _home(root: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=root) as folder:
        home = Path(folder)
        (home / "scope.md").write_text(SCOPE, encoding="utf-8")
        yield home


def _environ(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TINWATCH_") or name == "TINWATCH_CACHE"}
    return kept | {"TINWATCH_HOME": str(home), "TINWATCH_SCOPE": str(home / "scope.md")}


async def _river(broker: str, *, delete: bool = False) -> set[str]:
    """Topics of the river that are there; with `delete` returns when there are none any more."""
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.removeprefix("kafka://").split(","))
    await admin.start()
    try:
        there = NAMES & set(await admin.list_topics())
        if delete and there:
            await admin.delete_topics(sorted(there))
            while NAMES & set(await admin.list_topics()):  # noqa: ASYNC110 - it happens in Kafka
                await asyncio.sleep(0.1)
        return there
    finally:
        await admin.close()
