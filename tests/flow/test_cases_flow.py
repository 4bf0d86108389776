"""A case from its alert to the feed and the audit log, through the real embedded broker, agents and index."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desk import Desk, post
from test_path import LOAN

from agents.folding import chained
from search.port import AlertQuery, Index
from tinwatch.app import make_app
from tinwatch.deciding import sender
from tinwatch.indexes import opened_index
from tinwatch.replay import drained
from tinwatch.running import opened_broker, run_agents, started
from tinwatch.settings import Settings
from topics.cases import Event

NOON = datetime(2026, 11, 17, 5, tzinfo=UTC)


def deed(id: str, case: str, what: str, seen: int = -1, role: str = "analyst", by: str = "lan", **fields: object) -> Event:
    return Event(id=id, case=case, deed=what, at=NOON, by=by, role=role, seen=seen, **fields)  # type: ignore[arg-type]


async def decide(settings: Settings, *events: Event) -> None:
    """Send them as the console alone does, then run the agents until nothing is left."""
    async with opened_broker(settings), started(make_app(settings, None)) as app:
        for event in events:
            await sender(app)(event)

    async def rest(app: object, index: Index, broker: object) -> bool:
        await drained(broker, settings.app_id)  # type: ignore[arg-type]
        return True

    assert await run_agents(settings, (), rest)


async def looked(settings: Settings, work):  # type: ignore[no-untyped-def]
    async with opened_index(settings) as index:
        return await work(index)


def test_an_alert_is_a_case_and_its_state_is_in_the_feed(tmp_path: Path, desk: Desk) -> None:
    settings = replace(Settings(), home=desk.home)
    desk.run("replay", desk.write("p.jsonl", [post("fb:1", LOAN, reach={"reactions": 900})]), "--wait")
    [alert] = desk.jsonl("alerts")
    id = alert["id"]
    assert alert["state"] == "NEW"
    events: Sequence[Event] = (
        deed("1", id, "keep", seen=1),
        deed("2", id, "dismiss", seen=1, reason="opinion"),
        deed("3", id, "comment", text="Đã gọi @minh xem giúp"),
        deed("4", id, "read", by="xem", role="viewer"),
        deed("5", "không có", "keep", seen=1),
        deed("6", id, "approve", seen=2, role="approver"),
        deed("7", id, "override", seen=2, reason="CRITICAL", text="Nạn nhân đang chuyển tiền"),
    )
    asyncio.run(decide(settings, *events))
    case = asyncio.run(looked(settings, lambda index: index.docket.case(id)))
    assert (case.state, case.version, case.number[:3]) == ("TRIAGED", 3, "VN-")
    assert {answer.event: answer.refused for answer in case.answers} == {"1": (), "2": ("changed",), "3": (), "6": ("state",), "7": ()}
    assert [event.deed for event in case.history] == ["alert", "keep", "comment", "override"]
    [shown] = asyncio.run(
        looked(settings, lambda index: index.alerts(AlertQuery(states=("TRIAGED",), bands=("CRITICAL",), held=None)))
    ).alerts
    assert (shown.id, shown.state, shown.band, shown.set_band) == (id, "TRIAGED", alert["band"], "CRITICAL")
    log = asyncio.run(looked(settings, lambda index: index.docket.entries()))
    assert [(line.seq, line.deed, line.refused) for line in log] == [
        (1, "keep", ()), (2, "dismiss", ("changed",)), (3, "comment", ()), (4, "read", ()), (5, "keep", ("case",)),
        (6, "approve", ("state",)), (7, "override", ()),
    ]  # fmt: skip
    chain = ""
    for line in log:
        assert line.chain == chained(chain, line)
        chain = line.chain


def test_posts_move_with_merge_undo_and_split(desk: Desk) -> None:
    settings = replace(Settings(), home=desk.home)
    other = "Tuyển cộng tác viên xâu vòng tại nhà, đặt cọc 200k giữ đơn, hoàn 100%, ib Zalo 0900 000 034 nhận việc liền tay"
    posts = [post("fb:1", LOAN), post("fb:2", LOAN, page="fb:q"), post("fb:3", other, page="fb:r")]
    desk.run("replay", desk.write("p.jsonl", posts), "--wait")
    by_posts = {tuple(sorted(a["posts"])): a["id"] for a in desk.jsonl("alerts")}
    loan, job = by_posts["fb:1", "fb:2"], by_posts["fb:3",]
    asyncio.run(decide(settings, deed("1", job, "merge", seen=1, to=loan), deed("2", loan, "split", seen=1, posts=("fb:2",))))
    cases = asyncio.run(looked(settings, lambda index: index.docket.cases_of([loan, job])))
    assert (cases[0].posts, cases[1].state, cases[1].merged_into) == (("fb:1", "fb:3"), "DUPLICATE", loan)
    found = asyncio.run(looked(settings, lambda index: index.alerts(AlertQuery(held=None)))).alerts
    [child] = [alert for alert in found if alert.id not in (loan, job)]
    assert child.posts == ("fb:2",)
    asyncio.run(decide(settings, deed("3", job, "undo", seen=2), deed("4", child.id, "check", seen=1)))
    cases = asyncio.run(looked(settings, lambda index: index.docket.cases_of([loan, job, child.id])))
    assert [(case.posts, case.state) for case in cases] == [(("fb:1",), "NEW"), (("fb:3",), "NEW"), (("fb:2",), "IN_CHECK")]
    found = asyncio.run(looked(settings, lambda index: index.alerts(AlertQuery(held=None)))).alerts
    assert {alert.id: alert.state for alert in found} == {loan: "NEW", job: "NEW", child.id: "IN_CHECK"}
