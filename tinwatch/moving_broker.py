"""One broker's records into another, in either direction, each at the same offset; safe to interrupt and to run again.

Same offsets, because an alert's position is its version in the index and a story remembers the last signal it took in: on a broker that
counted from zero again, every later alert would look old. Where the source no longer has a record, a filler keeps its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from tinwatch.broker.log import Record
from tinwatch.brokers import CONSUMED, FILLER, Broker
from tinwatch.digest import Digest
from topics.river import RIVER

Place = tuple[str, int]
STEP = 1000


class Refusal(Exception):
    """The records cannot be moved as things are; the message says what to do."""


def topics() -> Iterator[str]:
    for topic in RIVER:
        yield topic.name
        yield topic.dead


async def copy(source: Broker, target: Broker, group: str, show: Callable[[str, int], None] = lambda what, n: None) -> None:
    """Copy what the target lacks and let its agents begin where the source's stopped; Refusal when the agents are not done."""
    behind = {topic: n for topic, n in (await source.lag(group)).items() if n}
    if behind:
        raise Refusal(
            f"the agents have {sum(behind.values()):,} records to go ({', '.join(behind)}): let them finish, stop them, try again"
        )
    wanted, have = await source.ends(), await target.ends()
    ahead = [f"{topic}/{n}" for (topic, n), end in have.items() if end > wanted.get((topic, n), 0)]
    if ahead:
        raise Refusal(f"the target has a history of its own in {', '.join(ahead[:3])}: move into an empty broker")
    for topic in topics():
        await _copy_topic(source, target, topic, have, show)
        for place in (place for place in wanted if place[0] == topic):
            await _fill(target, place, have, wanted[place])
    consumed = {topic.name for topic in CONSUMED}
    await target.commit(group, {place: end for place, end in wanted.items() if place[0] in consumed})


async def _copy_topic(source: Broker, target: Broker, topic: str, have: dict[Place, int], show: Callable[[str, int], None]) -> None:
    batch: list[Record] = []
    done = 0
    for record in source.records(topic):
        place = (record.topic, record.partition)
        if record.offset < have[place]:
            continue
        if batch and (batch[0].partition != record.partition or len(batch) >= STEP or batch[-1].offset + 1 != record.offset):
            await _send(target, batch, have)
            show(topic, done := done + len(batch))
            batch = []
        batch.append(record)
    if batch:
        await _send(target, batch, have)
        show(topic, done + len(batch))


async def _send(target: Broker, batch: Sequence[Record], have: dict[Place, int]) -> None:
    place = (batch[0].topic, batch[0].partition)
    await _fill(target, place, have, batch[0].offset)
    await target.append(batch)
    have[place] = batch[-1].offset + 1


async def _fill(target: Broker, place: Place, have: dict[Place, int], until: int) -> None:
    """Fillers for the offsets that the source no longer has."""
    while (start := have[place]) < until:
        end = min(until, start + STEP)
        await target.append([Record(*place, offset, 0, FILLER, None, ()) for offset in range(start, end)])
        have[place] = end


async def digests(broker: Broker) -> dict[str, Digest]:
    """What each topic holds, offsets included, so that two brokers can be compared."""
    found = {}
    for topic in topics():
        digest = Digest()
        for record in broker.records(topic):
            facts = (record.partition, record.offset, record.key, record.value, sorted(dict(record.headers).items()))
            digest += hashlib.blake2b(repr(facts).encode()).digest()
        found[topic] = digest
    return found
