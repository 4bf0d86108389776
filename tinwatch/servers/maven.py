"""Fetching artefacts through Maven, with its own checksums made strict, ours after it, and a note of the progress."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tinwatch.servers.errors import Missing, ServerError

PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
Say = Callable[[str], None]


def fetch(goal: str, options: Iterable[str], repository: Path, what: str, megabytes: int, say: Say) -> None:
    """Run one goal of Maven's dependency plugin; everything it loads goes to `repository`, not to the user's own."""
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing(f"fetching {what} needs Maven: install it (Debian: apt-get install maven) and try again")
    repository.mkdir(parents=True, exist_ok=True)
    command = [maven, "-B", "-C", "-ntp", f"{PLUGIN}:{goal}", *options, f"-Dmaven.repo.local={repository}"]
    before = _megabytes(repository)
    # Maven leaves marker folders where it runs.
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)  # noqa: S603
        try:
            while process.poll() is None:
                say(f"fetching {what}: {max(0, _megabytes(repository) - before)} of {megabytes} MB")
                time.sleep(0.5)
        finally:
            process.kill()
            process.wait()
        output.seek(0)
        if process.returncode:
            raise ServerError(_reason(output.read().decode("utf-8", "replace"), what))


def room(folder: Path, megabytes: int, what: str) -> None:
    """ServerError when the disk under `folder` has less than this free."""
    free = shutil.disk_usage(folder).free >> 20
    if free < megabytes:
        raise ServerError(
            f"{what} needs {megabytes} MB of disk, {folder} has {free} MB free: make room, or set TINWATCH_CACHE and TINWATCH_HOME"
        )


def sha256(files: Iterable[Path]) -> str:
    """One checksum for all files: of the lines that sha256sum prints for them, by name; of a single file its own."""
    listed = sorted(files, key=lambda file: file.name)
    sums = [(_sha256(file), file.name) for file in listed]
    return sums[0][0] if len(sums) == 1 else hashlib.sha256("".join(f"{digest}  {name}\n" for digest, name in sums).encode()).hexdigest()


def check(files: Iterable[Path], expected: str, what: str) -> None:
    """ServerError when the files are not, byte for byte, those that this version was tested with."""
    found = sha256(files)
    if found != expected:
        raise ServerError(f"{what}: the checksum is {found}, expected {expected}; remove what was fetched and try again")


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _megabytes(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except FileNotFoundError:  # Maven renames its parts
            continue
    return total >> 20


def _reason(output: str, what: str) -> str:
    if "No space left" in output:
        return f"the disk became full while {what} was fetched: make room, or set TINWATCH_CACHE"
    errors = [line.removeprefix("[ERROR] ") for line in output.splitlines() if line.startswith("[ERROR] ")]
    return f"Maven could not fetch {what}: {' '.join(errors[:2])[:600] or output[-600:]}"
