"""Two collectors on a real Kafka and Elasticsearch: one asks, the other goes on when it dies, and what the platform removes is noted."""

from __future__ import annotations

import asyncio
import subprocess
import time
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from itertools import groupby
from pathlib import Path

import pytest
from aiohttp import web
from desk import PROGRAM, Desk
from stubs.facebook import PAGE, TOKEN, Facebook
from test_kafka_path import dried_up
from test_worlds import swept

from tinwatch.indexes import opened_index
from tinwatch.settings import Settings

pytestmark = [
    pytest.mark.live,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
SPEED = 300
"""The collectors' minutes in a minute of the world: tier A is read every three seconds."""

PATIENCE = 180


class Asked(Facebook):
    """Notes which collector asked, by the contact that each gives."""

    def __init__(self) -> None:
        super().__init__()
        self.by: list[str] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.by.append(request.headers["user-agent"].partition("(")[2].rstrip(")"))
        return await super().handle(request)


async def until(condition: Callable[[], Awaitable[bool]], *alive: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not await condition():
        assert time.monotonic() < deadline
        assert all(process.poll() is None for process in alive)
        await asyncio.sleep(0.5)


@pytest.fixture
def desk(tmp_path: Path, kafka_url: str, elasticsearch_url: str) -> Desk:
    asyncio.run(dried_up(kafka_url))
    swept(elasticsearch_url)
    desk = Desk(tmp_path)
    desk.environ |= {
        "TINWATCH_BROKER": kafka_url,
        "TINWATCH_INDEX": elasticsearch_url,
        "TINWATCH_APP_ID": f"t{uuid.uuid4().hex[:8]}",
        "TINWATCH_COLLECT_INSIDE": "yes",
        "TINWATCH_COLLECT_CLOCK": f"2026-11-18T08:00:00+07:00@{time.time()}*{SPEED}",
        "TINWATCH_MODEL": "none",
        "TINWATCH_READER": "none",
    }
    return desk


async def there(desk: Desk, ids: list[str]) -> dict[str, bool]:
    """Those of the posts that are in the index, with whether they are known to be removed."""
    async with opened_index(Settings(index=desk.environ["TINWATCH_INDEX"])) as index:
        found = {id: await index.document(id) for id in ids}
    return {id: document.removed_at is not None for id, document in found.items() if document}


def begun(desk: Desk, stack: ExitStack, command: str, member: str, **settings: str) -> subprocess.Popen[bytes]:
    said = stack.enter_context((desk.home / f"{member}.log").open("wb"))
    environ = {**desk.environ, **settings, "TINWATCH_MEMBER": member, "TINWATCH_ORIGINALS_CONTACT": member}
    process = subprocess.Popen([*PROGRAM, command], env=environ, stdout=said, stderr=said, cwd=desk.home)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


async def test_of_two_collectors_one_asks_and_the_other_goes_on_when_it_dies(desk: Desk) -> None:
    async with AsyncExitStack() as serving:
        stub = await serving.enter_async_context(Asked().serving())
        with ExitStack() as stack:
            await lived(desk, stub, stack)


async def lived(desk: Desk, stub: Asked, stack: ExitStack) -> None:
    posts = [stub.add(f"bài số {n}") for n in range(6)]
    lines = ["platform,page_id,name,owner_kind,tier,fixed", f"facebook,{PAGE},Trang A,business,A,yes"]
    await asyncio.to_thread(desk.run, "watchlist", "import", desk.write("pages.csv", lines))
    worker = begun(desk, stack, "worker", "agents")
    own = {"TINWATCH_FACEBOOK_API": stub.url, "TINWATCH_FACEBOOK_TOKEN": TOKEN}
    both = {name: begun(desk, stack, "collect", name, **own) for name in ("one", "two")}

    async def all_there() -> bool:
        return len(await there(desk, posts)) == len(posts)

    await until(all_there, worker, *both.values())
    stretches = [name for name, _ in groupby(stub.by)]  # the partition may move once, when the second of them has joined
    assert len(stretches) == len({*stretches}), "they ask in turns"
    active = stretches[-1]
    other = "two" if active == "one" else "one"
    both[active].kill()
    both[active].wait()
    asked = len(stub.by)
    removed, posts = posts[2], [*posts, *(stub.add(f"bài mới {n}") for n in range(3))]
    stub.gone.add(removed)

    async def gone_on() -> bool:
        found = await there(desk, posts)
        return len(found) == len(posts) and found[removed]

    await until(gone_on, worker, both[other])
    assert {*stub.by[stub.by.index(other, asked) :]} == {other}, "what the dead one had sent may come in late, but nothing after"
    assert [id for id, gone in (await there(desk, posts)).items() if gone] == [removed]
    documents = [one["post"]["id"] for one in await asyncio.to_thread(desk.jsonl, "search", "bài", "--limit", "100")]
    assert sorted(documents) == sorted(posts), "each once"
    for member in ("agents", "one", "two"):
        assert "Traceback" not in (desk.home / f"{member}.log").read_text("utf-8")
