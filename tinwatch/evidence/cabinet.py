"""The folder of evidence: `<home>/evidence/<case>/<n>/`, each capture in one that is there whole or not at all, and the chained logs."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from channels.chains import last, lines, linked, whole
from channels.sealing import CHAIN, MANIFEST, STAMP, Fact, Manifest, manifested
from channels.stamps import Unstamped
from tinwatch.settings import private
from topics.cases import Captured

Stamper = Callable[[bytes], bytes]
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,80}")
_DRAFT = ".draft"


@dataclass(frozen=True)
class Made:
    """What one capture found: its files, and what the manifest says beside them."""

    post: str
    at: datetime
    state: str
    method: str
    url: str
    files: Mapping[str, bytes]
    facts: Mapping[str, Fact]


class Cabinet:
    """Evidence under `root`. Several processes may have it open: whoever writes holds the lock."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, case: str) -> Path:
        """Everything kept of this case, and nothing of another: what goes when the case goes."""
        return self.root / (case if _PLAIN.fullmatch(case) else "h-" + hashlib.sha256(case.encode()).hexdigest()[:32])

    def kept(self, case: str) -> list[Captured]:
        """What is kept of a case, in order, after mending what a crash left: half a capture goes, a line that the log lacks is written."""
        folder = self.folder(case)
        if not folder.is_dir():
            return []
        with self._locked():
            for draft in folder.glob(f"*{_DRAFT}"):
                shutil.rmtree(draft)
            found = [told(folder / str(number)) for number in self.numbers(case)]
            for number, one in enumerate(found[_length(folder / CHAIN) :], _length(folder / CHAIN) + 1):
                self._note(case, number, one)
        return found

    def keep(self, case: str, number: str, made: Made, stamper: Stamper | None) -> Captured:
        """Write a capture of the case called `number`; durable, and in both logs, when this returns."""
        private(self.root)
        self.kept(case)  # what a crash left comes before
        folder = private(self.folder(case))
        files = {**made.files, **_proof(number, case, made, stamper)}
        with self._locked():
            n = max(self.numbers(case), default=0) + 1
            draft = folder / f"{n}{_DRAFT}"
            shutil.rmtree(draft, ignore_errors=True)
            for name, content in files.items():
                written(draft / name, content)
            _durable(draft)
            draft.rename(folder / str(n))
            _durable(folder)
            kept = told(folder / str(n))
            self._note(case, n, kept)
        return kept

    def numbers(self, case: str) -> list[int]:
        return sorted(int(one.name) for one in self.folder(case).iterdir() if one.name.isdecimal()) if self.folder(case).is_dir() else []

    def content(self, captured: Captured, name: str) -> bytes | None:
        """A file of a capture; None where it is not here, as when another machine made it."""
        file = self.root / captured.path / name
        return file.read_bytes() if file.is_file() else None

    def cases(self) -> list[Path]:
        """The folders of all cases."""
        return sorted(one for one in self.root.iterdir() if one.is_dir()) if self.root.is_dir() else []

    def _note(self, case: str, number: int, one: Captured) -> None:
        """A line in the log of the case, and in that of all."""
        folder = self.folder(case)
        line = {"seq": number, "at": one.at.isoformat(), "case": case, "capture": str(number), "sha256": one.sha256, "state": one.state}
        everything = self.root / CHAIN
        if not any((past["case"], past["capture"], past["sha256"]) == (case, str(number), one.sha256) for past in lines(_tail(everything))):
            _appended(everything, line)
        _appended(folder / CHAIN, line)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.root / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _proof(number: str, case: str, made: Made, stamper: Stamper | None) -> dict[str, bytes]:
    """Manifest and, where an authority answers, its time-stamp; without one the manifest says so."""
    facts: dict[str, Fact] = {"case_id": case, "post": made.post, "state": made.state, "method": made.method, "url": made.url, **made.facts}

    def manifest(**more: Fact) -> bytes:
        return manifested("capture", number, made.at, made.files, stamped=stamper is not None and not more, facts=facts | more)

    if stamper is None:
        return {MANIFEST: manifest()}
    try:
        first = manifest()
        return {MANIFEST: first, STAMP: stamper(first)}
    except Unstamped as why:
        return {MANIFEST: manifest(unstamped=str(why))}


def told(folder: Path) -> Captured:
    """What a manifest says of its capture: always the same, so that it can be told again after a crash."""
    raw = (folder / MANIFEST).read_bytes()
    manifest = msgspec.json.decode(raw, type=Manifest)
    facts = manifest.facts
    return Captured(
        post=str(facts["post"]),
        at=manifest.made_at,
        sha256=hashlib.sha256(raw).hexdigest(),
        path=f"{folder.parent.name}/{folder.name}",
        method=str(facts["method"]),  # type: ignore[arg-type]
        state=str(facts["state"]),  # type: ignore[arg-type]
        timestamp=manifest.stamped or (folder / STAMP).is_file(),  # an authority may have been away and come back
        url=str(facts["url"]),
    )


def _length(log: Path) -> int:
    return whole(log.read_bytes()).count(b"\n") if log.is_file() else 0


def _tail(log: Path, most: int = 65_536) -> bytes:
    """The last lines of a log."""
    if not log.is_file():
        return b""
    with log.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - most))
        read = file.read()
    return whole(read if size <= most else read.partition(b"\n")[2])


def _appended(log: Path, line: Mapping[str, object]) -> None:
    """The line at the end of the log, durable; what a crash left half-written there goes."""
    with os.fdopen(os.open(log, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        tail = _tail(log)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 65_536))
        rest = file.read()
        file.truncate(size - (len(rest) - len(whole(rest))))
        file.seek(0, os.SEEK_END)
        file.write(linked(last(tail), line))
        file.flush()
        os.fsync(file.fileno())


def written(file: Path, content: bytes) -> None:
    private(file.parent)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _durable(folder: Path) -> None:
    for place in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
