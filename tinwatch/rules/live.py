"""The packs of a folder, in force as they change, while the worker runs on."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from pathlib import Path

from agents.assessor import Assessor
from tinwatch.metrics import Metrics
from tinwatch.rules.check import TRIAL, Checker, files_in
from tinwatch.rules.reading import Problem, Source

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks into the folder."""


class LiveRules:
    """`current` is the assessor to use for the next batch; it is replaced as a whole, never changed.

    A pack that is refused keeps its last good version in force, if this process has seen one; a pack that is gone is gone. Those in the
    folder `trial` inside are on trial.
    """

    def __init__(self, folder: Path, assessor: Assessor, meter: Metrics) -> None:
        self.current = assessor.having(None)
        self.problems: dict[Path, list[Problem]] = {}
        self._folder = folder
        self._trial = folder / TRIAL
        self._checker = Checker(assessor)
        self._meter = meter
        self._seen: dict[Path, str] = {}
        self._good: dict[Path, Source] = {}

    def assessor(self) -> Assessor:
        return self.current

    def renew(self) -> bool:
        """Look into the folder; check what changed and put it in force. Whether anything changed."""
        try:
            contents = self._contents()
        except OSError as error:
            log.error("%s cannot be read, all rules stay as they are: %s", self._folder, error)
            return False
        seen = {file: hashlib.sha256(raw or b"").hexdigest() for file, raw in contents.items()}
        if seen == self._seen:
            return False
        changed = [file for file in contents if seen[file] != self._seen.get(file) or file in self.problems]
        self._seen = seen
        self._good = {file: source for file, source in self._good.items() if file in contents}
        self.problems = {file: problems for file, problems in self.problems.items() if file in contents}
        for file in changed:
            self._take(file, contents[file])
        live, trial = (
            [self._good[file] for file in sorted(self._good) if (file.parent == self._trial) is tried] for tried in (False, True)
        )
        self.current = self._checker.armed(live, trial)
        self._meter.set("rules", sum(len(source.pack.rules) for source in live))
        self._meter.set("rule_packs_refused", len(self.problems))
        return True

    async def watch(self) -> None:
        """Renew for ever, beside the event loop."""
        while True:
            await asyncio.sleep(EVERY)
            await asyncio.to_thread(self.renew)

    def _take(self, file: Path, raw: bytes | None) -> None:
        others = [source.pack.pack for other, source in self._good.items() if other != file and other.parent == file.parent]
        source, problems = self._checker.check(file, others, raw)
        if source is not None:
            self._good[file] = source
            self.problems.pop(file, None)
            where = "on trial" if file.parent == self._trial else "in force"
            log.info("rule pack %s: %s %s from %s", where, source.pack.pack, source.pack.version, file)
            return
        self.problems[file] = problems
        kept = self._good.get(file)
        instead = f"version {kept.pack.version} stays in force" if kept else "none of its rules is in force"
        for problem in problems:
            log.error("rule pack refused, %s: %s", instead, problem)

    def _contents(self) -> dict[Path, bytes | None]:
        """The packs with their bytes, None for one that cannot be read."""
        found: dict[Path, bytes | None] = {}
        for file in files_in([folder for folder in (self._folder, self._trial) if folder.is_dir()]):
            try:
                found[file] = file.read_bytes()
            except FileNotFoundError:
                continue  # an editor is just replacing it
            except OSError:
                found[file] = None
        return found
