"""One process per group: who consumes holds a lock beside the log.

The kernel gives the lock back when the process ends, however it ends, so nothing is left behind by kill -9.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO
from urllib.parse import quote

from tinwatch.broker.errors import AlreadyOwned


class Owner:
    """Holds the group on the log at `path` from construction to `release`; AlreadyOwned names the process that has it."""

    def __init__(self, path: Path, group: str) -> None:
        self._file: IO[str] | None = None
        place = path.with_name(f"{path.name}.{quote(group, safe='')}.lock")
        file = place.open("a+", encoding="ascii")  # not "w": the file still names the owner when the lock is refused
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            pid = file.read().strip() or "unknown"
            file.close()
            raise AlreadyOwned(f"process {pid} already consumes {path} as group {group}: stop it first") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let another process consume; harmless when called again."""
        if self._file is not None:
            self._file.close()
            self._file = None
