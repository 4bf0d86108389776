"""Notices through the real broker and worker: each arrives, once, whatever dies; a channel that is down delays itself alone."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from desk import Desk, hears, post
from test_path import LOAN

sys.path.append(str(Path(__file__).parents[1] / "unit"))
from answering import Service, Told, service

from tinwatch.app import TOGETHER

ONLY = tuple(word for name in (*sorted(TOGETHER), "notify") for word in ("--only", name))
JOB = "Tuyển cộng tác viên xâu vòng tại nhà, đặt cọc 200k giữ đơn, hoàn 100%, ib Zalo 0900 000 034 nhận việc liền tay"


def table(desk: Desk, **urls: str) -> None:
    """Everything at once, and by each of these webhooks."""
    lines = ["digests = []"]
    for name, url in urls.items():
        lines += [f"[channels.{name}]", 'kind = "webhook"', f'url = "{url}"', 'secret_env = "HOOK"', "per_minute = 6000"]
        lines += ["[[routes]]", f'channel = "{name}"', 'to = ["desk"]']
    (desk.home / "notify.toml").write_text("\n".join(lines))


def until(true, seconds: float = 150) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    made.environ["HOOK"] = "s3cret-Of-The-Hook"
    return made


def stopped(worker) -> None:
    hears(worker)
    worker.terminate()
    _, err = worker.communicate(timeout=90)
    assert worker.returncode == 0, err
    assert "s3cret" not in err


def kept_busy(there: Service, seconds: float) -> list[str]:
    time.sleep(seconds)
    return [asked.headers["webhook-id"] for asked in there.asked]


def test_killed_between_sending_and_writing_it_down_it_comes_again_under_the_same_id_and_then_never(desk):
    with service(Told(200, wait=60)) as there:
        table(desk, hook=there.url)
        desk.run("replay", desk.write("p.jsonl", [post("fb:1", LOAN, reach={"reactions": 900})]), "--wait")
        worker = desk.start("worker", *ONLY)
        until(lambda: there.asked)
        worker.kill()
        worker.communicate()
        there.usual = Told(200)
        worker = desk.start("worker", *ONLY)
        until(lambda: len(there.asked) == 2)
        stopped(worker)
        first, second = there.asked
        assert first.headers["webhook-id"] == second.headers["webhook-id"]
        assert second.json["notices"][0]["telling"] == "new"
        worker = desk.start("worker", *ONLY)
        hears(worker)
        assert len(kept_busy(there, 6)) == 2, "delivered once, it was sent again after a restart"
        stopped(worker)


def test_a_channel_that_is_down_delays_only_itself_and_what_cannot_be_told_is_a_dead_letter(desk):
    with service() as up, service(Told(503, headers={"retry-after": "1"})) as down:
        table(desk, down=down.url, up=up.url)
        desk.run("replay", desk.write("p.jsonl", [post("fb:1", LOAN), post("fb:2", JOB, page="fb:q")]), "--wait")
        worker = desk.start("worker", *ONLY, TINWATCH_LOG_LEVEL="DEBUG")
        until(lambda: len(up.asked) == 2 and len(down.asked) >= 3)
        times = len(down.asked)
        down.usual = Told(200)
        until(lambda: len(down.asked) >= times + 2)
        stopped(worker)
        assert len(up.asked) == 2
        down.usual = Told(422, "no such field")
        desk.run("replay", desk.write("q.jsonl", [post("fb:3", LOAN.replace("0900 000 012", "0900 000 099"), page="fb:z")]), "--wait")
        before = len(up.asked)
        desk.run(
            "replay",
            desk.write("r.jsonl", [post("fb:4", "Xổ số: soi cầu lô bạch thủ chuẩn 99%, nạp 500k vào nhóm kín, tele @soicau99")]),
            "--wait",
        )
        worker = desk.start("worker", *ONLY)
        until(lambda: "422 no such field" in desk.run("dead", "list").stdout)
        until(lambda: len(up.asked) > before)
        stopped(worker)
        again = len(up.asked)
        down.usual = Told(200)
        sent = len(down.asked)
        desk.run("dead", "requeue", "--all")
        worker = desk.start("worker", *ONLY)
        until(lambda: len(down.asked) > sent)
        assert len(kept_busy(up, 2)) == again, "where it had arrived it was told again"
        stopped(worker)


def test_the_command_tries_a_channel_and_checks_the_table(desk):
    with service() as there:
        table(desk, hook=there.url)
        done = desk.run("notify", "check", code=1)
        assert "hook" in done.stdout
        assert "not encrypted" in done.stderr
        assert "TINWATCH_PUBLIC_URL" in done.stderr
        desk.run("notify", "test", "hook")
        assert there.asked[0].json["to"] == "desk"
        there.usual = Told(500, "broken")
        assert "500 broken" in desk.run("notify", "test", "hook", "--to", "x", code=1).stderr
        desk.run("notify", "test", "fax", code=2)
    (desk.home / "notify.toml").unlink()
    assert "nobody is told" in desk.run("notify", "check", code=1).stderr


def test_letters_survive_a_table_that_loses_their_channel(desk):
    with service() as there:
        table(desk, old=there.url)
        desk.run("replay", desk.write("p.jsonl", [post("fb:1", LOAN)]), "--wait")
        table(desk, new=there.url)
        worker = desk.start("worker", *ONLY)
        hears(worker)
        assert kept_busy(there, 5) == []
        stopped(worker)
        table(desk, old=there.url)
        worker = desk.start("worker", *ONLY)
        until(lambda: there.asked)
        stopped(worker)
