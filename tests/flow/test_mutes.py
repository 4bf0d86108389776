"""A mute through the real broker, agents and index: out of the feed at once and over restarts, back when it ends."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import faust
from desk import Desk, post
from msgspec import structs
from test_cases_flow import looked
from test_path import LOAN

from search.port import AlertQuery, Index
from tinwatch.brokers import Broker
from tinwatch.deciding import sender
from tinwatch.running import run_agents
from tinwatch.settings import Settings
from topics.cases import Case, Event
from topics.mutes import Mute

OTHER = "Hỗ trợ vay góp ngày cho tiểu thương chợ đầu mối, duyệt nhanh không cần thế chấp, nợ xấu vẫn vay, gọi 0900 000 077"
AGENTS = ("store", "judge", "escalate")


async def held(index: Index) -> list[str]:
    found = (await index.alerts(AlertQuery(held=None))).alerts
    return [alert.held for alert in sorted(found, key=lambda alert: alert.posts)]


async def did(settings: Settings, event: Event, reasons: list[str], due: set[str]) -> Case:
    """The case after this event, in a process of its own for the agents that have to do with it, once all alerts are held for these
    reasons and the case waits for these steps."""

    async def work(app: faust.App, index: Index, broker: Broker) -> Case:
        await sender(app)(event)
        async with asyncio.timeout(150):
            while True:
                case = await index.docket.case(event.case)
                if case and set(case.due) == due and await held(index) == reasons:
                    return case
                await asyncio.sleep(0.05)

    return await run_agents(settings, AGENTS, work)


def test_what_is_muted_stays_out_of_the_feed_until_that_ends(desk: Desk) -> None:
    settings, now = replace(Settings(), home=desk.home), datetime.now(UTC)

    def came(id: str, text: str, hours_ago: int) -> list[str]:
        at = f"{now - timedelta(hours=hours_ago):%Y-%m-%dT%H:%M:%SZ}"
        desk.run("replay", desk.write("p.jsonl", [post(id, text, published_at=at, collected_at=at)]), "--wait")
        return asyncio.run(looked(settings, held))

    assert came("fb:1", LOAN, 30) == [""]
    [story] = asyncio.run(looked(settings, lambda index: index.alerts(AlertQuery()))).alerts
    told = Event(id="m", case=story.id, deed="mute", at=now, by="lan", role="analyst", reason="repeats")
    case = asyncio.run(did(settings, structs.replace(told, mute=Mute(until=now + timedelta(hours=4))), ["muted"], set()))
    assert case.mute is not None
    assert (case.mute.pages, case.mute.codes, case.mute.by) == (("fb:p",), ("LOAN",), "lan")
    assert desk.run("case", "list", "--muted", "--format", "jsonl").stdout.count("\n") == 1
    assert came("fb:2", OTHER, 1) == ["muted", "muted"], "another story of that page, judged by a process that remembers"
    clock = Event(id="c", case=story.id, deed="clock", at=now + timedelta(hours=4))
    case = asyncio.run(did(settings, clock, ["", ""], {"acknowledge", "finding"}))
    assert (case.mute, [event.deed for event in case.history if event.deed in ("mute", "clock")]) == (None, ["mute", "clock"])
    log = asyncio.run(looked(settings, lambda index: index.docket.entries()))
    assert [(line.by, line.deed, line.refused) for line in log] == [("lan", "mute", ())]
