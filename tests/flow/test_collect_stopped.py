"""Where a platform cannot be asked the pages hear why, and nothing is asked; there is one scheduler."""

import time

from tinwatch.broker.log import Log
from topics.records import decode
from topics.watchlist import Round


def rounds(desk):
    with Log(desk.home / "broker.sqlite") as log:
        return {round.page.id: round for record in log.records("rounds.v1") for round in [decode(record.value, Round)]}


def test_pages_without_a_credential_or_a_connector_are_told_so_and_a_second_collector_ends(desk):
    lines = [
        "platform,page_id,name,owner_kind,tier",
        "youtube,UC0123456789012345678901,Kênh,business,A",
        "web,web:a.example,Trang,business,A",
    ]
    desk.run("watchlist", "import", desk.write("pages.csv", lines))
    agents = desk.start("worker", TINWATCH_MODEL="none", TINWATCH_READER="none")
    running = desk.start("collect", TINWATCH_COLLECT_CLOCK=f"2026-11-16T00:00:00+00:00@{time.time()}*300")  # an A page is due within 3 s
    try:
        deadline = time.monotonic() + 150
        while len(rounds(desk)) < 2:
            assert time.monotonic() < deadline
            assert (running.poll(), agents.poll()) == (None, None)
            time.sleep(0.1)
        assert "already consumes errands.v1" in desk.run("collect", code=1).stderr
    finally:
        for process in (running, agents):
            process.terminate()
            process.communicate(timeout=90)
    told = {id: (round.ok, round.why, round.said) for id, round in rounds(desk).items()}
    assert told == {
        "yt:UC0123456789012345678901": (False, "token", "TINWATCH_YOUTUBE_KEY is not set"),
        "web:a.example": (False, "parameter", "there is no connector for 'web'"),
    }
