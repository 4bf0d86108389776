"""One process per group and topic: who consumes holds a lock for each of its topics beside the log.

The kernel gives the locks back when the process ends, however it ends, so nothing is left behind by kill -9.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO
from urllib.parse import quote

from tinwatch.broker.errors import AlreadyOwned


class Owner:
    """Holds the group's topics on the log at `path` from construction to `release`; AlreadyOwned names the process that has one of them."""

    def __init__(self, path: Path, group: str, topics: Iterable[str]) -> None:
        self._files: list[IO[str]] = []
        try:
            for topic in sorted(topics):
                self._take(path, group, topic)
        except BaseException:
            self.release()
            raise

    def _take(self, path: Path, group: str, topic: str) -> None:
        place = path.with_name(f"{path.name}.{quote(group, safe='')}.{quote(topic, safe='')}.lock")
        file = place.open("a+", encoding="ascii")  # not "w": the file still names the owner when the lock is refused
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            pid = file.read().strip() or "unknown"
            file.close()
            raise AlreadyOwned(f"process {pid} already consumes {topic} of {path} as group {group}: stop it first") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._files.append(file)

    def release(self) -> None:
        """Let another process consume; harmless when called again."""
        while self._files:
            self._files.pop().close()
