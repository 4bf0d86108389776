"""Looks once a week whether all evidence is as it was kept, and tells the desk of every case of which it is not."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import faust
import msgspec

from agents.flow import Flow, settled
from search.docket import CaseQuery
from search.port import Index, Unavailable
from tinwatch.evidence.cabinet import Cabinet
from tinwatch.evidence.checking import ELSEWHERE, LOOKED, looked, note, problems
from tinwatch.evidence.rounds import cabinet
from tinwatch.metrics import Metrics
from tinwatch.settings import SettingError, Settings
from topics.cases import Captured, Notice
from topics.river import NOTICES

log = logging.getLogger(__name__)

STEP = 60.0
"""Seconds between two looks whether it is time."""

WEEK = 7 * 86_400.0
MOST = 50
"""Notices of one look; a disk that broke is one trouble, not one for each case."""


class Holder(msgspec.Struct, frozen=True):
    """A case as far as its evidence goes."""

    id: str
    number: str
    captures: tuple[Captured, ...]


async def checking(settings: Settings, app: faust.App, index: Index) -> None:
    """Look a week after the last look, until cancelled; nothing where this process keeps no evidence."""
    if app.escalate is None:
        await asyncio.Event().wait()
    kept, flow, roots = cabinet(settings), Flow(app, Metrics()), _roots(settings)
    while True:
        await asyncio.sleep(STEP)
        if not kept.root.is_dir():
            continue
        last = kept.root / LOOKED
        flow.meter.set("evidence_problems", len((await asyncio.to_thread(looked, kept)).problems))
        if time.time() - (last.stat().st_mtime if last.exists() else _begun(last)) < WEEK:
            continue
        try:
            await _look(kept, flow, index, roots)
        except Unavailable as down:
            log.warning("evidence is not checked, the index is away: %s", down)


async def _look(kept: Cabinet, flow: Flow, index: Index, roots: bytes) -> None:
    found, cases = await look(kept, index, roots)
    at = datetime.now(UTC)
    for problem in found:
        log.error("evidence is not as it was kept: %s", problem)
    await settled([await flow.send(NOTICES, one.case or LOOKED, one) for one in notices(found, cases, at)])
    await asyncio.to_thread(note, kept, found)
    flow.meter.set("evidence_problems", len(found))


async def look(kept: Cabinet, index: Index, roots: bytes) -> tuple[list[str], dict[str, Holder]]:
    """What is wrong, and the cases by the folder of their evidence.

    What is written or purged while it is read looks wrong for a moment only, so it has to be wrong twice. What another machine kept is
    its affair.
    """
    first, cases = await _once(kept, index, roots)
    if not first:
        return [], cases
    again, cases = await _once(kept, index, roots)
    return [one for one in again if one in first], cases


async def _once(kept: Cabinet, index: Index, roots: bytes) -> tuple[list[str], dict[str, Holder]]:
    cases = await holders(kept, index)
    known = {case.id: case.captures for case in cases.values()}
    found = await asyncio.to_thread(lambda: list(problems(kept, roots, known)))
    return [one for one in found if not one.endswith(ELSEWHERE)], cases


async def holders(kept: Cabinet, index: Index) -> dict[str, Holder]:
    """The cases that tell of captures, by the folder of their evidence."""
    made, cursor = dict[str, Holder](), ""
    while True:
        page = await index.docket.cases(CaseQuery(limit=200, cursor=cursor))
        made |= {kept.folder(case.id).name: Holder(case.id, case.number, case.captures) for case in page.cases if case.captures}
        cursor = page.cursor
        if not cursor:
            return made


def notices(found: Sequence[str], cases: Mapping[str, Holder], at: datetime) -> list[Notice]:
    """One for each case, and one for what belongs to none."""
    of_case: dict[str, list[str]] = {}
    for problem in found:
        folder, slash, _ = problem.partition(":")[0].partition("/")
        of_case.setdefault(folder if slash else "", []).append(problem)
    made = []
    for folder, wrong in list(of_case.items())[:MOST]:
        case = cases.get(folder)
        first = wrong[0].partition(":")[0].partition("/")[2]
        made.append(
            Notice(
                id=f"evidence:{folder}:{at:%Y%m%d}",
                telling="damaged_evidence",
                case=case.id if case else "",
                number=case.number if case else "",
                band="HIGH",
                at=at,
                about="missing" if any("is missing" in one for one in wrong) else "altered",
                headline=f"{first} (+{len(wrong) - 1})" if len(wrong) > 1 else first,
            )
        )
    return made


def _begun(last: Path) -> float:
    """The first look comes a week after there is evidence."""
    last.touch(0o600)
    return last.stat().st_mtime


def _roots(settings: Settings) -> bytes:
    try:
        return Path(settings.timestamp_ca).expanduser().read_bytes() if settings.timestamp_ca else b""
    except OSError as error:
        raise SettingError(f"TINWATCH_TIMESTAMP_CA={settings.timestamp_ca}: {error.strerror}") from None
