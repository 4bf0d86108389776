"""A whole tinwatch in a folder of its own, driven as its user drives it: through the command line."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = [sys.executable, "-m", "tinwatch"]


class Desk:
    """One installation; `run` waits for a command, `start` leaves it running."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TINWATCH_")}
        self.environ = {**kept, "TINWATCH_HOME": str(home), "TINWATCH_SCOPE": scope(home), "PYTHONUNBUFFERED": "1"}

    def start(self, *args, **settings):
        return subprocess.Popen(
            [*PROGRAM, *args], env={**self.environ, **settings}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.home
        )

    def run(self, *args, stdin=None, code=0):
        done = subprocess.run(
            [*PROGRAM, *args], env=self.environ, input=stdin, capture_output=True, text=True, timeout=280, cwd=self.home, check=False
        )
        assert done.returncode == code, f"tinwatch {' '.join(args)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def write(self, name, records):
        file = self.home / name
        lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)
        file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return str(file)

    def jsonl(self, *args):
        return [json.loads(line) for line in self.run(*args, "--format", "jsonl").stdout.splitlines()]


def hears(process: subprocess.Popen) -> None:
    """Returns once a program that was started would hear SIGTERM: one that still reads its modules would just be gone."""
    deadline = time.monotonic() + 90
    while not int(re.search(r"SigCgt:\s*(\w+)", Path(f"/proc/{process.pid}/status").read_text())[1], 16) >> signal.SIGTERM - 1 & 1:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)


def scope(home: Path) -> str:
    """A signed scope statement, without which no desk is served."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / "scope.md"
    lines = (
        "Run by: Bàn mẫu",
        "Purpose: a test",
        "Host assessed as impartial: yes, by the test",
        "Signed by: Người ký",
        "Signed on: 2026-01-05",
    )
    file.write_text("".join(f"- {line}\n" for line in lines), encoding="utf-8")
    return str(file)


def post(id, text, page="fb:p", **more):
    """A record as interfaces.md gives it."""
    return {"id": id, "kind": "post", "platform": "facebook", "page": {"id": page, "name": f"Trang {page}"}, "text": text, **more}
