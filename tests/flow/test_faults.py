"""Whatever dies, nothing is lost and nothing stands twice: kill -9 and SIGTERM of a running replay."""

import json
import os
import random
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from desk import Desk, post

from tinwatch.broker.log import Log
from topics.river import RIVER

PAGES_DEV = Path(__file__).parents[3] / "shared/data/pages_dev/records.jsonl.gz"
STORIES = [
    "Hỗ trợ vay tiền nhanh trong ngày, nợ xấu vẫn duyệt, không cần thế chấp, ib Zalo 0900 000 010 giải ngân sau 30 phút",
    "Ai kẹt tiền góp ngày gọi em, chỉ cần căn cước, cho vay không giữ giấy tờ, lh 0900 000 020 nhận tiền liền",
    "App vay online lãi 0% kỳ đầu, duyệt hồ sơ 5 phút, đăng ký tại http://vay-nhanh.example nhận 20 triệu ngay",
    "Tài xỉu online uy tín, nạp đầu tặng 100%, rút tiền 2 phút, vào http://tai-xiu.example nhận code 88k",
    "Soi cầu lô đề chuẩn 99%, bạch thủ hôm nay chắc ăn, phí 200k, nhắn Zalo 0900 000 050 lấy số trước 17h",
    "Tuyển cộng tác viên chốt đơn tại nhà, không cần kinh nghiệm, thu nhập 500k mỗi ngày, ib Zalo 0900 000 060 nhận việc",
]
"""Offers with little in common: no two are near-copies, none shares a contact, each stands on a page of its own."""


def stream(count):
    """Mostly chatter on ten pages; every 40th record is an offer, each of the stories again and again."""
    rng = random.Random(7)
    words = "chợ sáng nay đông vui rau xanh giá ổn định mưa nắng lớp học bóng đá quê nhà".split()
    for i in range(count):
        story = i // 40 % len(STORIES)
        text, page = (STORIES[story], f"fb:s{story}") if i % 40 == 0 else (" ".join(rng.choices(words, k=9)), f"fb:p{i % 10}")
        yield post(f"fb:{i}", text, page=page, published_at=f"2026-11-17T{i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}Z")


def outcome(desk):
    """Documents and alerts as the index has them, without what only says when something was written."""
    documents = sorted((d["post"]["id"], d["assessment"]["alert_codes"]) for d in desk.jsonl("search", "--limit", "100000"))
    alerts = {a["id"]: a for a in desk.jsonl("alerts")}
    return documents, alerts


def assert_once(desk):
    documents, alerts = outcome(desk)
    assert len({id for id, _ in documents}) == len(documents)
    listed = [p for a in alerts.values() for p in a["posts"]]
    assert len(set(listed)) == len(listed), "a post stands in two alerts"
    assert all(len(a["posts"]) == a["post_count"] for a in alerts.values()), "a post was counted twice"


def killed_often(desk, file, times, most):
    """Kill the replay `times` times, each time once up to `most` more posts are done, start it again each time; then let it finish."""
    rng = random.Random(11)
    for _ in range(times):
        goal = committed(desk) + rng.randrange(1, most)
        running = desk.start("replay", file, "--wait")
        try:
            deadline = time.monotonic() + 150
            while committed(desk) < goal and running.poll() is None:
                assert time.monotonic() < deadline
                time.sleep(0.02)
            time.sleep(rng.uniform(0, 0.05))  # so that the kill falls anywhere
        finally:
            running.kill()
        running.communicate()
    return desk.run("replay", file, "--wait").stdout


def test_killed_five_times_gives_what_one_quiet_run_gives(desk, tmp_path_factory):
    quiet = Desk(tmp_path_factory.mktemp("quiet"))
    file = desk.write("s.jsonl", stream(1500))
    quiet.run("replay", file, "--wait")
    assert "1,500" in killed_often(desk, file, 5, 200)
    assert_once(desk)
    documents, alerts = outcome(desk)
    quiet_documents, quiet_alerts = outcome(quiet)
    assert documents == quiet_documents
    assert {i: sorted(a["posts"]) for i, a in alerts.items()} == {i: sorted(a["posts"]) for i, a in quiet_alerts.items()}
    assert len(alerts) == len(STORIES)


def test_sigterm_redoes_nothing(desk):
    file = desk.write("s.jsonl", stream(3000))
    running = desk.start("replay", file, "--wait")
    deadline = time.monotonic() + 150
    while committed(desk) < 500:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGTERM)
    _, err = running.communicate(timeout=90)
    assert running.returncode == 1, err
    assert "run the same command again" in err
    before = lengths(desk)
    assert committed(desk) == before["assessed.v1"], "a post was assessed but not committed: it would be done again"
    desk.run("replay", file, "--wait")
    assert lengths(desk)["assessed.v1"] == lengths(desk)["posts.v1"] == 3000, "a post was sent or assessed twice"
    assert_once(desk)


def committed(desk):
    """Posts that the group has committed."""
    if not (desk.home / "broker.sqlite").exists():
        return 0
    with Log(desk.home / "broker.sqlite") as log:
        return sum(n for (topic, _), n in log.committed("tinwatch").items() if topic == "posts.v1")


def lengths(desk):
    """Records ever appended to each topic."""
    with Log(desk.home / "broker.sqlite") as log:
        ends = log.end_offsets()
    return {t.name: sum(n for (topic, _), n in ends.items() if topic == t.name) for t in RIVER}


@pytest.mark.slow
@pytest.mark.skipif(not PAGES_DEV.exists(), reason="needs ../shared/data/pages_dev, which may not be in the repository")
def test_pages_dev_killed_thirty_times(desk):
    summary = killed_often(desk, str(PAGES_DEV), 30, 1200).splitlines()[-1].split()
    assert summary[0] == summary[2] == "24,323", summary
    assert_once(desk)
    documents = sqlite3.connect(desk.home / "index.sqlite").execute("SELECT count(*) FROM documents").fetchone()
    assert documents == (24_323,)
    print(json.dumps({"after 30 × kill -9": summary}))
