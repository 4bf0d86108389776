"""A case with what the desk knows beside it, in the form in which somebody wants to hand it over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from alerts.gate import lacking
from channels.eml import File
from channels.handing import MEDIA, handed
from channels.packet import Brought, Lacking
from console.masking import mask_numbers
from search.docket import CaseQuery
from search.port import Index
from tinwatch.concealing import conceal
from tinwatch.destinations import addressed
from tinwatch.indicators import indicators
from tinwatch.plan import plan
from tinwatch.sealed_packets import cabinet, kept, sealing
from tinwatch.settings import Settings
from topics.cases import Case

FORMS = (*MEDIA,)
Handing = Callable[[Case, str], Awaitable[File]]
"""Case and form (one of FORMS) → what is handed over; raises Lacking when the case may not leave in that form."""


async def case_called(index: Index, name: str) -> Case | None:
    """The case of this id or number."""
    case = await index.docket.case(name)
    if case is None:
        page = await index.docket.cases(CaseQuery(numbers=(name,), limit=1))
        case = page.cases[0] if page.cases else None
    return case


def handing(settings: Settings, index: Index) -> Handing:
    """SettingError when destinations.toml cannot be used."""
    settled, gate, evidence = addressed(settings), plan(settings), cabinet(settings)

    async def hand(case: Case, form: str) -> File:
        now = datetime.now(UTC)
        documents = tuple(await index.documents(list(case.posts)))
        brought = Brought(
            desk=settled.desk,
            conceal=conceal,
            documents=documents,
            indicators=indicators(case, documents),
            lacks=lacking(case, gate, now),
            addresses=settled.addresses,
            mask=mask_numbers,
            seal=sealing(case, now, evidence, settings),
            kept=await asyncio.to_thread(kept, case, evidence),
        )
        return await asyncio.to_thread(handed, case, form, brought, now)

    return hand


__all__ = ["FORMS", "File", "Handing", "Lacking", "case_called", "handing"]
