"""What may be deleted from the log: old records that every group has read, and superseded ones of compacted topics.

A group is known from its first subscription on, and holds back what it has not committed for as long as it is not forgotten (`Log.forget`).
Deletion goes in short transactions, so that writers wait milliseconds at most; SQLite fills the space with new records.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from tinwatch.broker.schema import OFFSET_BITS, connect

if TYPE_CHECKING:
    from tinwatch.broker.log import Log

CHUNK = 5_000
"""Records deleted in one transaction."""

COMPACT_AFTER = 10_000
"""New records in a partition before it is compacted again: each time its keys are sorted once."""

TOMBSTONE_LIFE = 86_400.0
"""Seconds that a deletion marker stays, so that a reader which saw the value sees that it is gone."""


class Part(NamedTuple):
    """One partition as retention sees it; `floor` is the first offset that some group has yet to commit."""

    slot: int
    retention: float | None
    compact: int
    start: int
    next: int
    compacted: int
    floor: int


PARTS = """
SELECT slots.id, retention, compact, start, next, compacted,
    MIN(next, COALESCE((SELECT MIN("offset") FROM commits WHERE slot = slots.id), next))
FROM slots JOIN topics ON slots.id >= first_slot AND slots.id < first_slot + partitions
WHERE retention IS NOT NULL OR compact
"""


def trim(log: Log, now: float, *, thorough: bool = False) -> int:
    """Delete what may go as of `now`, in seconds since 1970; how many records went. `thorough`: compact for a single new record, too."""
    deleted, least = 0, 1 if thorough else COMPACT_AFTER
    for part in map(Part._make, log.query(PARTS)):
        if part.retention is not None:
            deleted += _expire(log, part, now - part.retention)
        if part.compact and part.next - part.compacted >= least:
            deleted += _compact(log, part, now - TOMBSTONE_LIFE)
    return deleted


def _expire(log: Log, part: Part, before: float) -> int:
    """Delete from the start up to the first record that is young enough or unread, so that what stays is one run of offsets."""
    base = part.slot << OFFSET_BITS
    young = log.query(
        "SELECT id FROM records WHERE id >= ? AND id < ? AND stamp >= ? ORDER BY id LIMIT 1",
        base | part.start,
        base | part.floor,
        int(before * 1000),
    )
    end = young[0][0] - base if young else part.floor
    deleted = 0
    for first in range(part.start, end, CHUNK):
        last = min(first + CHUNK, end)
        with log.transaction() as db:
            deleted += db.execute("DELETE FROM records WHERE id >= ? AND id < ?", (base | first, base | last)).rowcount
            db.execute("UPDATE slots SET start = ? WHERE id = ?", (last, part.slot))
    return deleted


def _compact(log: Log, part: Part, tombstones_before: float) -> int:
    """Delete superseded records and old tombstones that every group has read.

    The newest record of the partition always stays: a table is recovered when that offset has been seen.
    """
    base = part.slot << OFFSET_BITS
    with closing(connect(log.path)) as db:  # a long read, off the connection that the consumer waits for
        rows = db.execute(
            """SELECT id FROM (
                SELECT id, value, stamp, key, MAX(id) OVER (PARTITION BY key) AS newest FROM records WHERE id >= ? AND id < ?
            ) WHERE key IS NOT NULL AND id < ? AND (id < newest OR (value IS NULL AND stamp < ?))""",
            (base, base | part.next, base | min(part.floor, part.next - 1), int(tombstones_before * 1000)),
        ).fetchall()
    for first in range(0, len(rows), CHUNK):
        with log.transaction() as writer:
            writer.executemany("DELETE FROM records WHERE id = ?", rows[first : first + CHUNK])
    with log.transaction() as writer:
        writer.execute("UPDATE slots SET compacted = ? WHERE id = ?", (part.next, part.slot))
    return len(rows)
