"""Retention through the real broker, agents and index: what is old goes for good, what is held stays, and no desk works unsigned."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import Desk, post
from test_cases_flow import decide, deed, looked
from test_path import LOAN

from alerts.plan import Plan
from search.docket import CaseQuery
from search.port import AlertQuery, PatternQuery, PlacedPattern, Query
from tinwatch import purging as daily
from tinwatch.broker.log import Log
from tinwatch.deciding import sender
from tinwatch.evidence.cabinet import Cabinet, Made
from tinwatch.plan import plan
from tinwatch.purging import Report, purge
from tinwatch.replay import drained
from tinwatch.running import run_agents
from tinwatch.settings import SettingError, Settings, load
from topics.patterns import Pattern

JOB = "Tuyển cộng tác viên xâu vòng tại nhà, đặt cọc 200k giữ đơn, hoàn 100%, ib Zalo 0900 000 034 nhận việc liền tay"
AD = "Thuốc gia truyền trị dứt điểm tiểu đường, khỏi hẳn 100% sau 7 ngày, bệnh viện giấu, ib ngay 0900 000 056 chốt đơn"
NOW = datetime.now(UTC)

pytestmark = pytest.mark.timeout(400)


async def purged(settings: Settings, at: datetime, *, dry: bool = False) -> Report:
    async def beside(app, index, broker):  # type: ignore[no-untyped-def]
        report = await purge(settings, index, broker, sender(app), at, dry=dry)
        await drained(broker, settings.app_id)
        return report

    return await run_agents(settings, (), beside)  # type: ignore[no-any-return]


def desk_with_cases(desk: Desk) -> tuple[Settings, dict[str, str]]:
    """Three cases: one dismissed, one dismissed and held, one open; each with a capture, and a comment of today."""
    settings = load({name: value for name, value in desk.environ.items() if name.startswith("TINWATCH_")}, desk.home / "none.toml")
    comment = {"kind": "comment", "parent": "fb:1"}
    posts = [post("fb:1", LOAN), post("fb:2", JOB, page="fb:q"), post("fb:3", AD, page="fb:r"), post("fb:c", "Ai cho hỏi với", **comment)]
    desk.run("replay", desk.write("p.jsonl", [{**one, "published_at": NOW.isoformat()} for one in posts]), "--wait")
    ids = {alert["posts"][0]: alert["id"] for alert in desk.jsonl("alerts")}
    assert set(ids) == {"fb:1", "fb:2", "fb:3"}
    events = [deed(f"d{n}", ids[f"fb:{n}"], "dismiss", seen=1, reason="satire") for n in (1, 2)]
    hold = deed("h", ids["fb:2"], "hold", role="approver", text="Cơ quan điều tra yêu cầu giữ")
    asyncio.run(decide(settings, *(replace_at(event) for event in (*events, hold))))
    for n, id in enumerate(ids.values()):
        made = Made(post="x", at=NOW, state="first", method="api", url="", files={"record.json": b"{}"}, facts={})
        Cabinet(desk.home / "evidence").keep(id, f"VN-{n}", made, None)
    return settings, ids


def in_the_log(desk: Desk, id: str) -> list[bytes | None]:
    """What the compacted topics of the embedded broker hold of a case, the agents' memories of it; nothings but once."""
    with Log(desk.home / "broker.sqlite") as log:
        values = [one.value for name in ("dossiers.v1", "stories.v1") for one in log.records(name) if one.key == id.encode()]
    return [value for value in values if value] or [None]


async def with_patterns(index) -> None:  # type: ignore[no-untyped-def]
    """One that ended long ago, one of now, and one of now that turned out to be none."""
    made = [
        Pattern(id=id, kind="copies", first=NOW - timedelta(days=days), last=NOW - timedelta(days=days), score=1.0, gone=gone)
        for id, days, gone in (("c-1", 400, ""), ("c-2", -700, ""), ("c-3", 0, "untied"))
    ]
    assert not await index.put_patterns([PlacedPattern(10**6 + n, one) for n, one in enumerate(made)])


