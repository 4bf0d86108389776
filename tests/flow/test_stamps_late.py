"""A time-stamp authority that is away when evidence is kept: asked until it answers, over a kill too, and people see what still lacks."""

from __future__ import annotations

import json
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import Desk
from msgspec.structs import replace
from stamping_authority import Authority
from test_evidence import Kept, two

from channels.chains import broken
from channels.sealing import CHAIN, MANIFEST, STAMP, opened, sealed
from channels.stamps import Unstamped, ask, checked
from tinwatch.broker.log import Log
from tinwatch.evidence.cabinet import Cabinet, Made
from tinwatch.evidence.checking import problems
from tinwatch.evidence.stamping import Late
from tinwatch.sealed_packets import kept as packed
from topics.cases import Case
from topics.records import Alert

pytestmark = pytest.mark.timeout(300)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture
def authority(tmp_path: Path):
    one = Authority(tmp_path / "tsa")
    one.url = one.serve()
    yield one
    one.close()


def away(query: bytes) -> bytes:
    return b"the authority is away"


def until(holds, seconds: float = 90) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_what_lacks_a_stamp_gets_one_when_the_authority_is_back(desk: Desk, authority: Authority) -> None:
    kept, asked = Kept(desk), []

    def refusing(query: bytes) -> bytes:
        asked.append(query)
        return away(query)

    authority.answer = refusing
    desk.environ["TINWATCH_TIMESTAMP_AUTHORITY"] = authority.url
    id = kept.take(*two())
    with kept.worker(signal.SIGKILL) as process:
        first = kept.until(id, 2)
        until(lambda: len(asked) >= 4)  # two when they were kept, and again since
        process.kill()
        process.wait(timeout=60)
    assert [one.timestamp for one in first.captures] == [False, False]
    manifests = {one.path: (kept.root / one.path / MANIFEST).read_bytes() for one in first.captures}
    authority.answer = authority.stamp
    with kept.worker():
        until(lambda: all(one.timestamp for one in kept.case(id).captures))
    case = kept.case(id)
    assert [replace(one, timestamp=False) for one in case.captures] == list(first.captures), "the same two captures"
    for path, manifest in manifests.items():
        assert (kept.root / path / MANIFEST).read_bytes() == manifest, "what the chain tells of did not change"
        assert checked((kept.root / path / STAMP).read_bytes(), manifest, authority.root).proven
    assert not list(kept.root.glob("*/*.tsr")), "each lies in its capture"
    notices = [json.loads(record.value) for record in Log(desk.home / "broker.sqlite").records("notices.v1")]
    assert [notice for notice in notices if notice["telling"] == "changed_evidence"] == []
    (desk.home / "ca.pem").write_bytes(authority.root)
    assert "2 captures of 1 cases: whole" in desk.run("evidence", "check", "--ca", str(desk.home / "ca.pem")).stdout


def unstamped(root: Path, count: int = 1) -> Cabinet:
    cabinet = Cabinet(root / "evidence")
    for _ in range(count):
        made = Made(post="p", at=NOON, state="first", method="api", url="", files={"record.json": b"{}"}, facts={})
        cabinet.keep("a-1", "VN-2026-000001", made, None)
    return cabinet


def test_a_crash_at_any_point_loses_no_stamp_and_the_case_hears_of_it(tmp_path: Path, authority: Authority) -> None:
    cabinet = unstamped(tmp_path)
    folder = cabinet.folder("a-1") / "1"

    def failing(message: bytes) -> bytes:
        raise Unstamped("away")

    late = Late(cabinet, failing)
    assert late.missing() == [folder]
    with pytest.raises(Unstamped):
        late.stamped(folder)
    first = Late(cabinet, lambda message: ask(message, authority.url)).stamped(folder)
    assert list(problems(cabinet)) == [], "a stamp that waits for its case is no fault"
    late = Late(cabinet, failing)  # the process died here; the stamp is there, nobody is asked again
    assert late.missing() == [folder]
    again = late.stamped(folder)
    assert again == first
    assert (again.case, again.captured.timestamp) == ("a-1", True)
    late.done(folder)
    late.done(folder)
    assert late.missing() == []
    [one] = cabinet.kept("a-1")
    assert one == again.captured
    assert list(problems(cabinet, authority.root)) == []
    assert broken((cabinet.folder("a-1") / CHAIN).read_bytes()) == ""
    (folder / STAMP).write_bytes(b"x")
    assert [told.partition(":")[0] for told in problems(cabinet)] == [f"a-1/1/{STAMP}"]
    unstamped(tmp_path)
    assert late.missing() == [cabinet.folder("a-1") / "2"], "a case that was whole has a new capture"


def test_a_packet_and_who_verifies_it_say_which_captures_have_no_stamp(tmp_path: Path, authority: Authority, desk: Desk) -> None:
    cabinet = unstamped(tmp_path, 2)
    folder, stamp = cabinet.folder("a-1"), lambda message: ask(message, authority.url)
    late = Late(cabinet, stamp)
    late.stamped(folder / "1")
    late.done(folder / "1")
    alert = Alert(id="a-1", codes=(), band="HIGH", score=70, opened_at=NOON, updated_at=NOON, posts=("p",), pages=(), headline="")
    case = Case(id="a-1", number="VN-2026-000001", opened_at=NOON, updated_at=NOON, alert=alert, captures=tuple(cabinet.kept("a-1")))
    told = packed(case, cabinet)
    assert (told.rfc3161, told.unstamped) == (f"evidence/1/{STAMP}", ("evidence/2",))
    files = {f"evidence/{one.parent.name}/{one.name}": one.read_bytes() for one in folder.glob("[12]/*")}
    packet = tmp_path / "packet.zip"
    packet.write_bytes(sealed(files, case.number, NOON, chain=(folder / CHAIN).read_bytes(), stamp=stamp))
    assert opened(packet.read_bytes(), authority.root).unstamped == ("evidence/2",)
    assert "no time-stamp: evidence/2" in desk.run("verify", str(packet)).stdout
