"""The known claims as they change, ready to be matched, while the worker runs on."""

from __future__ import annotations

import asyncio
import logging

from agents.assessor import Assessor
from agents.claimed import claimed, coder
from enrichers.claims.index import Read, read
from enrichers.claims.match import Matcher
from search.port import Index, Unavailable
from tinwatch.claims import changed, matcher
from tinwatch.metrics import Metrics
from topics.claims import Known
from topics.records import Assessment, Post

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two questions whether a claim changed."""

OVERLAP = 60_000_000
"""Microseconds of changes that are read again: another machine's clock may be behind."""


class LiveClaims:
    """Asks the index every second what changed; the matcher is replaced as a whole, never changed."""

    def __init__(self, index: Index, assessor: Assessor, meter: Metrics) -> None:
        self._index = index
        self._meter = meter
        self._code = coder(assessor)
        self._harms = {judge.code: judge.harm for judge in sorted(assessor.judges, key=lambda judge: judge.harm)}
        self._known: dict[str, tuple[Known, Read]] = {}
        self._matcher: Matcher | None = None
        self._loaded = asyncio.Event()
        self._revision = -1

    async def ready(self) -> None:
        """Returns once the claims of the index are here: a post that comes first must not slip through."""
        await self._loaded.wait()

    def repeats(self, post: Post, assessment: Assessment) -> Assessment:
        """The assessment with the claims that the post repeats."""
        if self._matcher is None:
            return assessment
        done = claimed(post, assessment, self._matcher, self._code, self._harms)
        if done.claims:
            self._meter.add("claims_matched", label="confirmed" if any(one.confirmed for one in done.claims) else "suggested")
        return done

    async def watch(self) -> None:
        """Renew for ever, beside the event loop; while the index cannot be reached the claims stay as they are."""
        while True:
            try:
                await self.renew()
                self._loaded.set()
            except Unavailable as error:
                log.warning("known claims stay as they are: %s", error)
            await asyncio.sleep(EVERY)

    async def renew(self) -> bool:
        """Take in what changed. Whether anything did."""
        newest = await self._index.last_claim()
        if newest == self._revision:
            return False
        fresh = [one async for one in changed(self._index, max(-1, min(self._revision, newest) - OVERLAP))]
        fresh = [one for one in fresh if one.claim.id not in self._known or self._known[one.claim.id][0].revision < one.revision]
        self._matcher = await asyncio.to_thread(self._built, fresh)
        self._revision = newest
        self._meter.set("claims", len(self._matcher.index) if self._matcher else 0)
        return True

    def _built(self, fresh: list[Known]) -> Matcher | None:
        self._known.update((one.claim.id, (one, read(one.claim))) for one in fresh)
        known = [(one.claim, words) for one, words in self._known.values() if one.state == "known"]
        return matcher([claim for claim, _ in known], [words for _, words in known]) if known else None
