"""Evidence through the whole program: kept at first sight, told to the case, looked at again, whole whatever dies in between."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import Desk, post
from press_site import ARTICLE, Answer, article, press_site
from stamping_authority import Authority
from test_cases_flow import decide, deed, looked
from test_path import LOAN

from channels.chains import broken, lines
from channels.sealing import CHAIN, MANIFEST, sealed
from tinwatch.broker.log import Log
from tinwatch.settings import Settings

pytestmark = pytest.mark.timeout(300)
WORKER = Path(__file__).with_name("evidence_worker.py")
FAR = {"reactions": 50_000, "shares": 9_000, "comments": 4_000}
"""Reach that makes a LOAN on two pages HIGH (domain.md §4.2)."""

HOUR, DAY = 3600, 86_400


class Kept:
    """A desk whose worker keeps evidence as if it were `later` seconds after now."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.settings, self.later = desk, replace(Settings(), home=desk.home), desk.home / "later"
        self.root = desk.home / "evidence"
        desk.environ["TINWATCH_MODEL"] = "none"
        self.at(1)

    def at(self, seconds: float) -> None:
        draft = self.later.with_suffix(".draft")
        draft.write_text(str(seconds))
        draft.replace(self.later)

    def take(self, *posts: dict) -> str:
        """Bring posts in; gives the id of the one case."""
        self.desk.run("replay", self.desk.write("p.jsonl", posts), "--wait")
        [alert] = self.desk.jsonl("alerts")
        return alert["id"]

    @contextmanager
    def worker(self, last: int = signal.SIGTERM, **environ: str):
        environ = {**self.desk.environ, "TINWATCH_TEST_LATER": str(self.later), **environ}
        command = [sys.executable, str(WORKER), "worker"]
        process = subprocess.Popen(command, env=environ, cwd=self.desk.home, stderr=subprocess.PIPE, text=True)
        try:
            yield process
            if last != signal.SIGKILL:
                process.send_signal(last)
            _, said = process.communicate(timeout=90)
            assert process.returncode == (0 if last == signal.SIGTERM else -last), said
        finally:
            process.kill()
            process.communicate()

    def rounds(self, process: subprocess.Popen, count: int = 20) -> None:
        """Wait until this worker has looked so many times for what is due."""
        file, end = self.desk.home / "rounds", time.monotonic() + 150
        while True:
            pid, _, done = (file.read_text() if file.exists() else "").partition(" ")
            if pid == str(process.pid) and int(done or 0) >= count:
                return
            assert time.monotonic() < end
            time.sleep(0.1)

    def case(self, id: str):
        return asyncio.run(looked(self.settings, lambda index: index.docket.case(id)))

    def until(self, id: str, count: int):
        """The case when it has so many captures."""
        end = time.monotonic() + 150
        while len((case := self.case(id)).captures) < count:
            assert time.monotonic() < end, case.captures
            time.sleep(0.1)
        return case


@pytest.fixture
def kept(desk: Desk) -> Kept:
    return Kept(desk)


def two(text: str = LOAN, **more: object) -> list[dict]:
    return [post(f"fb:{n}", text, page=f"fb:p{n}", reach=FAR, url=f"https://www.facebook.com/{n}", **more) for n in (1, 2)]


def test_kept_at_first_sight_and_again_with_what_changed(kept: Kept, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "tsa")
    kept.desk.environ["TINWATCH_TIMESTAMP_AUTHORITY"] = authority.serve()
    (kept.desk.home / "ca.pem").write_bytes(authority.root)
    id = kept.take(*two())
    with kept.worker():
        first = kept.until(id, 2)
    assert [event.deed for event in first.history][:3] == ["alert", "capture", "capture"]
    assert {(one.post, one.state, one.method, one.timestamp) for one in first.captures} == {
        ("fb:1", "first", "api", True), ("fb:2", "first", "api", True),
    }  # fmt: skip
    for one in first.captures:
        manifest = json.loads((kept.root / one.path / MANIFEST).read_bytes())
        assert manifest["facts"]["logged_in"] is False
        record = (kept.root / one.path / "record.json").read_bytes()
        assert json.loads(record)["post"]["text"] == LOAN
        assert "author" not in record.decode()
    kept.at(HOUR + 5)
    with kept.worker():
        again = kept.until(id, 4)
    assert [one.state for one in again.captures[2:]] == ["unknown", "unknown"], "nobody has looked since"
    later = datetime.now(UTC).isoformat()
    kept.take(*(two(LOAN.replace("30 phút", "15 phút"), collected_at=later)[:1]), *two(collected_at=later)[1:])
    kept.at(DAY + 5)
    with kept.worker():
        changed = kept.until(id, 6)
    assert {one.post: one.state for one in changed.captures[4:]} == {"fb:1": "edited", "fb:2": "same"}
    [edited] = [one for one in changed.captures if one.state == "edited"]
    diff = (kept.root / edited.path / "diff.txt").read_text()
    assert "-" + LOAN in diff
    assert "+" + LOAN.replace("30 phút", "15 phút") in diff
    told = [json.loads(record.value) for record in Log(kept.desk.home / "broker.sqlite").records("notices.v1")]
    assert [notice["about"] for notice in told if notice["telling"] == "changed_evidence"] == ["edited"]
    said = kept.desk.run("evidence", "check", "--ca", str(kept.desk.home / "ca.pem")).stdout
    assert "6 captures of 1 cases: whole" in said
    authority.close()
    one = changed.captures[0]
    folder = kept.root / one.path
    files = {f"evidence/{folder.name}/{file.name}": file.read_bytes() for file in folder.iterdir()}
    packet = kept.desk.home / "packet.zip"
    packet.write_bytes(sealed(files, changed.number, datetime.now(UTC), chain=(folder.parent / CHAIN).read_bytes()))
    assert "1 captures" in kept.desk.run("verify", str(packet)).stdout


