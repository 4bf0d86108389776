"""Evidence goes when its case was forgotten."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from search.port import Index
from tinwatch.evidence.cabinet import Cabinet


async def dropped(index: Index, root: Path) -> int:
    """Removes the evidence under `root` of cases that the audit log says were forgotten; how many captures there were.

    Nothing else is touched: an index that is new knows no case either.
    """
    cabinet, removed = Cabinet(root), 0
    for folder in cabinet.cases():
        if await forgotten(index, folder.name) and await index.docket.case(folder.name) is None:
            removed += len(cabinet.numbers(folder.name))
            await asyncio.to_thread(shutil.rmtree, folder)
    return removed


async def forgotten(index: Index, case: str) -> bool:
    """Whether the audit log says so."""
    return any(line.deed == "forget" and not line.refused for line in await index.docket.entries(case=case))
