"""The known claims of a desk: brought in, read back, and ready to be matched."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable, Sequence
from importlib.resources import files
from typing import Protocol

import msgspec

from enrichers.claims.index import ClaimIndex, Floats, Read, read
from enrichers.claims.match import Embed, Matcher, Order
from search.port import Index, Refused
from topics.claims import Claim, Known, State

STEP = 1000


class Vectors(Protocol):
    """What gives the embeddings of claims."""

    def of(self, texts: Sequence[str]) -> Floats:
        """One row for each text."""
        ...


class Outcome(msgspec.Struct):
    """What an import came to; `changed` are the claims that are new or not as they were."""

    changed: list[Claim] = []
    same: int = 0
    older: int = 0
    refused: list[Refused] = []


async def bring_in(index: Index, claims: Iterable[Claim], source: str, state: State = "known") -> Outcome:
    """Puts claims in: by id, a check of a later day never replaced by one of an earlier, the same again nothing new."""
    outcome = Outcome()
    batch: dict[str, Claim] = {}
    for claim in claims:
        batch[claim.id] = claim
        if len(batch) == STEP:
            await _bring(index, list(batch.values()), source, state, outcome)
            batch.clear()
    if batch:
        await _bring(index, list(batch.values()), source, state, outcome)
    return outcome


async def _bring(index: Index, claims: list[Claim], source: str, state: State, outcome: Outcome) -> None:
    there = {known.claim.id: known for known in await index.claims([claim.id for claim in claims])}
    fresh: list[Claim] = []
    for claim in claims:
        old = there.get(claim.id)
        if old and old.claim == claim and old.state == state:
            outcome.same += 1
        elif old and old.state == state and claim.date and old.claim.date > claim.date:
            outcome.older += 1
        else:
            fresh.append(claim)
    refused = await put(index, fresh, source, state)
    bad = {one.id for one in refused}
    outcome.refused += refused
    outcome.changed += [claim for claim in fresh if claim.id not in bad]


async def put(index: Index, claims: Sequence[Claim], source: str, state: State) -> Sequence[Refused]:
    """Puts claims in under revisions of their own, after all there are."""
    start = max(time.time_ns() // 1000, await index.last_claim() + 1)
    return await index.put_claims([Known(claim=c, revision=start + n, state=state, source=source) for n, c in enumerate(claims)])


async def changed(index: Index, revision: int = -1) -> AsyncIterator[Known]:
    """Every claim that changed after a revision, in their order."""
    while some := await index.claims_after(revision, STEP):
        for known in some:
            yield known
        revision = some[-1].revision


async def known(index: Index) -> list[Claim]:
    """The claims in force, in the order they came."""
    return [one.claim async for one in changed(index) if one.state == "known"]


def order() -> Order:
    """The learned order that ships."""
    return msgspec.json.decode((files("tinwatch") / "models" / "claims.json").read_bytes(), type=Order)


def told(claim: Claim) -> str:
    """What of a claim is embedded."""
    return f"{claim.claim} {claim.title}".strip()


def matcher(claims: Sequence[Claim], reads: Sequence[Read] | None = None, dense: tuple[Vectors, Embed] | None = None) -> Matcher:
    """Ready to match these claims; with `dense`, what gives claims' embeddings and what embeds a text, by meaning too."""
    vectors = dense[0].of([told(claim) for claim in claims]) if dense and claims else None
    index = ClaimIndex(claims, reads if reads is not None else [read(claim) for claim in claims])
    return Matcher(index, order(), vectors, dense[1] if dense and claims else None)
