"""A process to measure, as the kernel sees it: processor time, memory, open files."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60
"""Seconds that a process may take to end."""


class Running:
    """`python -m` what is named; what it says goes to a file in `home`."""

    def __init__(self, home: Path, environ: Mapping[str, str], *module: str) -> None:
        self.said = home / f"{module[0]}-{len(list(home.iterdir()))}.log"
        with self.said.open("wb") as log:
            self._process = subprocess.Popen([sys.executable, "-m", *module], env=dict(environ), stdout=log, stderr=log)
        self.pid = self._process.pid

    @property
    def cpu(self) -> float:
        return cpu(self.pid)

    @property
    def memory(self) -> float:
        """Resident, in MB."""
        self.alive()
        return int(re.search(r"VmRSS:\s*(\d+)", Path(f"/proc/{self.pid}/status").read_text())[1]) / 1024

    @property
    def files(self) -> int:
        """Open files, connections among them."""
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def alive(self) -> None:
        """RuntimeError with its last words when it has ended."""
        if self._process.poll() is not None:
            raise RuntimeError(f"ended with {self._process.returncode}:\n{self.said.read_text('utf-8', 'replace')[-3000:]}")

    def hit(self, number: signal.Signals) -> None:
        self.alive()
        self._process.send_signal(number)

    def stop(self) -> int:
        """Its exit status, after it was asked to stop."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()
        try:
            return self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used, all threads, and those it started: Elasticsearch's own launcher does nothing."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    started = [child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    return (int(fields[11]) + int(fields[12])) / TICK + sum(cpu(int(child)) for child in started)
