"""A stub that publishes by a clock of its own, the agents, and the collector that is killed: what the simulated day and week live in."""

import itertools
import json
import random
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from test_apart import behind, until

from tinwatch.broker.log import Log
from tinwatch.servers.ports import free_ports
from topics.records import decode

STUB = Path(__file__).parents[1] / "stubs/graph_week.py"
LIMIT = {"A": 0.25, "B": 4.0, "C": 24.0}
"""Hours within which what a page says is collected (domain.md §6.1)."""

SLACK = 1.0
"""Seconds of the world that this machine may take for what takes none on a desk's: at this speed they are a long time."""

STILL = 1.0
"""Seconds of the world without any question, though pages are always due: this machine was busy elsewhere, or a collector began anew.
Who was next, and when, is tried without a machine in tests/unit/test_collect_hours.py."""

CATCHING_UP = 4.0
"""Hours after a stop of half an hour or more in which what waited through it is read beside what is due. At this speed the seconds that a
collector needs to begin anew are such a stop; on a desk they are seconds."""

WARM = 6.0
"""Hours until every page was read once: with a new list of 700 pages the quota is full until then."""


class World:
    """The stub, the agents, and the collector that is killed."""

    def __init__(self, desk, stack, pages, days, speed, kills):
        [port] = free_ports(1)
        self.desk, self.days, self.speed, self.kills, self.rng = desk, days, speed, kills, random.Random(5)
        cut = (round(pages * 20 / 700) or 1, round(pages * 170 / 700))
        tiers = {str(1000 + n): "A" if n < cut[0] else "B" if n < cut[1] else "C" for n in range(pages)}
        several = self.rng.sample(sorted(tiers)[cut[0] :], max(3, pages * 30 // 700))
        third = len(several) // 3
        span = days * 24
        self.epoch, start = time.time() + 8, datetime.now(UTC) - timedelta(days=days + 1)
        self.clock = f"{start.isoformat()}@{self.epoch}*{speed}"
        self.start = start
        desk.environ["TINWATCH_COLLECT_CLOCK"] = self.clock
        self.given = {
            "port": port, "clock": self.clock, "days": days, "tiers": tiers, "seed": 3,
            "throttle": (span * 0.5, span * 0.5 + 1), "expiry": span * 0.65,
            "vanish": dict.fromkeys(several[third:], span * 0.5), "rename": dict.fromkeys(several[:third], span * 0.5),
        }  # fmt: skip
        self.site, self.outages, self.token = f"http://127.0.0.1:{port}", [self.given["throttle"]], "first"
        stub = subprocess.Popen([sys.executable, str(STUB), json.dumps(self.given)])
        stack.callback(stub.wait)
        stack.callback(stub.kill)
        self.agents = desk.start("worker", TINWATCH_MODEL="none", TINWATCH_READER="none")
        stack.callback(self._end)
        self.running = None

    def _end(self):
        for process in (self.running, self.agents):
            if process is not None:
                process.kill()
                process.communicate()

    def hour(self):
        return (time.time() - self.epoch) * self.speed / 3600

    def collect(self):
        more = {"TINWATCH_FACEBOOK_API": self.site, "TINWATCH_FACEBOOK_TOKEN": self.token, "TINWATCH_COLLECT_INSIDE": "yes"}
        self.running = self.desk.start("collect", **more)

    def wait(self, hour):
        while self.hour() < hour:
            assert self.running.poll() is None, self.running.communicate()[1]
            assert self.agents.poll() is None, self.agents.communicate()[1]
            time.sleep(0.05)

    def killed(self):
        """kill -9, and at once another; the time until it asks again is no fault of the schedule."""
        self.running.kill()
        self.running.communicate()
        began = self.hour()
        self.collect()
        until(lambda: self._asked_since(began), 180)
        self.outages.append((began, next(hour for hour in self.told()["times"] if hour > began)))

    def _asked_since(self, hour):
        assert self.running.poll() is None, self.running.communicate()[1]
        return self.told()["times"][-1:] > [hour]

    def told(self):
        with closing(urllib.request.urlopen(f"{self.site}/admin")) as answer:
            return json.load(answer)

    def live(self):
        """The days, with what goes wrong in them."""
        span, expiry = self.days * 24, self.given["expiry"]
        renewed = self.renewed = expiry + max(1.0, 1.5 * self.speed / 3600)
        moments = sorted([*(self.rng.uniform(WARM + 1, span * 0.35) for _ in range(self.kills // 2)), renewed])
        moments += sorted(self.rng.uniform(span * 0.75, span * 0.9) for _ in range(self.kills - self.kills // 2))
        self.collect()
        self.wait(WARM)
        past = [f"{self.start + timedelta(days=days):%Y-%m-%dT%H:%MZ}" for days in (-13, -11)]
        self.desk.run("collect", "--backfill", "fb:1000", "--from", past[0], "--to", past[1])
        for moment in moments:
            self.wait(moment)
            if moment == renewed:
                self.token = "second"
                self.outages.append((expiry, renewed))
            self.killed()
        self.wait(span)
        self.health = self.desk.run("watchlist", "health", "--format", "jsonl", code=1).stdout.splitlines()
        self.running.terminate()
        _, err = self.running.communicate(timeout=60)
        assert self.running.returncode == 0, err
        assert "Traceback" not in err
        until(lambda: not any(behind(self.desk).values()), 300)

    def records(self, topic, kind):
        with Log(self.desk.home / "broker.sqlite") as log:
            return [decode(record.value, kind) for record in log.records(topic)]

    def stood_still(self):
        """Adds the times in which the machine asked nothing; told how long that was."""
        times = self.told()["times"]
        gaps = [(before, after) for before, after in itertools.pairwise(times) if (after - before) * 3600 / self.speed > STILL]
        merged = []
        for begin, end in sorted([*self.outages, *gaps]):
            if merged and begin <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((begin, end))
        self.outages = merged
        return sum(end - begin for begin, end in gaps)

    def catching_up(self, published, seen):
        """Whether a stop of half an hour or more, or what waited through it, lies between the two."""
        return any(published < end + CATCHING_UP and seen > begin for begin, end in self.outages if end - begin >= 0.5)

    def over(self, published, seen):
        """Hours beyond the time there was a chance: what lies in an outage does not count."""
        return seen - published - sum(max(0.0, min(seen, end) - max(published, begin)) for begin, end in self.outages)
