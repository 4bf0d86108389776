"""The watch-list through the real broker, worker and index: a file's pages go to the collectors, visits are told as health."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import Desk, post

sys.path.append(str(Path(__file__).parents[1] / "unit"))
from answering import Told, service
from test_notices_sent import table

from tinwatch.broker.log import Entry, Log
from tinwatch.broker.partitioner import Partitioner
from topics.records import Page, decode, encode
from topics.river import ERRANDS, ROUNDS
from topics.watchlist import Round, Watched, Why

WORKER = Path(__file__).with_name("covering_worker.py")
LIST = "platform,page_id,url,name,place,owner_kind,tier\n" + "".join(f"facebook,{n},,Trang {n},Hà Nội,press,A\n" for n in range(20))


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    made.environ["HOOK"] = "s3cret-Of-The-Hook"
    (tmp_path / "pages.csv").write_text(LIST, "utf-8")
    return made


def visits(desk: Desk, at: datetime, why: Why | None = None) -> None:
    """Each page is visited at `at`, as the collectors tell it."""
    log, place = Log(desk.home / "broker.sqlite"), Partitioner()
    pages = [Page(id=f"fb:{n}", name=f"Trang {n}") for n in range(20)]
    rounds = [Round(page=page, platform="facebook", at=at, ok=why is None, why=why, tier="A", every=900) for page in pages]
    keyed = [(visit.page.id.encode(), encode(visit)) for visit in rounds]
    log.append([Entry(ROUNDS.name, place(key, ROUNDS.partitions), key, value) for key, value in keyed])
    log.close()


def errands(desk: Desk) -> dict[str, Watched]:
    log = Log(desk.home / "broker.sqlite")
    found = [decode(record.value, Watched) for record in log.records(ERRANDS.name)]
    log.close()
    return {one.page.id: one for one in found}


@pytest.mark.timeout(400)  # a dozen commands, each of which takes seconds to begin on a loaded machine
def test_a_list_reaches_the_collectors_and_what_visits_bring_is_its_health(desk):
    """Twenty pages, one of which has a post; then a visit to each, then one taken off."""
    now = datetime.now(UTC)
    assert "20 new" in desk.run("watchlist", "import", "pages.csv", "--dry-run").stdout
    assert desk.jsonl("watchlist", "list") == []
    desk.run("watchlist", "import", "pages.csv")
    assert len(desk.jsonl("watchlist", "list")) == 20, "seen before any worker ran"
    visits(desk, now)
    file = desk.write("p.jsonl", [post("fb:1_1", "Chợ phiên đông vui", page="fb:1", published_at=(now - timedelta(hours=1)).isoformat())])
    desk.run("replay", file, "--wait")
    assert set(errands(desk)) == {f"fb:{n}" for n in range(20)}
    told = {page["page"]["id"]: page for page in desk.jsonl("watchlist", "health")}
    assert {page["state"] for page in told.values()} == {"OK"}
    assert told["fb:1"]["last_post_at"] is not None
    assert told["fb:1"]["last"]["ok"] is True
    assert told["fb:2"].get("last_post_at") is None
    assert "20 of 20 pages collected in the last 24 h" in desk.run("watchlist", "health").stdout
    desk.run("watchlist", "remove", "fb:3")
    desk.run("replay", file, "--from-start", "--wait")
    assert errands(desk)["fb:3"].gone
    assert len(desk.jsonl("watchlist", "list")) == 19


@pytest.mark.timeout(300)
def test_a_token_that_ended_is_one_notice_and_its_renewal_another_through_a_restart(desk):
    now = datetime.now(UTC)
    desk.run("watchlist", "import", "pages.csv")
    with service(Told(200)) as there:
        table(desk, hook=there.url)
        visits(desk, now, "token")
        heard: list[tuple[str, str]] = []

        def listen(number: int) -> None:
            command = [sys.executable, WORKER, "worker"]
            worker = subprocess.Popen(command, env=desk.environ, stderr=subprocess.PIPE, text=True, cwd=desk.home)
            end = time.monotonic() + 150
            while len(there.asked) < number and time.monotonic() < end:
                time.sleep(0.1)
            time.sleep(1.5)  # what is told twice would come now
            worker.terminate()
            _, err = worker.communicate(timeout=90)
            assert worker.returncode == 0, err
            heard[:] = [(one["telling"], one["headline"]) for asked in there.asked for one in asked.json["notices"]]

        listen(1)
        assert heard == [("uncollected", "facebook: 20/20")]
        done = desk.run("watchlist", "health", code=1).stdout
        assert "token (20 pages)" in done
        visits(desk, now + timedelta(minutes=1))
        listen(2)
        assert heard == [("uncollected", "facebook: 20/20"), ("collected", "facebook: 20/20")]
