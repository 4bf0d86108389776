"""The desk for those concerned: what they ask for is found, has its terms, is done, or is refused with the reason."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from desk import Desk, post
from test_cases_flow import decide, deed, looked
from test_path import LOAN

from tinwatch import erasing
from tinwatch.app import make_app
from tinwatch.asked import ANSWER, asked, working_day
from tinwatch.broker.log import Log
from tinwatch.cli.requests import told
from tinwatch.evidence.cabinet import Cabinet, Made
from tinwatch.indexes import opened_index
from tinwatch.replay import drained
from tinwatch.running import opened_broker, run_agents, started
from tinwatch.settings import Settings

NOW = datetime.now(UTC)
pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    kind = {"kind": "comment"}
    posts = [
        post("fb:1", LOAN), post("fb:2", "Trời hôm nay đẹp quá", url="https://www.facebook.com/100/posts/2"),
        post("fb:c1", "Đẹp thật", parent="fb:2", **kind), post("fb:c2", "Ừ", parent="fb:c1", **kind),
        post("fb:c3", "Ở đâu", parent="fb:x", **kind),
        post("fb:c4", "Khác trang", page="fb:q", parent="fb:9", **kind),
    ]  # fmt: skip
    desk.run("replay", desk.write("p.jsonl", posts), "--wait")
    return desk


async def ids(index):  # type: ignore[no-untyped-def]
    return await index.existing(["fb:1", "fb:2", "fb:c1", "fb:c2", "fb:c3", "fb:c4"])


def test_a_post_goes_with_its_comments(filled: Desk) -> None:
    told = filled.run("requests", "add", "delete", "https://www.facebook.com/100/posts/2/", "--letter", "CV-113").stdout
    assert "YC-" in told
    assert "found: fb:2" in told
    assert "holidays" in told
    [line] = (filled.home / "requests.jsonl").read_text("utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["post"], kept["kind"], kept["letter"]) == ("fb:2", "delete", "CV-113")
    first, *stays = filled.run("requests", "answer", kept["id"]).stdout.splitlines()
    assert first == f"{kept['id']}: done: 3 documents removed"
    assert [line.split(": ")[1] for line in stays] == [
        "copies in the broker's log", "copies in backups from before",
        "the id of the post in the audit log's digests, in patterns and in this list of requests",
    ]  # fmt: skip
    assert "a log is deleted by its age only" in stays[0]
    settings = replace(Settings(), home=filled.home)
    assert asyncio.run(looked(settings, ids)) == {"fb:1", "fb:c3", "fb:c4"}
    assert kept["id"] in filled.run("requests", "list", "--all").stdout
    assert kept["id"] not in filled.run("requests", "list").stdout
    assert "was answered" in filled.run("requests", "answer", kept["id"], code=2).stderr
    asyncio.run(decide(settings))

    async def log(index):  # type: ignore[no-untyped-def]
        return [line.reason for line in await index.docket.entries()]

    assert asyncio.run(looked(settings, log)) == ["request delete", "request delete done"]


def test_what_a_case_holds_stays_and_the_reason_is_told(filled: Desk) -> None:
    assert "evidence of case VN-" in filled.run("requests", "add", "delete", "fb:1").stdout
    [id] = [word for word in filled.run("requests", "list").stdout.split() if word.startswith("YC-")]
    said = filled.run("requests", "answer", id, code=1).stdout
    assert "refused: fb:1 is evidence of case VN-" in said
    assert "fb:1" in asyncio.run(looked(replace(Settings(), home=filled.home), ids))


def test_a_case_without_a_finding_goes_with_its_evidence_and_one_that_others_need_stays(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(Settings(), home=filled.home)
    [alert] = filled.jsonl("alerts")
    cabinet = Cabinet(filled.home / "evidence")
    made = Made(post="fb:1", at=NOW, state="first", method="api", url="", files={"record.json": LOAN.encode()}, facts={})
    cabinet.keep(alert["id"], "VN-1", made, None)
    monkeypatch.setattr(erasing, "PATIENCE", 0.4)
    asyncio.run(decide(settings, deed("d", alert["id"], "dismiss", seen=1, reason="satire")))

    async def without_a_worker() -> None:
        async with opened_index(settings) as index, opened_broker(settings) as broker, started(make_app(settings, None)) as app:
            document = await index.document("fb:1")
            await erasing.erase(settings, index, broker, app, document, NOW)

    with pytest.raises(erasing.Waiting, match="1 cases wait for a worker"):
        asyncio.run(without_a_worker())
    assert "fb:1" in asyncio.run(looked(settings, ids)), "nothing else was done"
    monkeypatch.setattr(erasing, "PATIENCE", 90.0)

    async def beside(app, index, broker):  # type: ignore[no-untyped-def]
        erased = await erasing.erase(settings, index, broker, app, await index.document("fb:1"), NOW)
        await drained(broker, settings.app_id)
        return erased

    erased = asyncio.run(run_agents(settings, (), beside))
    assert (erased.documents, erased.captures, len(erased.cases)) == (1, 1, 1)
    assert erased.cases[0] in told(erased)
    assert "fb:1" not in asyncio.run(looked(settings, ids))
    assert cabinet.cases() == []
    assert not filled.jsonl("alerts")
    with Log(filled.home / "broker.sqlite") as log:
        kept = [one.value for name in ("dossiers.v1", "stories.v1", "threads.v1") for one in log.records(name) if one.key != b"ledger"]
    assert not any(value and b"vay" in value.lower() for value in kept), "the agents' memories have no word of it"


def test_access_prints_what_is_kept_and_people_do_the_rest(filled: Desk) -> None:
    for n, kind in enumerate(("access", "rectify", "restrict", "access"), 1):
        filled.run("requests", "add", kind, "fb:c3" if n < 4 else "fb:nothing")
    year = json.loads((filled.home / "requests.jsonl").read_text("utf-8").splitlines()[0])["id"][3:7]
    shown = filled.run("requests", "answer", f"YC-{year}-0001").stdout.splitlines()[0]
    assert json.loads(shown)["post"]["text"] == "Ở đâu"
    assert "author" not in shown
    assert "is done by a person" in filled.run("requests", "answer", f"YC-{year}-0002", code=2).stderr
    assert "done: Đã sửa" in filled.run("requests", "answer", f"YC-{year}-0002", "--done", "Đã sửa").stdout
    assert (
        "refused: Không phải người đăng" in filled.run("requests", "answer", f"YC-{year}-0003", "--refuse", "Không phải người đăng").stdout
    )
    assert "nothing is kept of it" in filled.run("requests", "answer", f"YC-{year}-0004").stdout


def test_terms_in_working_days() -> None:
    friday = date(2026, 11, 20)
    assert [working_day(friday, days) for days in (0, 1, 2, 5, 10)] == [
        friday, date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27), date(2026, 12, 4),
    ]  # fmt: skip
    assert working_day(date(2026, 11, 22), 1) == date(2026, 11, 23)
    assert ANSWER == {"access": 10, "rectify": 10, "restrict": 15, "delete": 20}
    one = asked("x", "delete", "p", "", friday)
    assert (one.acknowledge_by, one.answer_by) == (date(2026, 11, 24), date(2026, 12, 18))