def replace_at(event):  # type: ignore[no-untyped-def]
    from msgspec.structs import replace as with_

    return with_(event, at=NOW)


def test_what_is_old_goes_what_is_held_stays_and_nothing_comes_back(desk: Desk) -> None:
    old_goes_and_held_stays(desk)


def old_goes_and_held_stays(desk: Desk) -> None:
    """On whatever broker and index the desk has."""
    settings, ids = desk_with_cases(desk)
    media = desk.home / "media"
    media.mkdir()
    for name, days in (("old.jpg", -1), ("new.jpg", 700)):
        (media / name).write_bytes(b"x")
        os.utime(media / name, ((NOW + timedelta(days=days)).timestamp(),) * 2)
    asyncio.run(looked(settings, with_patterns))
    assert all(in_the_log(desk, ids["fb:1"]))
    early = asyncio.run(purged(settings, NOW + timedelta(days=89)))
    assert (early.comments, early.posts, early.patterns, early.cases, early.captures, early.media) == (0, 0, 1, 0, 0, 0)
    later = NOW + timedelta(days=91)
    assert asyncio.run(purged(settings, later, dry=True)).comments == 1
    assert asyncio.run(purged(settings, later)).comments == 1
    end = NOW + timedelta(days=732)
    told = asyncio.run(purged(settings, end, dry=True))
    done = asyncio.run(purged(settings, end))
    assert (told.comments, told.posts, told.cases) == (done.comments, done.posts, done.cases) == (0, 2, 1)
    assert (told.patterns, told.media) == (done.patterns, done.media) == (1, 1)
    assert [one.name for one in media.iterdir()] == ["new.jpg"]
    assert in_the_log(desk, ids["fb:1"]) == [None], "its key stays a day, with nothing under it"
    assert len(in_the_log(desk, ids["fb:2"])) == 2, "one version of the held case, and of its story"
    assert (done.waiting, done.captures) == (0, 1)
    assert [(held.why, held.posts) for held in done.held] == [("Cơ quan điều tra yêu cầu giữ", 1)]

    async def left(index):  # type: ignore[no-untyped-def]
        cases = {case.id for case in (await index.docket.cases(CaseQuery())).cases}
        alerts = {alert.id for alert in (await index.alerts(AlertQuery(held=None))).alerts}
        assert [one.id for one in (await index.patterns(PatternQuery())).patterns] == ["c-2"]
        return cases, alerts, {found.document.post.id for found in (await index.search(Query())).found}, await index.docket.entries()

    cases, alerts, posts, entries = asyncio.run(looked(settings, left))
    assert cases == alerts == {ids["fb:2"], ids["fb:3"]}
    assert posts == {"fb:2"}
    assert {folder.name for folder in Cabinet(desk.home / "evidence").cases()} == cases
    assert [(line.deed, line.case) for line in entries if line.deed == "forget"] == [("forget", ids["fb:1"])]
    assert [line.reason for line in entries if line.deed == "access"] == ["purge"] * 3
    reports = sorted((desk.home / "purges").glob("*.json"))
    assert len(reports) == 3
    assert json.loads(reports[-1].read_bytes())["posts"] == 2
    desk.run("replay", desk.write("q.jsonl", [post("fb:9", "Trời hôm nay đẹp")]), "--wait")  # the agents begin anew from their memory
    asyncio.run(decide(settings, deed("x", ids["fb:1"], "undo", seen=2)))
    assert asyncio.run(looked(settings, left))[0] == cases
    again = asyncio.run(purged(settings, end + timedelta(days=1)))
    assert (again.posts, again.cases, again.captures) == (1, 0, 0), "only the post that came meanwhile"


