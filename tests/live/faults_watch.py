"""Processes that are started again whenever they end, and a watch on how the index grows."""

from __future__ import annotations

import itertools
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from desk import PROGRAM, Desk
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch


def until(
    condition: Callable[[], object],
    patience: float = 90,
    step: float = 0.05,
    alive: Callable[[], object] = lambda: True,
    tell: Callable[[], str] = str,
) -> float:
    """Seconds until `condition` held; `tell` says how things stand when it never did."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < patience, f"not so after {patience} s\n{tell()}"
        assert alive()
        time.sleep(step)
    return time.monotonic() - start


class Supervised:
    """A command of tinwatch, started again whenever it ends as systemd would, unless `once`; its errors go to a file."""

    def __init__(self, desk: Desk, *args: str, once: bool = False, **settings: str) -> None:
        self._desk, self._args, self._settings = desk, args, settings
        self.ends: list[int] = []
        self.errors = desk.home / f"{args[0]}-{uuid.uuid4().hex[:6]}.err"
        self._wanted = not once
        self._begin()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _begin(self) -> None:
        with self.errors.open("ab") as errors:
            environ = {**self._desk.environ, **self._settings}
            command = [*PROGRAM, *self._args]
            self.process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=errors, cwd=self._desk.home)

    def _keep(self) -> None:
        while True:
            self.ends.append(self.process.wait())
            time.sleep(0.2)
            if not self._wanted:
                return
            self._begin()

    def hit(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def restart(self) -> float:
        """A clean restart; returns the seconds it took to stop."""
        before, start = len(self.ends), time.monotonic()
        self.hit(signal.SIGTERM)
        until(lambda: len(self.ends) > before, 60)
        return time.monotonic() - start

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Its last exit status."""
        self._wanted = False
        deadline = time.monotonic() + 60
        self.hit(number)
        self._keeper.join(60)
        if self._keeper.is_alive():
            self.hit(signal.SIGKILL)
            self._keeper.join(10)
        assert time.monotonic() < deadline, f"it did not stop:\n{self.said()}"
        return self.ends[-1]

    def end(self) -> None:
        """At once, whatever it is doing."""
        self._wanted = False
        while self._keeper.is_alive():
            self.process.kill()
            self._keeper.join(0.2)

    def said(self) -> str:
        return self.errors.read_text("utf-8", "replace")[-3000:]


class Watch(threading.Thread):
    """Counts the documents that a search finds, several times a second."""

    def __init__(self, url: str, index: str) -> None:
        super().__init__(daemon=True)
        self._client, self._index, self._over = Elasticsearch(url, request_timeout=5, max_retries=0), index, threading.Event()
        self.count = 0
        self.grew: list[tuple[float, int]] = []
        self.pages: dict[str, list[tuple[float, int]]] = {}
        """When (seconds since 1970) a search found how many documents of a page, each time that there were more than ever before."""
        self.looks = 0
        self.start()

    def run(self) -> None:
        ask = {"size": 0, "track_total_hits": True, "aggs": {"pages": {"terms": {"field": "page", "size": 100}}}}
        while not self._over.wait(0.15):
            with suppress(ApiError, TransportError):
                with suppress(ApiError):
                    self._client.indices.refresh(index=self._index)
                found = self._client.search(index=self._index, **ask).body
                self._note(time.monotonic(), found["hits"]["total"]["value"], found["aggregations"]["pages"]["buckets"])

    def _note(self, now: float, count: int, pages: list[dict]) -> None:
        if count > self.count:
            self.grew.append((now, count))
        for page in pages:
            moments = self.pages.setdefault(page["key"], [])
            if page["doc_count"] > (moments[-1][1] if moments else 0):
                moments.append((time.time(), page["doc_count"]))
        self.count = count
        self.looks += 1

    def fresh(self) -> int:
        """The count as it is now, not as it was at the last look."""
        before = self.looks
        until(lambda: self.looks > before + 1)
        return self.count

    def longest_gap(self, start: float, end: float) -> float:
        """The longest time between `start` and `end`, of the monotonic clock, in which no document was added."""
        inside = [start, *(at for at, _ in self.grew if start < at < end), end]
        return max(b - a for a, b in itertools.pairwise(inside))

    def longest_wait(self, sent: Mapping[str, Sequence[float]], start: float, end: float) -> float:
        """The longest that a post sent between `start` and `end` waited to be found; `sent` has each page's posts, in their order."""
        waits = [0.0]
        for page, moments in self.pages.items():
            found = 0
            for at, count in moments:
                waits += [at - when for when in sent[page][found:count] if start <= when <= end]
                found = count
        return max(waits)

    def close(self) -> None:
        self._over.set()
        self.join(10)
        self._client.close()
