"""Originals watched through the whole program: looked at as planned over a month, once each, whatever dies in between."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from desk import post
from press_site import ARTICLE, Answer, article, press_site

from search.port import AlertQuery
from tinwatch.indexes import opened_index
from tinwatch.settings import Settings

pytestmark = pytest.mark.timeout(400)
WORKER = Path(__file__).with_name("clocked_worker.py")
START = datetime.now(UTC).replace(microsecond=0)
OWN = "Sáng nay mình đưa hai đứa nhỏ ra thư viện chơi, xếp hàng cũng lâu nhưng các cô làm nhanh, ghế mới ngồi êm, sách thì nhiều quá trời. "


@pytest.fixture
def site():
    with press_site() as made:
        made.pages |= {
            "/a.html": Answer(article(), headers={"content-type": "text/html; charset=utf-8", "etag": '"1"'}),
            "/copy.html": Answer(article()),
        }
        yield made


class Watched:
    """A desk that watches originals, with a clock that the test sets."""

    def __init__(self, desk, site):
        self.desk, self.site, self.clock = desk, site, desk.home / "clock"
        (desk.home / "press.csv").write_text("name,domains\nBáo Mẫu,127.0.0.1\n", "utf-8")
        desk.environ |= {
            "TINWATCH_ORIGINALS": "yes",
            "TINWATCH_ORIGINALS_INSIDE": "yes",
            "TINWATCH_ORIGINALS_PACE": "0",
            "TINWATCH_PRESS_REGISTER": str(desk.home / "press.csv"),
            "TINWATCH_MODEL": "none",
        }
        self.at()

    def at(self, **after):
        draft = self.clock.with_suffix(".draft")
        draft.write_text((START + timedelta(**after)).isoformat())
        draft.replace(self.clock)

    @contextmanager
    def worker(self, last=signal.SIGTERM):
        environ = {**self.desk.environ, "TINWATCH_TEST_CLOCK": str(self.clock)}
        process = subprocess.Popen(
            [sys.executable, str(WORKER), "worker"], env=environ, cwd=self.desk.home, stderr=subprocess.PIPE, text=True
        )
        try:
            yield process
            os.kill(process.pid, last)
            _, said = process.communicate(timeout=90)
            assert process.returncode == (0 if last == signal.SIGTERM else -last), said
        finally:
            process.kill()
            process.communicate()

    def copy(self, id="fb:1", name="Tin nhanh Làng Chài", text=None, **more):
        text = "\n".join((*ARTICLE, "Theo Báo Mẫu")) if text is None else text
        given = {"links": [f"{self.site.url}/a.html"], "url": f"{self.site.url}/copy.html", "by_page": True}
        record = post(id, text, page="fb:p", published_at=stamp(START), collected_at=stamp(START), **given)
        return {**record, "page": {"id": "fb:p", "name": name}, **more}

    def send(self, *records):
        self.desk.run("replay", self.desk.write("p.jsonl", records))

    def asked(self, question):
        """What the index answers; many times quicker than a command, and these tests wait for it often."""

        async def ask():
            async with opened_index(Settings(home=self.desk.home)) as index:
                return msgspec.to_builtins(await question(index))

        return asyncio.run(ask())

    def document(self, id="fb:1"):
        return self.asked(lambda index: index.document(id))

    def alerts(self):
        return self.asked(lambda index: index.alerts(AlertQuery(held=None)))["alerts"]

    def checks(self, id="fb:1"):
        found = self.document(id)
        return {check["id"]: check["status"] for check in found["assessment"]["checks"]} if found else {}


@pytest.fixture
def watched(desk, site):
    return Watched(desk, site)


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def until(condition, patience=150):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def quiet(site, path="/a.html", seconds=1.5):
    """How often the page has been asked for, once nobody asks any more."""
    time.sleep(seconds)
    return site.count(path)


def test_a_month_of_looks_through_kills_and_restarts(watched, site):
    own = watched.copy("fb:own", text=OWN * 3)
    short = watched.copy("fb:short", text="Đọc bài này đi cả nhà")
    with watched.worker(last=signal.SIGKILL):
        watched.send(watched.copy(), own, short)
        assert quiet(site) == 0, "the first look comes after a minute"
        watched.at(minutes=2)
        until(lambda: watched.checks().get("A3") == "PASS")
        assert watched.checks()["A7"] == "PASS"
        assert watched.checks("fb:own") == watched.checks("fb:short") == {}, "who shares a link copies nothing"
        assert quiet(site) == 1
    watched.at(minutes=50)
    with watched.worker(last=signal.SIGKILL):
        assert quiet(site, seconds=4) == 1, "looked at again before it was due"
        watched.at(minutes=61)
        until(lambda: site.count("/a.html") == 2)
        assert site.sent["if-none-match"] == '"1"', "its words are known"
        assert quiet(site) == 2
    del site.pages["/a.html"]
    watched.at(hours=25)
    with watched.worker():
        until(lambda: watched.checks().get("A7") == "UNKNOWN")
        assert (quiet(site), site.count("/copy.html")) == (3, 0)
        assert list(watched.alerts()) == []
        watched.at(hours=25 + 26)
        until(lambda: watched.checks().get("A7") == "FAIL")
        assert (quiet(site), site.count("/copy.html")) == (4, 1)
    document = watched.document()
    assert list(document["assessment"]["alert_codes"]) == ["LICENCE"]
    until(lambda: watched.alerts())
    [alert] = watched.alerts()
    assert (list(alert["codes"]), list(alert["posts"])) == (["LICENCE"], ["fb:1"])
    assert "bài gốc đã gỡ, bài này vẫn còn" in alert["why"]
    assert "1 watched" in watched.desk.run("doctor", code=1).stdout
    with watched.worker():
        watched.at(days=8)
        until(lambda: site.count("/a.html") == 5)
        watched.at(days=31)
        until(lambda: site.count("/a.html") == 6)
        watched.at(days=90)
        assert quiet(site) == 6, "nothing is left to find out"
    assert "0 watched" in watched.desk.run("doctor", code=1).stdout


def test_an_ordinary_page_gets_the_check_and_no_alert(watched, site):
    with watched.worker():
        watched.send(watched.copy(name="Hội đọc sách"))
        watched.at(minutes=2)
        until(lambda: watched.checks().get("A7") == "PASS")
        site.pages["/a.html"] = Answer(status=302, headers={"location": "/"})
        watched.at(hours=2)
        until(lambda: watched.checks().get("A7") == "UNKNOWN")
        watched.at(hours=2 + 26)
        until(lambda: watched.checks().get("A7") == "FAIL")
        [signal_] = [one for one in watched.document()["assessment"]["signals"] if one["code"] == "LICENCE"]
        assert (signal_["alert"], signal_["detector"]) == (False, "gone")
        assert list(watched.alerts()) == []
        site.pages["/a.html"] = Answer(article())
        watched.at(days=8)
        until(lambda: watched.checks().get("A7") == "PASS")
        assert list(watched.document()["assessment"]["signals"]) == []


def test_a_copy_that_nobody_saw_since_is_no_failure_until_somebody_does(watched, site):
    with watched.worker():
        watched.send(watched.copy(url="https://khong-co.invalid/p/1"))
        watched.at(minutes=2)
        until(lambda: watched.checks().get("A7") == "PASS")
        del site.pages["/a.html"]
        watched.at(hours=2)
        until(lambda: watched.checks().get("A7") == "UNKNOWN")
        watched.at(hours=2 + 26)
        until(lambda: "chưa rõ bài này còn không" in json.dumps(watched.document(), ensure_ascii=False, default=str))
        watched.send(watched.copy(collected_at=stamp(START + timedelta(hours=23))))  # as far ahead as a time of collection is believed
        until(lambda: watched.document()["collected_at"] == stamp(START + timedelta(hours=23)))
        until(lambda: watched.checks().get("A7") == "UNKNOWN")


def test_a_site_that_fails_is_asked_again_and_never_counts_as_gone(watched, site):
    site.pages["/a.html"] = Answer(status=503)
    with watched.worker():
        watched.send(watched.copy())
        watched.at(minutes=2)
        until(lambda: site.count("/a.html") == 1)
        watched.at(minutes=61)
        until(lambda: site.count("/a.html") == 2)
        assert watched.checks() == {}
        site.pages["/a.html"] = Answer(article())
        watched.at(minutes=80)
        until(lambda: watched.checks().get("A3") == "PASS")
        assert quiet(site) == 3


def test_switched_off_nobody_looks(watched, site):
    watched.desk.environ["TINWATCH_ORIGINALS"] = "no"
    with watched.worker():
        watched.send(watched.copy())
        until(lambda: watched.document())
        watched.at(hours=2)
        assert quiet(site) == 0
    assert site.asked == []
