"""Twenty monitors at one console, all after the same cards while alerts pour in: each card is decided once, and nobody is left in doubt."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter

import httpx
from test_console_samples import PASSWORD, bench, told

MONITORS = 20
CARDS = 12
ALERTS = 100
"""While they work."""


async def seated(desk, name: str) -> httpx.AsyncClient:
    """A browser of its own, logged in."""
    client = desk.another_client()
    client.headers["accept"] = "application/json"
    desk.client, before = client, desk.client
    try:
        assert (await desk.login(name)).status_code == 303
    finally:
        desk.client = before
    return client


async def test_no_decision_is_lost_and_none_is_made_twice(tmp_path):
    async with bench(tmp_path) as desk:
        names = [f"m{n}" for n in range(MONITORS)]
        for name in names:
            desk.users.add(name, PASSWORD, "analyst")
        await desk.put(*(told(f"c{n}") for n in range(CARDS)))
        clients = [await seated(desk, name) for name in names]
        answers: list[tuple[str, str, int, str]] = []

        async def work(name: str, client: httpx.AsyncClient) -> None:
            token = (await client.get("/search", headers={"accept": "text/html"})).text.split('name="csrf" value="')[1].split('"')[0]
            for n in random.Random(name).sample(range(CARDS), CARDS):
                fields = {"csrf": token, "deed": "dismiss", "reason": "opinion", "seen": "1"}
                response = await client.post(f"/alerts/a-c{n}", data=fields)
                answers.append((name, f"a-c{n}", response.status_code, " ".join(json.loads(response.text)["said"])))

        async def pour() -> None:
            for n in range(ALERTS):
                await desk.put(told(f"p{n}"))

        await asyncio.gather(pour(), *(work(name, client) for name, client in zip(names, clients, strict=True)))
        accepted = [(name, case) for name, case, status, _ in answers if status == 200]
        assert len(answers) == MONITORS * CARDS, "everybody got an answer to everything"
        assert Counter(case for _, case in accepted) == {f"a-c{n}": 1 for n in range(CARDS)}
        winners = {case: name for name, case in accepted}
        for name, case, status, said in answers:
            assert status == (200 if winners[case] == name else 409)
            assert status == 200 or f"{winners[case]} vừa làm trước bạn" in said, "who was slower hears of the one who was faster"
        for case in await desk.index.docket.cases_of(list(winners)):
            assert (case.state, case.version) == ("DISMISSED", 2)
            assert [event.by for event in case.history if event.deed == "dismiss"] == [winners[case.id]]
        log = [entry for entry in await desk.index.docket.entries() if entry.deed == "dismiss"]
        assert Counter(bool(entry.refused) for entry in log) == {False: CARDS, True: (MONITORS - 1) * CARDS}, (
            "every try is in the log, once"
        )
        assert (await desk.index.counts())["alerts"] == CARDS + ALERTS
        for client in clients:
            await client.aclose()
