"""The reader in force: opened from its directory, and opened again when that changes, while the worker runs on."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from agents.reading import Failed, Reader, Reading, Terms
from tinwatch.metrics import MODELS, READER
from tinwatch.reading.folder import Unusable, found
from tinwatch.reading.reader import NetworkReader
from tinwatch.reading.remembered import Remembered

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks into the directory."""

Stamp = tuple[object, ...]


class Broken:
    """Stands where a reader is wished for and none can be had: every reading fails, so that the posts say that they are unread."""

    name, version = "reader", ""
    terms = Terms(1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0)

    def __init__(self, problem: str) -> None:
        self._problem = problem

    def read(self, text: str) -> Reading:
        raise Failed(self._problem)


class LiveReader:
    """`current` is the reader to use for the next batch; it is replaced as a whole, never changed.

    What cannot be used leaves the last good one in force; without any, rules and linear model decide.
    """

    def __init__(self, place: str, threads: int, told: bool = True) -> None:
        """`place`: a directory or a name in the local cache of the hub. `told`: whether the metrics tell of this one."""
        self.current: Reader = Broken("not opened yet")
        self.problem = ""
        self._place, self._threads, self._told = place, threads, told
        self._seen: Stamp | None = None

    def renew(self) -> bool:
        """Look at the directory; open it anew when anything in it changed. Whether anything did."""
        try:
            folder = found(self._place).resolve()  # all of it from one directory, though a link may be swapped now
            seen = _stamp(folder)
            if seen == self._seen:
                return False
            self._seen = seen
            reader = Remembered(NetworkReader(folder, self._threads))
        except (Unusable, OSError) as error:
            return self._refused(str(error))
        self.problem = ""
        if isinstance(self.current, Broken) or reader.version != self.current.version:
            log.info("reader in force: %s %s from %s", reader.name, reader.version, folder)
        self._put(reader)
        return True

    async def watch(self) -> None:
        """Renew for ever, beside the event loop."""
        while True:
            await asyncio.sleep(EVERY)
            await asyncio.to_thread(self.renew)

    def _put(self, reader: Reader) -> None:
        if self._told:
            READER.clear()
            READER.labels(reader.name, reader.version).set(1)
            MODELS.labels("reader").set(1)
        self.current = reader

    def _refused(self, problem: str) -> bool:
        if problem == self.problem:
            return False
        self.problem = problem
        if isinstance(self.current, Broken):
            if self._told:
                MODELS.labels("reader").set(0)
            self.current = Broken(problem)
            log.error("the reader cannot be used, rules and linear model decide alone: %s", problem)
        else:
            log.error("the reader cannot be renewed, version %s stays in force: %s", self.current.version, problem)
        return True


def _stamp(folder: Path) -> Stamp:
    """What changes when anything in the directory does."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return (folder, *((path.name, stat.st_size, stat.st_mtime_ns, stat.st_ino) for path in files for stat in [path.stat()]))
