"""Time-stamps that the authority did not give when evidence was kept: it is asked again until it does.

What is still to be stamped follows from the folders alone, so a restart forgets nothing. A stamp that came late proves that the evidence
was there when it came, not when it was kept; its own time says so.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import faust
import msgspec
from msgspec.structs import replace

from agents.flow import Flow, settled
from channels import stamps
from channels.sealing import MANIFEST, STAMP, Manifest
from channels.stamps import Unstamped
from tinwatch.evidence.cabinet import Cabinet, Stamper, told, written
from tinwatch.evidence.rounds import DAMAGED, cabinet
from tinwatch.metrics import Metrics
from tinwatch.settings import Settings
from topics.cases import Event
from topics.river import DECISIONS

log = logging.getLogger(__name__)

SOONEST, LATEST = 60.0, 3600.0
"""Seconds between two rounds; after one in which the authority did not answer twice as long as before, up to an hour."""

TOGETHER = 200
"""Stamps asked for in one round, one after the other."""


async def stamping(settings: Settings, app: faust.App) -> None:
    """Ask for what is missing, until cancelled; nothing where this process keeps no evidence or there is no authority."""
    if app.escalate is None or not settings.timestamp_authority:
        await asyncio.Event().wait()
    meter = Metrics()
    late = Late(cabinet(settings), partial(stamps.ask, url=settings.timestamp_authority))
    flow, wait = Flow(app, meter), SOONEST
    while True:
        missing = await asyncio.to_thread(late.missing)
        meter.set("evidence_unstamped", len(missing))
        answered = await _round(late, missing[:TOGETHER], flow)
        meter.set("evidence_unstamped", len(await asyncio.to_thread(late.missing)))
        wait = SOONEST if answered else min(2 * wait, LATEST)
        await asyncio.sleep(wait)


async def _round(late: Late, folders: list[Path], flow: Flow) -> bool:
    """Whether the authority answered."""
    for folder in folders:
        try:
            event = await asyncio.to_thread(late.stamped, folder)
        except Unstamped as why:
            log.warning("%d captures have no time-stamp yet: %s", len(folders), why)
            return False
        except DAMAGED as error:  # it is tried again; the weekly check names what is wrong there
            log.error("%s cannot be stamped: %s: %s", folder, type(error).__name__, error)
            continue
        await settled([await flow.send(DECISIONS, event.case, event)])
        await asyncio.to_thread(late.done, folder)
    return True


class Late:
    """The captures under a cabinet that nobody has stamped.

    A stamp lies beside its capture until the case is sure to hear of it: then it goes in. A crash in between tells the case again.
    """

    def __init__(self, cabinet: Cabinet, stamper: Stamper) -> None:
        self._cabinet, self._stamper = cabinet, stamper
        self._whole: dict[Path, int] = {}
        """Folders of cases in which nothing was missing, as they were then (mtime)."""

    def missing(self) -> list[Path]:
        """The folder of each, those of one case in their order."""
        return [folder for case in self._cabinet.cases() for folder in self._of(case)]

    def _of(self, case: Path) -> Iterator[Path]:
        with suppress(FileNotFoundError):  # a case that is purged meanwhile
            seen = case.stat().st_mtime_ns
            if self._whole.get(case) == seen:
                return
            captures = sorted((one for one in case.iterdir() if one.name.isdecimal()), key=lambda one: int(one.name))
            missing = [one for one in captures if (one / MANIFEST).is_file() and not (one / STAMP).is_file()]
            if not missing:
                self._whole[case] = seen
            yield from missing

    def stamped(self, folder: Path) -> Event:
        """Gets the stamp of a capture, durable; gives what its case is to hear. Raises Unstamped, or what DAMAGED lists."""
        raw, beside = (folder / MANIFEST).read_bytes(), _beside(folder)
        if not beside.is_file():
            token = self._stamper(raw)
            draft = beside.with_suffix(".part")
            draft.unlink(missing_ok=True)
            written(draft, token)
            draft.rename(beside)
        one = replace(told(folder), timestamp=True)
        case = str(msgspec.json.decode(raw, type=Manifest).facts["case_id"])
        return Event(id=f"stamp:{one.path}", case=case, deed="capture", at=one.at, posts=(one.post,), captured=one)

    @staticmethod
    def done(folder: Path) -> None:
        with suppress(FileNotFoundError):  # another process was faster, or the case was purged
            _beside(folder).rename(folder / STAMP)
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _beside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.tsr")
