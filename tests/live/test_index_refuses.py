"""What the real Elasticsearch will never take is counted, and in the dead letters with its reason; the posts beside it are stored.

The refusal has a cause that operators know: an index that somebody made by hand, with a field of another type.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from dataclasses import replace
from pathlib import Path

import faust
import httpx
import pytest
from prometheus_client import REGISTRY

from search.elastic_setup import alias, first_index, mapping
from search.port import Index
from tinwatch.broker.log import Record
from tinwatch.brokers import Broker
from tinwatch.replay import drained
from tinwatch.running import run_agents
from tinwatch.settings import Settings
from topics.records import Page, Post, Reach, encode
from topics.river import ASSESSED, POSTS

pytestmark = pytest.mark.live

FIGURES = {
    "refused": ("tinwatch_index_refused_total", {"call": "documents"}),
    "dead": ("tinwatch_dead_total", {"topic": ASSESSED.name, "cause": "refused"}),
    "stored": ("tinwatch_stored_total", {"what": "documents"}),
}


def counted() -> dict[str, float]:
    return {what: REGISTRY.get_sample_value(*figure) or 0.0 for what, figure in FIGURES.items()}


def test_what_elasticsearch_refuses_is_counted_and_a_dead_letter(elasticsearch_url: str, tmp_path: Path) -> None:
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    settings = replace(Settings(), home=tmp_path, index=f"{elasticsearch_url}?prefix={prefix}", reader="none")
    made = mapping("documents")
    made["mappings"]["properties"]["reactions"] = {"type": "boolean"}
    posts = [
        Post(id=f"fb:{n}", kind="post", page=Page(id="fb:p"), text="chợ đông", reach=Reach(reactions=9) if n == 1 else None)
        for n in range(3)
    ]
    before = counted()

    async def work(app: faust.App, index: Index, broker: Broker) -> list[Record]:
        await broker.append([Record(POSTS.name, 0, n, int(time.time() * 1000), b"fb:p", encode(post), ()) for n, post in enumerate(posts)])
        await drained(broker, settings.app_id)
        assert await index.existing([post.id for post in posts]) == {"fb:0", "fb:2"}
        return list(broker.records(ASSESSED.dead))

    with httpx.Client(base_url=elasticsearch_url, timeout=60) as http:
        http.put(
            f"/{first_index(prefix, 'documents')}", json={**made, "aliases": {alias(prefix, "documents"): {"is_write_index": True}}}
        ).raise_for_status()
        try:
            [letter] = asyncio.run(run_agents(settings, (), work))
        finally:
            http.delete("/" + ",".join(http.get(f"/{prefix}-*").json()))
    assert {what: now - before[what] for what, now in counted().items()} == {"refused": 1, "dead": 1, "stored": 2}
    assert any("reactions" in str(value) for _, value in letter.headers), letter
