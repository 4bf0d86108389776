"""One server process that outlives the command that started it.

Whether it lives is told by a lock that it inherits and holds until it ends, however it ends: a pid alone may long be another process's.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tinwatch.servers.errors import PortTaken, ServerError
from tinwatch.servers.places import Owner

LOOK = 0.1
"""Seconds between two looks."""


@dataclass(frozen=True)
class Start:
    """How a server is started; `environ` is all that it sees."""

    command: Sequence[str]
    folder: Path
    log: Path
    environ: Mapping[str, str] = field(default_factory=dict)


class Process:
    """The server called `name`, whose lock and pid stand in `folder`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._lock = folder / f"{name}.lock"

    def alive(self) -> bool:
        if not self._lock.exists():
            return False
        with self._lock.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    @property
    def pid(self) -> int:
        return int(self._lock.read_text() or 0)

    def start(self, start: Start, owner: Owner | None) -> None:
        """Start it as `owner`, in a session of its own, so that Ctrl-C in this terminal does not reach it."""
        self._lock.touch()
        with self._lock.open("rb") as lock, start.log.open("wb") as log:  # the server may hold its lock, not change the pid in it
            _take(lock.fileno(), self.name)
            whom = {} if owner is None else {"user": owner.uid, "group": owner.gid, "extra_groups": []}
            process = subprocess.Popen(  # noqa: S603 - the command is ours
                start.command,
                cwd=start.folder,
                env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **start.environ},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(lock.fileno(),),
                **whom,  # type: ignore[call-overload, unused-ignore]
            )
            process.returncode = 0  # it outlives us on purpose, which Python would warn about
            self._lock.write_text(str(process.pid))

    def wait(self, ready: Callable[[], bool], patience: float, log: Path) -> None:
        """Returns when `ready`; ServerError with the end of the log when the server died or took too long."""
        deadline = time.monotonic() + patience
        while not ready():
            if not self.alive():
                raise (PortTaken if taken(log) else ServerError)(f"{self.name} ended while it started; from {log}:\n{_told(log)}")
            if time.monotonic() > deadline:
                raise ServerError(f"{self.name} was not ready after {patience:.0f} s; from {log}:\n{_told(log)}")
            time.sleep(LOOK)

    def ask_to_stop(self) -> None:
        """Ask for a clean stop; returns at once."""
        if self.alive():
            os.kill(self.pid, signal.SIGTERM)

    def stop(self, patience: float = 30.0) -> bool:
        """Stop it cleanly, by force after `patience` seconds; whether it went cleanly."""
        self.ask_to_stop()
        clean = self._ended(patience)
        if not clean:
            self.kill()
        return clean

    def kill(self) -> None:
        """End it at once, with everything it started."""
        if self.alive():
            group = self.pid
            os.killpg(group, signal.SIGKILL)
            self._ended(10)
            _gone(group, 10)

    def _ended(self, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while alive := self.alive():
            if time.monotonic() > deadline:
                break
            time.sleep(LOOK)
        with suppress(ChildProcessError, FileNotFoundError):
            os.waitpid(self.pid, os.WNOHANG)  # our own child in a test run: leaves no zombie
        return not alive


def _gone(group: int, patience: float) -> None:
    """Wait for the children too: they do not hold the lock, but the ports."""
    deadline = time.monotonic() + patience
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            time.sleep(LOOK)


def _take(descriptor: int, name: str) -> None:
    for _ in range(20):  # someone may just be looking whether it lives
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(LOOK)
    raise ServerError(f"{name} runs already")


def taken(log: Path) -> bool:
    """Whether the server found something else on its port."""
    return "Address already in use" in _text(log)


def _told(log: Path, lines: int = 15) -> str:
    """The first troubles that it wrote about, and its last words: of a long farewell these alone say nothing."""
    said = _text(log).splitlines()
    troubles = [line for line in said[:-lines] if "ERROR" in line or "Exception" in line]
    return "\n".join(troubles[:lines] + said[-lines:]) or "(no log)"


def _text(log: Path) -> str:
    with suppress(OSError):
        return log.read_text("utf-8", "replace")
    return ""
