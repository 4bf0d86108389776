"""Warnings and corrections that pages posted, as candidates for known claims: a queue that a person goes through, never automatic.

The queue is no store of its own: it is what the index has of such posts, less what was confirmed or dismissed under the post's id.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

from enrichers.claims.cleaning import bare
from search.port import Index, Query
from tinwatch.claims import put
from topics.claims import Claim, Verdict
from topics.records import Assessed, Stance

SPEAKING: tuple[Stance, ...] = ("DEBUNK", "WARN")
STEP = 200


def claim_id(post: str) -> str:
    """The id of the claim that a post gives."""
    return f"post:{post}"


async def candidates(index: Index, since: datetime) -> AsyncIterator[Assessed]:
    """Posts by pages since then that correct or warn, link to no claim and were not decided on, newest first."""
    for stance in SPEAKING:
        query = Query(kind="post", stance=stance, since=since, limit=STEP)
        while True:
            results = await index.search(query)
            found = [one.document for one in results.found if not one.document.assessment.claims]
            decided = {known.claim.id for known in await index.claims([claim_id(done.post.id) for done in found])}
            for done in found:
                if claim_id(done.post.id) not in decided:
                    yield done
            if not results.cursor:
                break
            query = replace(query, cursor=results.cursor)


async def confirm(index: Index, done: Assessed, claim: str, verdict: Verdict, code: str) -> Claim:
    """Takes the post in as a known claim in the words a person gave it."""
    post = done.post
    taken = Claim(
        id=claim_id(post.id),
        title=bare(post.text)[:300],
        claim=claim,
        verdict=verdict,
        url=post.url,
        date=done.at.date().isoformat(),
        publisher=post.page.name,
        code=code,
    )
    await put(index, [taken], f"candidate {post.id}", "known")
    return taken


async def dismiss(index: Index, posts: Sequence[str]) -> None:
    """Takes posts out of the queue for good."""
    await put(index, [Claim(id=claim_id(post), title="-") for post in posts], "candidate", "dismissed")