def test_nothing_half_written_whenever_the_power_fails(kept: Kept) -> None:
    """In the middle of a file, before the folder has its name, between the two logs, before the case is told."""
    id = kept.take(*two())
    for place, calls in (
        ("written", 0),
        ("written", 1),
        ("_durable", 0),
        ("_durable", 1),
        ("_appended", 0),
        ("_appended", 1),
        ("told", 0),
    ):
        with kept.worker(signal.SIGKILL, TINWATCH_TEST_STOP=place, TINWATCH_TEST_CALLS=str(calls)) as process:
            process.wait(timeout=150)
        for folder in kept.root.glob("*/[0-9]*"):
            assert folder.name.endswith(".draft") or (folder / MANIFEST).is_file()
    with kept.worker() as process:
        case = kept.until(id, 2)
        kept.rounds(process)  # room for a capture too many
    case = kept.case(id)
    assert sorted(one.post for one in case.captures) == ["fb:1", "fb:2"]
    log = (kept.root / id / CHAIN).read_bytes()
    assert broken(log) == ""
    assert [line["sha256"] for line in lines(log)] == [one.sha256 for one in sorted(case.captures, key=lambda one: one.path)]
    assert "2 captures of 1 cases: whole" in kept.desk.run("evidence", "check").stdout
    assert not list(kept.root.glob("*/*.draft"))
    for place in (kept.root, kept.root / id, *kept.root.glob("*/*/*.json")):
        assert os.stat(place).st_mode & 0o077 == 0, f"others may read {place}"


def test_on_demand(kept: Kept) -> None:
    """A post without a grave alert is kept when somebody asks; the asking is answered and in the audit log."""
    id = kept.take(post("fb:1", LOAN))
    assert kept.case(id).band not in ("HIGH", "CRITICAL")
    with kept.worker() as process:
        kept.rounds(process)
    assert kept.case(id).captures == ()
    asyncio.run(decide(kept.settings, deed("1", id, "capture", reason="asked")))
    case = kept.case(id)
    assert [(answer.event, answer.refused) for answer in case.answers] == [("1", ())]
    with kept.worker():
        case = kept.until(id, 1)
    assert (case.captures[0].post, case.asked) == ("fb:1", {})
    (kept.root / case.captures[0].path / MANIFEST).write_bytes(b"{")
    kept.at(HOUR + 5)
    with kept.worker() as process:  # which goes on
        kept.rounds(process)
    said = kept.desk.run("evidence", "check", code=1).stdout
    assert f"{case.captures[0].path}/{MANIFEST}: was changed" in said
    [line] = asyncio.run(looked(kept.settings, lambda index: index.docket.entries()))
    assert (line.deed, line.by) == ("capture", "lan")


def test_pages_are_kept_where_the_desk_wants_it_and_removal_is_seen(kept: Kept) -> None:
    with press_site() as site:
        site.pages |= {"/bai.html": Answer(article()), "/nguon.html": Answer(article("Nguồn"))}
        kept.desk.environ |= {"TINWATCH_EVIDENCE_PAGES": "yes", "TINWATCH_ORIGINALS_INSIDE": "yes", "TINWATCH_ORIGINALS_PACE": "0"}
        shown = {"url": f"{site.url}/bai.html", "links": [f"{site.url}/nguon.html", "https://www.facebook.com/x"]}
        id = kept.take(*(record | shown for record in two()))
        with kept.worker():
            first = kept.until(id, 2)
        one = first.captures[0]
        assert (one.method, one.url) == ("page", shown["url"])
        assert ARTICLE[1] in (kept.root / one.path / "page.txt").read_text()
        assert "Nguồn" in (kept.root / one.path / "pages.txt").read_text()
        del site.pages["/bai.html"]
        kept.at(HOUR + 5)
        with kept.worker():
            again = kept.until(id, 4)
        assert [one.state for one in again.captures[2:]] == ["removed", "removed"]
    for at in (2 * DAY, 8 * DAY):
        kept.at(at)
        with kept.worker() as process:
            kept.rounds(process)
    assert len(kept.case(id).captures) == 4, "what is gone is not looked for again"
