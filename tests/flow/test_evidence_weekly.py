"""The weekly look at the evidence: the worker does it, the desk hears of each case that is not whole, and nobody of what only passes."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import Desk
from msgspec.structs import replace as changed

from channels.sealing import CHAIN
from enrichers.fold import canon
from search.sqlite import SqliteIndex
from tinwatch.broker.log import Log
from tinwatch.evidence import weekly
from tinwatch.evidence.cabinet import Cabinet, Made
from tinwatch.evidence.checking import CHECKED, LOOKED, looked, note, problems
from tinwatch.metrics import GAUGES
from tinwatch.running import run_agents
from tinwatch.settings import Settings
from topics.cases import Case
from topics.records import Alert

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def filled(home: Path) -> Cabinet:
    """Two cases, the first with two captures."""
    cabinet = Cabinet(home / "evidence")
    for hour, case in enumerate(("a-1", "a-1", "a-2")):
        at = NOON + timedelta(hours=hour)
        made = Made(post="p", at=at, state="first", method="api", url="", files={"record.json": b"{}"}, facts={})
        cabinet.keep(case, f"VN-2026-00000{case[-1]}", made, None)
    return cabinet


def case(cabinet: Cabinet, id: str) -> Case:
    alert = Alert(id=id, codes=(), band="HIGH", score=70, opened_at=NOON, updated_at=NOON, posts=("p",), pages=(), headline="")
    captures = tuple(cabinet.kept(id))
    return Case(id=id, number=f"VN-2026-00000{id[-1]}", alert=alert, opened_at=NOON, updated_at=NOON, captures=captures)


@pytest.fixture
async def index(tmp_path: Path):
    made = SqliteIndex(tmp_path / "index.sqlite", canon)
    await made.open()
    yield made
    await made.close()


async def test_each_case_that_is_not_whole_is_told_once_with_its_number(tmp_path: Path, index: SqliteIndex) -> None:
    cabinet = filled(tmp_path)
    cases = [case(cabinet, id) for id in ("a-1", "a-2")]
    elsewhere = [changed(one, path="a-9/1", sha256="00" * 32) for one in cases[0].captures[:1]]
    assert not await index.docket.put_cases([*cases, changed(cases[0], id="a-9", number="VN-2026-000009", captures=tuple(elsewhere))])
    found, holders = await weekly.look(cabinet, index, b"")
    assert found == [], "what another machine kept is not missing here"
    assert list(problems(cabinet, known={"a-9": elsewhere})) == ["a-9/1: is not here, the case tells of it"]
    (cabinet.root / "a-1" / "1" / "record.json").write_bytes(b"[]")
    shutil.rmtree(cabinet.root / "a-1" / "2")
    shutil.rmtree(cabinet.root / "a-2")
    found, holders = await weekly.look(cabinet, index, b"")
    told = weekly.notices(found, holders, NOON)
    assert [(one.case, one.number, one.about, one.band, one.headline) for one in told] == [
        ("a-1", "VN-2026-000001", "missing", "HIGH", "1/record.json (+2)"), ("a-2", "VN-2026-000002", "missing", "HIGH", "1"),
    ]  # fmt: skip


async def test_what_is_wrong_for_a_moment_only_is_not_told(tmp_path: Path, index: SqliteIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a case is purged, or a capture made, while somebody reads."""
    cabinet = filled(tmp_path)
    looks = iter([["a-1/1: is missing", "a-1/2: is missing"], ["a-1/2: is missing", "a-2/1: is missing"]])
    monkeypatch.setattr(weekly, "problems", lambda *_: next(looks))
    assert (await weekly.look(cabinet, index, b""))[0] == ["a-1/2: is missing"]


def test_a_log_that_was_cut_off_since_the_last_look_is_told(tmp_path: Path) -> None:
    cabinet = filled(tmp_path)
    log = cabinet.root / CHAIN
    first, second, third = log.read_bytes().splitlines(keepends=True)
    note(cabinet, [])
    assert (cabinet.root / CHECKED).exists()
    assert list(problems(cabinet)) == []
    shutil.rmtree(cabinet.root / "a-2")
    log.write_bytes(first + second)
    assert list(problems(cabinet)) == [f"{CHAIN}: was cut off, or written anew, since somebody looked last"]
    log.write_bytes(first + second + third)
    assert list(problems(cabinet)) == [], "a case that was purged; the log may tell of it"


def test_a_worker_looks_once_a_week_and_the_desk_hears_of_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(Settings(), home=desk.home)
    cabinet = filled(desk.home)
    last = cabinet.root / LOOKED
    monkeypatch.setattr(weekly, "STEP", 0.05)
    old = (0, 0)

    def told() -> list[dict]:
        records = [json.loads(record.value) for record in Log(desk.home / "broker.sqlite").records("notices.v1")]
        return [one for one in records if one["telling"] == "damaged_evidence"]

    async def until(holds) -> None:  # type: ignore[no-untyped-def]
        while not holds():  # noqa: ASYNC110 -- what is waited for are files
            await asyncio.sleep(0.05)

    async def beside(app, index, broker) -> None:  # type: ignore[no-untyped-def]
        running = asyncio.ensure_future(weekly.checking(settings, app, index))
        await until(last.exists)
        assert last.read_bytes() == b"", "a week after there is evidence, not at once"
        os.utime(last, old)
        await until(lambda: last.read_bytes())
        assert (looked(cabinet).problems, told()) == ((), [])
        (cabinet.root / "a-1" / "2" / "record.json").write_bytes(b"[]")
        os.utime(last, old)
        await until(told)
        await until(lambda: looked(cabinet).problems)
        assert GAUGES["evidence_problems"]._value.get() == 1
        running.cancel()

    asyncio.run(asyncio.wait_for(run_agents(settings, (), beside), 100))
    [notice] = told()
    assert (notice["about"], notice["headline"]) == ("altered", "2/record.json")
    assert "a-1/2/record.json: was changed" in desk.run("evidence", "check", code=1).stdout
