"""What became of decisions, for all who wait in this process: one look at the index for all of them, however many they are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from search.docket import Docket
from topics.cases import Answer, Event

STEP_S = 0.05


class Answering:
    """Looks every STEP_S while anybody waits."""

    def __init__(self, docket: Docket) -> None:
        self._docket = docket
        self._asked: dict[str, tuple[str, asyncio.Future[Answer]]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def of(self, events: Sequence[Event], patience_s: float) -> list[Answer | None]:
        """The answer to each, None for one that has none within that time; raises what the index raises."""
        if not events:
            return []
        futures = [asyncio.get_running_loop().create_future() for _ in events]
        for one, future in zip(events, futures, strict=True):
            self._asked[one.id] = one.case, future
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            done, _ = await asyncio.wait(futures, timeout=patience_s)
            if failed := next(filter(None, [future.exception() for future in done]), None):  # all are asked, or the loop complains
                raise failed
            return [future.result() if future in done else None for future in futures]
        finally:
            for one in events:
                self._asked.pop(one.id, None)

    async def _look(self) -> None:
        try:
            while self._asked:
                for case in await self._docket.cases_of(sorted({case for case, _ in self._asked.values()})):
                    for answer in case.answers:
                        self._tell(answer)
                await asyncio.sleep(STEP_S if self._asked else 0)
        except Exception as error:  # whoever waits hears of it; who comes next looks again
            for _, future in self._asked.values():
                if not future.done():
                    future.set_exception(error)
        finally:
            self._looking = None

    def _tell(self, answer: Answer) -> None:
        _, future = self._asked.pop(answer.event, ("", None))
        if future is not None and not future.done():
            future.set_result(answer)