def test_old_lines_of_the_audit_log_go(desk: Desk) -> None:
    settings, _ = desk_with_cases(desk)
    report = asyncio.run(purged(replace(settings, keep_audit=0, keep_cases=9999, keep_posts=9999), NOW + timedelta(days=1)))
    assert report.entries == 3

    async def left(index):  # type: ignore[no-untyped-def]
        return [(line.seq, line.deed) for line in await index.docket.entries()]

    assert asyncio.run(looked(settings, left)) == [(4, "access")]


def test_without_a_worker_the_command_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk_with_cases(desk)
    assert desk.run("purge", "--dry-run").stdout.splitlines()[1].split() == ["comments", "0"]
    assert "kept under legal hold: VN-" in desk.run("purge").stdout


@pytest.mark.parametrize("command", ["serve", "worker", "console"])
def test_no_desk_without_a_scope_statement(desk: Desk, command: str) -> None:
    assert "signed on 2026-01-05" in desk.run("doctor", code=1).stdout
    desk.environ.pop("TINWATCH_SCOPE")
    assert "there is no scope statement" in desk.run(command, code=2).stderr
    assert "TINWATCH_SCOPE" in desk.run("doctor", code=1).stdout
    desk.run("replay", desk.write("p.jsonl", [post("fb:1", LOAN)]), "--wait")
    assert len(desk.jsonl("alerts")) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("Purpose: a test", "Purpose: …"), "does not say: Purpose"), (("yes, by the test", "no"), "impartial"),
        (("2026-01-05", "bald"), "no date"), (("2026-01-05", "2999-01-05"), "not come yet"), (("- Signed by: Người ký\n", ""), "Signed by"),
    ],
)  # fmt: skip
def test_a_statement_that_says_too_little(desk: Desk, change: tuple[str, str], said: str) -> None:
    file = Path(desk.environ["TINWATCH_SCOPE"])
    settings = replace(Settings(), home=desk.home, scope=str(file))
    assert plan(settings).scope_signed
    assert not plan(replace(settings, scope="")).scope_signed
    assert not Plan().scope_signed
    file.write_text(file.read_text("utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(SettingError, match=said):
        plan(settings)
    with pytest.raises(SettingError, match="does not say"):
        plan(replace(settings, scope=str(Path(__file__).parents[2] / "docs" / "scope-statement.md")))


def test_a_worker_purges_once_a_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, ids = desk_with_cases(desk)
    settings = replace(settings, keep_cases=0, keep_comments=9999, keep_posts=9999)
    monkeypatch.setattr(daily, "STEP", 0.05)

    async def beside(app, index, broker):  # type: ignore[no-untyped-def]
        running = asyncio.ensure_future(daily.purging(settings, app, index, broker))
        while not (desk.home / "purges").exists():  # noqa: ASYNC110 -- what is waited for is a file
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)  # many turns
        assert not list((desk.home / "purges").glob("*.json")), "not on the day it was set up"
        os.utime(desk.home / "purges", (0, 0))
        while not list((desk.home / "purges").glob("*.json")):  # noqa: ASYNC110 -- what is waited for is a file
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        running.cancel()
        await drained(broker, settings.app_id)
        return {case.id for case in (await index.docket.cases(CaseQuery())).cases}

    assert asyncio.run(asyncio.wait_for(run_agents(settings, (), beside), 200)) == {ids["fb:2"], ids["fb:3"]}
    assert len(list((desk.home / "purges").glob("*.json"))) == 1, "once"


def test_cases_wait_for_a_worker_and_go_then(desk: Desk) -> None:
    settings, ids = desk_with_cases(desk)
    desk.environ["TINWATCH_KEEP_CASES"] = "0"
    said = desk.run("purge", code=1)
    assert "1 cases wait for a worker" in said.stderr
    asyncio.run(decide(settings))
    assert asyncio.run(looked(settings, lambda index: index.docket.case(ids["fb:1"]))) is None
    counts = dict(line.rsplit(None, 1) for line in desk.run("purge").stdout.splitlines()[:6])
    assert (counts["cases"], counts["captures"]) == ("0", "1"), "an evidence folder whose case went after the run goes in the next one"
