"""Twenty monitors on one console while fifty alerts a second pour in: how long until each browser has a card and each decision an answer.

The real broker, agents, index and server; the monitors are HTTP clients of the same process, so that their own work counts against it.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import faust
import httpx

from console.users import Users
from search.port import Index
from tinwatch.brokers import Broker
from tinwatch.metrics import Metrics
from tinwatch.replay import Flow
from tinwatch.running import run_agents
from tinwatch.settings import Settings
from tinwatch.web import serving
from topics.records import Alert
from topics.river import ALERTS

MONITORS = 20
PER_SECOND = 50
SECONDS = 20
THINK_S = 1.0
"""Between two decisions of one monitor."""

PASSWORD = "hai-muoi-nguoi-mot-ban"
AGENTS = ("escalate", "store", "judge")


@dataclass
class Seen:
    """What all monitors met: seconds to each card, seconds to each answer, who was accepted for which case."""

    cards: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    accepted: Counter[str] = field(default_factory=Counter)
    tried: int = 0
    unanswered: int = 0
    per_monitor: list[int] = field(default_factory=list)


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), port=8698)
        users = Users(settings.users_file)
        for n in range(MONITORS):
            users.add(f"m{n}", PASSWORD, "analyst")
        users.close()
        seen, wrong = asyncio.run(run_agents(settings, AGENTS, lambda app, index, broker: _work(settings, app, index, broker)))
    cards, answers = (statistics.quantiles(values, n=20) for values in (seen.cards, seen.answers))
    return {
        "monitors": MONITORS, "alerts sent": PER_SECOND * SECONDS, "fewest alerts one monitor saw": min(seen.per_monitor),
        "alert → card median s": cards[9], "alert → card p95 s": cards[18], "alert → card max s": max(seen.cards),
        "decisions": seen.tried, "decision → answer median s": answers[9], "decision → answer p95 s": answers[18],
        "decided twice": sum(n > 1 for n in seen.accepted.values()), "unanswered": seen.unanswered, "lost or other in the cases": wrong,
    }  # fmt: skip


async def _work(settings: Settings, app: faust.App, index: Index, broker: Broker) -> tuple[Seen, int]:
    seen, sent, known = Seen(), dict[str, float](), list[str]()
    async with serving(settings, index, app) as address:
        done = asyncio.Event()
        clients = [await _seated(address, f"m{n}") for n in range(MONITORS)]
        readers = [asyncio.create_task(_read(client, sent, seen, known, done)) for client, _ in clients]
        await asyncio.sleep(1)
        deciders = [asyncio.create_task(_decide(client, token, seen, known, done)) for client, token in clients]
        await _pour(app, sent)
        await asyncio.sleep(5)
        done.set()
        await asyncio.gather(*deciders)
        seen.per_monitor = [await reader for reader in readers]
        for client, _ in clients:
            await client.aclose()
    wrong = 0
    for id, times in seen.accepted.items():
        case = await index.docket.case(id)
        wrong += case is None or case.state != "TRIAGED" or times != 1
    return seen, wrong


async def _seated(address: str, name: str) -> tuple[httpx.AsyncClient, str]:
    client = httpx.AsyncClient(base_url=address, timeout=30)
    token = _token((await client.get("/login")).text)
    assert (await client.post("/login", data={"csrf": token, "name": name, "password": PASSWORD})).status_code == 303
    return client, _token((await client.get("/search")).text)


def _token(page: str) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found
    return found[1]


async def _read(client: httpx.AsyncClient, sent: dict[str, float], seen: Seen, known: list[str], done: asyncio.Event) -> int:
    """The live feed as a browser has it open; the first card of each alert counts."""
    mine: set[str] = set()
    async with client.stream("GET", "/events") as stream:
        async for line in stream.aiter_lines():
            if done.is_set():
                break
            if not line.startswith('data: {"id":"bench-'):
                continue
            id = json.loads(line[6:])["id"]
            if id not in mine:
                mine.add(id)
                seen.cards.append(time.monotonic() - sent[id])
                if len(mine) > len(known):
                    known.append(id)
    return len(mine)


async def _decide(client: httpx.AsyncClient, token: str, seen: Seen, known: list[str], done: asyncio.Event) -> None:
    """Keeps one of the newest cards, which others want too."""
    while not done.is_set():
        await asyncio.sleep(THINK_S * random.uniform(0.5, 1.5))
        if not known:
            continue
        id = random.choice(known[-40:])
        began = time.monotonic()
        fields = {"csrf": token, "deed": "keep", "seen": "1"}
        answer = await client.post(f"/alerts/{id}", data=fields, headers={"accept": "application/json"})
        seen.tried += 1
        if answer.status_code in (200, 409):
            seen.answers.append(time.monotonic() - began)
        else:
            seen.unanswered += 1
        if answer.status_code == 200:
            seen.accepted[id] += 1


async def _pour(app: faust.App, sent: dict[str, float]) -> None:
    flow, began = Flow(app, Metrics()), time.monotonic()
    for n in range(PER_SECOND * SECONDS):
        id, now = f"bench-{n:05}", datetime.now(UTC)
        band = random.choice(("CRITICAL", "HIGH", "MEDIUM"))
        alert = Alert(
            id=id, codes=("LOAN",), band=band, score=60.0, opened_at=now, updated_at=now, posts=(f"fb:{n}",), pages=("fb:p",), headline=id
        )  # type: ignore[arg-type]  # fmt: skip
        sent[id] = time.monotonic()
        await flow.send(ALERTS, id, alert)
        await asyncio.sleep(max(0.0, began + (n + 1) / PER_SECOND - time.monotonic()))
