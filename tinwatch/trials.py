"""Backtests that the console asks for (console/trials.py): one at a time on the whole desk, on all cores but one."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from msgspec.structs import replace

from console.trials import Course, Day, Example, Pair, Rule, Trial
from search.port import Index, Unavailable
from tinwatch.assessors import make_assessor
from tinwatch.backtest.beside import Beside, compared, on_trial
from tinwatch.backtest.planning import planned
from tinwatch.backtest.reviewed import reviewed
from tinwatch.backtest.running import run
from tinwatch.backtest.sources import counted, documents
from tinwatch.backtest.tally import Tally
from tinwatch.rules.check import Checker
from tinwatch.rules.reading import Problem, Source
from tinwatch.settings import Settings, private

log = logging.getLogger(__name__)


class Tried:
    """The console's Trials."""

    def __init__(self, settings: Settings, index: Index, processes: int = 0) -> None:
        self._settings, self._index = settings, index
        self._processes = processes or max(1, len(os.sched_getaffinity(0)) - 1)
        self._trial: Trial | None = None
        self._task: asyncio.Task[None] | None = None

    def current(self) -> Trial | None:
        return self._trial

    def start(self, pack: str, days: int) -> bool:
        return self._begin(Trial(days=days, typed=pack), lambda trial: self._try(pack, trial))

    def compare(self, days: int) -> bool:
        return self._begin(Trial(days=days, pairs=()), self._compare)

    def _begin(self, trial: Trial, trying: Callable[[Trial], Awaitable[Trial]]) -> bool:
        if self._task is not None and not self._task.done():
            return False
        lock = _locked(private(self._settings.home) / "backtest.lock")
        if lock is None:
            return False
        self._trial = trial
        self._task = asyncio.create_task(self._tell(trying(trial), lock), name="backtest")
        return True

    def end(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def close(self) -> None:
        """End the one under way and wait for its end."""
        self.end()
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _tell(self, trying: Awaitable[Trial], lock: IO[str]) -> None:
        assert self._trial is not None
        with lock:
            try:
                self._trial = await trying
            except asyncio.CancelledError:  # before the first post
                self._trial = replace(self._trial, course="ended")
            except Unavailable as error:
                log.warning("the backtest ended: %s", error)
                self._trial = replace(self._trial, course="failed")
            except BaseException:
                self._trial = replace(self._trial, course="failed")
                raise

    async def _try(self, text: str, trial: Trial) -> Trial:
        checker, source, problems = await asyncio.to_thread(self._checked, text)
        if source is None:
            return replace(trial, course="refused", problems=tuple(f"{one.line}: {one.reason}" for one in problems))
        since = datetime.now(UTC) - timedelta(days=trial.days)
        plan = await asyncio.to_thread(planned, self._settings, checker, [source], await reviewed(self._index))
        pack = source.pack
        trial = replace(trial, pack=pack.pack, version=pack.version, total=await counted(self._index, since), again=bool(plan.before))

        def show(tally: Tally) -> None:
            self._trial = replace(trial, course="running", done=tally.whole.posts)

        self._trial = replace(trial, course="running")
        tally = await run(plan, documents(self._index, since), show, self._processes)
        return told(trial, tally)

    async def _compare(self, trial: Trial) -> Trial:
        good, bad = await asyncio.to_thread(lambda: on_trial(self._settings, Checker(make_assessor(self._settings))))
        since = datetime.now(UTC) - timedelta(days=trial.days)
        problems = tuple(f"{Path(one.file).name}:{one.line}: {one.reason}" for one in bad)
        trial = replace(trial, total=await counted(self._index, since), problems=problems)

        def show(done: int) -> None:
            self._trial = replace(trial, course="running", done=done)

        show(0)
        found = await compared(self._index, {source.pack.pack: since for source in good}, show)
        pairs = tuple(_pair(source, found[source.pack.pack]) for source in good)
        return replace(trial, course="done", done=trial.total, pairs=pairs)

    def _checked(self, text: str) -> tuple[Checker, Source | None, list[Problem]]:
        checker = Checker(make_assessor(self._settings))
        return checker, *checker.check(Path("pack.yaml"), raw=text.encode())


def _pair(source: Source, beside: Beside) -> Pair:
    days = (("", beside.whole), *sorted(beside.days.items(), reverse=True))
    only = (*(("+", one) for one in beside.only_trial), *(("−", one) for one in beside.only_live))
    return Pair(
        source.pack.pack,
        source.pack.version,
        tuple((day, one.posts, one.trial, one.live, one.both) for day, one in days),
        tuple((sign, Example(id, "", text)) for sign, (id, text) in only),
    )


def told(trial: Trial, tally: Tally) -> Trial:
    """The trial with all that was counted."""
    course: Course = "ended" if tally.stopped else "done"
    days = [("", tally.whole), *sorted(tally.days.items(), reverse=True)]
    costs = tally.costs
    return replace(
        trial,
        course=course,
        done=tally.whole.posts,
        problems=tuple(tally.faults),
        counts=tuple(Day(name, day.posts, day.alerts, day.new, day.live, day.lost) for name, day in days),
        rules=tuple(
            Rule(name, tally.rules[name], tuple(Example(one.id, one.day, one.text) for one in samples))
            for name, samples in sorted(tally.samples.items())
        ),
        confirmed=(tally.reviewed.confirmed, tally.reviewed_live.confirmed),
        false_alarms=(tally.reviewed.false_alarms, tally.reviewed_live.false_alarms),
        cost=(costs[1], costs[0]) if costs else None,
    )


def _locked(file: Path) -> IO[str] | None:
    """The file, locked as long as it is open; None where another process has it."""
    opened = file.open("w")
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        opened.close()
        return None
    return opened
