"""Known claims in the running system: from an import to being in force, and from a post to the alert that cites the check in the index.

On the broker and the index of the settings (TINWATCH_BROKER, TINWATCH_INDEX), the embedded ones by default, with ten thousand other claims,
all agents in one process and the demo's chatter between the posts. The claims are nonsense: the reader takes one in two hundred for a
report, which alerts nobody.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import corpus
from benchmarks.claims import mixed
from tinwatch.app import AGENTS
from tinwatch.claims import bring_in
from tinwatch.indexes import opened_index
from tinwatch.metrics import GAUGES, Metrics
from tinwatch.replay import Flow
from tinwatch.running import run_agents
from tinwatch.settings import Settings, load
from topics.claims import Claim
from topics.records import Page, Post
from topics.river import POSTS

OTHERS, STATED, CHATTER = 10_000, 40, 10
NAMES = "Vân Suối Lạng Kiết Trục Đoài Nhuệ Thượng Khuê Mường Rạng Tơ Phìn Giáng Sẻo Lìn Quảng Hoạt Tàm Bích".split()
LONGEST = 30.0
"""Seconds after which an alert counts as missing."""


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(load(), home=Path(folder), app_id=f"b{uuid.uuid4().hex[:8]}")
        return asyncio.run(_measured(settings))


async def _measured(settings: Settings) -> dict[str, float]:
    known = mixed(random.Random(5), OTHERS)
    async with opened_index(settings) as index:
        await bring_in(index, known, "benchmark")

    async def beside(app, index, broker):  # type: ignore[no-untyped-def]
        start = time.perf_counter()
        while GAUGES["claims"]._value.get() < OTHERS:  # noqa: SLF001, ASYNC110 (prometheus_client has no other way to read one)
            await asyncio.sleep(0.01)
        loaded = time.perf_counter() - start
        before = GAUGES["claims"]._value.get()  # noqa: SLF001
        fresh = [_claim(f"{settings.app_id}-{number}") for number in range(STATED)]
        start = time.perf_counter()
        await bring_in(index, fresh, "benchmark")
        while GAUGES["claims"]._value.get() < before + STATED:  # noqa: SLF001, ASYNC110
            await asyncio.sleep(0.005)
        return loaded, time.perf_counter() - start, await _alerts(app, index, fresh)

    loaded, force, delays = await run_agents(settings, AGENTS, beside)
    return {
        "other claims": OTHERS, "loaded after, s": loaded, "import → in force, s": force, "posts that state a claim": STATED,
        "alerts that cite it": len(delays), "post → alert median, s": statistics.median(delays),
        "post → alert p95, s": statistics.quantiles(delays, n=20)[18], "p95 ÷ 1 s": statistics.quantiles(delays, n=20)[18],
    }  # fmt: skip


def _claim(id: str) -> Claim:
    rng = random.Random(id)
    lake, village, other = (" ".join(rng.choices(NAMES, k=2)) for _ in range(3))
    said = f"Đập hồ {lake} ở xã {village} bị vỡ, nước cuốn trôi {rng.randint(20, 900)} căn nhà của bản {other}"
    return Claim(
        id=id, claim=said, verdict="FALSE", code="DISASTER", url=f"https://kiem-chung.example/{id}", date="2026-11-01",
        publisher="Tổ kiểm chứng thử nghiệm",
    )  # fmt: skip


async def _alerts(app, index, claims: list[Claim]) -> list[float]:  # type: ignore[no-untyped-def]
    """Seconds from the broker's taking a post to the alert that cites its claim, as the feed reads the index."""
    flow, chatter = Flow(app, Metrics()), iter(corpus.posts(len(claims) * CHATTER))
    delays, position = [], await index.last_position()
    for claim in claims:
        for _ in range(CHATTER):
            post = next(chatter)
            await flow.send(POSTS, post.page.id, post)
        rest = " ".join(random.Random(claim.id).choices(NAMES, k=30))  # or the posts would be near-copies, and so one alert
        post = Post(
            id=f"fb:{claim.id}", kind="post", page=Page(id=f"fb:{claim.id}", name=f"Trang {claim.id}"), text=f"{claim.claim}. {rest}",
            published_at=datetime.now(UTC),
        )  # fmt: skip
        await (await flow.send(POSTS, post.page.id, post))
        sent, cited = time.perf_counter(), False
        while not cited and time.perf_counter() - sent < LONGEST:
            for placed in await index.alerts_after(position):
                position = placed.position
                cited = cited or any(match.id == claim.id and match.confirmed for match in placed.alert.claims)
            await asyncio.sleep(0.005)
        if cited:
            delays.append(time.perf_counter() - sent)
    return delays
