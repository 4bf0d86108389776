"""Posts of the last days, looked at again because a claim came in: what repeats it is told to index and desk as if it had come now."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace as other
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from agents.claimed import NAME, claimed, coder
from agents.flow import Flow, settled
from agents.texts import texts
from search.port import Index, Query
from tinwatch.app import make_app
from tinwatch.assessors import make_assessor
from tinwatch.claims import known, matcher
from tinwatch.metrics import Metrics
from tinwatch.running import opened_broker, started
from tinwatch.settings import Settings
from topics.claims import REFUTED, Claim
from topics.records import Assessed
from topics.river import ASSESSED, SIGNALS

MOST = 500_000
"""Posts that are looked at again at most, the newest."""

STEP = 500


class Looked(Struct):
    """`posts` looked at, how many of them repeat one of the claims, and how many went to the desk; `cut`: older ones were left out."""

    posts: int = 0
    repeating: int = 0
    alerting: int = 0
    cut: bool = False


async def look_again(
    settings: Settings, index: Index, fresh: Sequence[Claim], since: datetime, show: Callable[[Looked], None] = lambda _: None
) -> Looked:
    """Looks the posts since then up among these claims. Idempotent: what is known of a post is not told again."""
    looked = Looked()
    if not fresh or not (await index.search(Query(since=since, limit=1))).total:
        return looked
    assessor = make_assessor(settings)
    harms = {judge.code: judge.harm for judge in sorted(assessor.judges, key=lambda judge: judge.harm)}
    new, every, code = matcher(fresh), matcher(await known(index)), coder(assessor)
    async with opened_broker(settings), started(make_app(settings, None)) as app:
        flow = Flow(app, Metrics())
        async for documents in _documents(index, since, looked):
            sent = []
            for done in documents:
                looked.posts += 1
                if not any(new.heard(text) for _, text in texts(done.post, described=False)):
                    continue
                before = done.assessment
                bare = replace(before, claims=(), signals=tuple(signal for signal in before.signals if signal.detector != NAME))
                after = claimed(done.post, bare, every, code, harms)
                if after.claims == before.claims:
                    continue
                looked.repeating += 1
                again = replace(done, assessment=after)
                sent.append(await flow.send(ASSESSED, done.post.page.id, again))
                if any(one.confirmed and one.verdict in REFUTED for one in after.claims) and after.alert_codes:
                    looked.alerting += 1
                    sent.append(await flow.send(SIGNALS, done.post.page.id, again))
            await settled(sent)
            show(looked)
    return looked


async def _documents(index: Index, since: datetime, looked: Looked) -> AsyncIterator[list[Assessed]]:
    query = Query(since=since, limit=STEP)
    for _ in range(MOST // STEP):
        results = await index.search(query)
        yield [found.document for found in results.found]
        if not results.cursor:
            return
        query = other(query, cursor=results.cursor)
    looked.cut = True
