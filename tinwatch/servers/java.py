"""Which of the installed Javas runs a server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tinwatch.servers.errors import Missing

ROOTS = ("/usr/lib/jvm/*", "/opt/java/*", "/opt/jdk*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")
OWN_ROOTS = (".sdkman/candidates/java/*", ".jdks/*")
"""Below the home folder."""


@dataclass(frozen=True)
class Java:
    """An installed Java; `full` when it is a JDK, which Elasticsearch needs."""

    home: Path
    version: int
    full: bool

    @property
    def command(self) -> str:
        return str(self.home / "bin" / "java")


def find_java(need: int, full: bool, what: str, environ: Mapping[str, str] = os.environ) -> Java:
    """The newest Java that will do; Missing says which there are when none does."""
    found = sorted(installed(environ), key=lambda java: (-java.version, str(java.home)))
    for java in found:
        if java.version >= need and (java.full or not full):
            return java
    there = ", ".join(f"{java.version} in {java.home}" for java in found) or "none"
    kind = "JDK" if full else "Java"
    raise Missing(
        f"{what} needs a {kind} {need} or newer; found: {there}. Install one (Debian: openjdk-{need}-jdk-headless) or set JAVA_HOME."
    )


def installed(environ: Mapping[str, str] = os.environ) -> list[Java]:
    """Every Java in JAVA_HOME, on the path and in the usual folders, each once."""
    homes = dict.fromkeys(home.resolve() for home in _candidates(environ) if (home / "bin" / "java").exists())
    versions = ((home, _version(home)) for home in homes)
    return [Java(home, version, (home / "bin" / "javac").exists()) for home, version in versions if version]


def _candidates(environ: Mapping[str, str]) -> Iterable[Path]:
    if environ.get("JAVA_HOME"):
        yield Path(environ["JAVA_HOME"])
    on_path = shutil.which("java", path=environ.get("PATH"))
    if on_path:
        yield Path(on_path).resolve().parent.parent
    for pattern in ROOTS:
        yield from Path("/").glob(pattern.removeprefix("/"))
    for pattern in OWN_ROOTS:
        yield from Path(environ.get("HOME", "/nonexistent")).glob(pattern)


def _version(home: Path) -> int:
    """The major version, 0 when it cannot be told."""
    try:
        told = (home / "release").read_text("utf-8")
    except OSError:
        told = ""
    if "JAVA_VERSION=" not in told:
        told = _asked(home)
    match = re.search(r'(?:JAVA_VERSION=|version )"(?:1\.)?(\d+)', told)
    return int(match[1]) if match else 0


def _asked(home: Path) -> str:
    try:
        return subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, timeout=60, check=False).stderr  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
