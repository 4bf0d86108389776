"""What stands in the log of a whole run: which post went which way, but no word of a post and no secret."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from desk import PROGRAM, Desk, post
from test_path import LOAN

sys.path.append(str(Path(__file__).parents[1] / "unit"))
from answering import Told, service

from tinwatch.broker.log import Record
from tinwatch.brokers import make_broker
from tinwatch.settings import Settings

WORD = "Bồcâuxanhlè"
"""Stands in every text that is given in, and nowhere else. A service that is told of an alert echoes it."""

SECRETS = {"FACEBOOK_TOKEN": "EAAB-geheim-9182", "METRICS_TOKEN": "mess-geheim-7733", "YOUTUBE_KEY": "AIza-geheim-5511"}
HOOK = "s3cret-Of-The-Hook"


def records() -> list[str]:
    """Posts that alert, one in each field that may hold a text, and records that cannot be used, each in another way."""
    loan = f"{LOAN} {WORD}"
    good = [
        post("fb:1", loan, reach={"reactions": 900}),
        post("fb:2", f"{WORD} mưa to quá", media=[{"kind": "image", "alt": loan}]),
        post("fb:3", f"{WORD}?", page="fb:q", links=[f"https://tin.example/{WORD}"], article={"title": WORD, "text": loan}),
    ]
    bad = [
        post("fb:4", WORD, kind=WORD),
        post("fb:5", WORD, published_at=WORD),
        post("fb:6", {WORD: WORD}),
        post("fb:7", WORD, reach={"reactions": WORD}),
    ]
    broken = json.dumps(post("fb:8", loan), ensure_ascii=False)[:-9]
    return [*(json.dumps(one, ensure_ascii=False) for one in (*good, *bad)), broken, WORD]


def straight_into(desk: Desk) -> None:
    """The same past the door of `replay`, which knows broken lines itself: into the broker's topic, as any producer may."""
    broker = make_broker(Settings(home=desk.home))
    now = int(time.time() * 1000)
    asyncio.run(broker.ensure())
    asyncio.run(broker.append([Record("posts.v1", 0, n, now, b"fb:p", line.encode(), ()) for n, line in enumerate(records())]))
    broker.close()


@pytest.mark.timeout(300)
def test_the_log_of_a_run_tells_the_way_of_a_post_but_not_its_words(desk):
    desk.environ |= {f"TINWATCH_{name}": value for name, value in SECRETS.items()}
    desk.environ |= {"HOOK": HOOK, "TINWATCH_LOG_LEVEL": "INFO", "TINWATCH_LOG_FORMAT": "json", "TINWATCH_PORT": "0"}
    straight_into(desk)
    file = desk.home / "log"
    with service(Told(500, f"no: {WORD}")) as hook, file.open("w") as log:
        hook_told(desk, hook.url)
        process = subprocess.Popen([*PROGRAM, "serve"], env=desk.environ, stdout=log, stderr=log, cwd=desk.home)
        try:
            until(process, file, lambda: hook.asked and WORD in hook.asked[0].body.decode())
            until(process, file, lambda: re.search(r'"case": "[^"]+"', file.read_text("utf-8")) and "500" in file.read_text("utf-8"))
            until(process, file, lambda: file.read_text("utf-8").count("dead letter") >= 5)
        finally:
            process.terminate()
            assert process.wait(60) == 0, file.read_text("utf-8")
    told = file.read_text("utf-8")
    for word in (WORD, WORD.lower(), json.dumps(WORD)[1:-1], HOOK, *SECRETS.values()):
        assert word not in told, [line for line in told.splitlines() if word in line]
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert {one["logger"] for one in lines if one.get("post") == "fb:1"} >= {"agents.assess", "agents.judge"}
    case = next(one["case"] for one in lines if one.get("post") == "fb:1" and one["logger"] == "agents.judge")
    assert "agents.store" in {one["logger"] for one in lines if one.get("case") == case}


def hook_told(desk: Desk, url: str) -> None:
    (desk.home / "notify.toml").write_text(
        f'digests = []\n[channels.hook]\nkind = "webhook"\nurl = "{url}"\nsecret_env = "HOOK"\nper_minute = 6000\n'
        '[[routes]]\nchannel = "hook"\nto = ["desk"]\n'
    )


def until(process: subprocess.Popen, file: Path, true) -> None:
    end = time.monotonic() + 90
    while not true():
        assert process.poll() is None, file.read_text("utf-8")
        assert time.monotonic() < end, file.read_text("utf-8")
        time.sleep(0.1)
