"""A post that its platform no longer shows: noted beside its text, and in the history of its case, in whichever order the news come."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desk import Desk, post
from test_cases_flow import decide, looked
from test_path import LOAN

from tinwatch.app import make_app
from tinwatch.replay import drained
from tinwatch.running import opened_broker, run_agents, started
from tinwatch.settings import Settings
from topics.records import encode
from topics.river import REMOVALS
from topics.watchlist import Removal

# A collection time before GONE: `replay` takes the moment of replaying where a post brings none.
SEEN, GONE = "2026-11-17T05:00:00Z", datetime(2026, 11, 17, 6, tzinfo=UTC)


async def remove(settings: Settings, *removals: Removal) -> None:
    """Send them as a collector does, then run the agents until nothing is left."""
    async with opened_broker(settings), started(make_app(settings, None)) as app:
        for removal in removals:
            sent = await app.producer.send(REMOVALS.name, removal.page.encode(), encode(removal), None, None, None)
            await sent

    async def rest(app: object, index: object, broker: object) -> bool:
        await drained(broker, settings.app_id)  # type: ignore[arg-type]
        return True

    assert await run_agents(settings, (), rest)


def loan(desk: Desk, id: str = "fb:1") -> str:
    return desk.write("p.jsonl", [post(id, LOAN, reach={"reactions": 900}, published_at=SEEN, collected_at=SEEN)])


def test_a_removal_is_in_the_index_and_in_the_history_of_the_case_once(tmp_path: Path, desk: Desk) -> None:
    settings = replace(Settings(), home=desk.home)
    desk.run("replay", loan(desk), "--wait")
    [alert] = desk.jsonl("alerts")
    asyncio.run(remove(settings, *[Removal(id="fb:1", page="fb:p", at=GONE, said="webhook")] * 2))
    document = asyncio.run(looked(settings, lambda index: index.document("fb:1")))
    assert (document.removed_at, document.post.text, document.assessment.alert_codes) == (GONE, LOAN, tuple(alert["codes"]))
    case = asyncio.run(looked(settings, lambda index: index.docket.case(alert["id"])))
    assert [(event.deed, event.posts) for event in case.history[1:]] == [("removed", ("fb:1",))]
    assert (case.removed, case.state, case.version) == ({"fb:1": GONE}, "NEW", 1)
    assert [one["id"] for one in desk.jsonl("alerts")] == [alert["id"]]
    assert asyncio.run(looked(settings, lambda index: index.docket.entries())) == []  # nobody did anything


def test_a_removal_that_comes_before_its_post_reaches_the_case_too(tmp_path: Path, desk: Desk) -> None:
    settings = replace(Settings(), home=desk.home)
    desk.run("replay", desk.write("q.jsonl", [post("fb:0", "Chợ phiên cuối tuần mở cửa lúc 6 giờ sáng")]), "--wait")
    asyncio.run(remove(settings, Removal(id="fb:1", page="fb:p", at=GONE)))
    desk.run("replay", loan(desk), "--wait")
    [alert] = desk.jsonl("alerts")
    asyncio.run(decide(settings))
    case = asyncio.run(looked(settings, lambda index: index.docket.case(alert["id"])))
    assert [event.deed for event in case.history] == ["alert", "removed"]
    assert case.removed == {"fb:1": GONE}
