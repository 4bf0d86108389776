"""The durable log: topics, partitions, records and committed offsets in one SQLite file.

Several processes may append and read at the same time; SQLite's write-ahead log lets readers go on while one of them writes. A batch is
one transaction: all of it is there or none, the next offset moves with the records, so a failed write leaves no hole.

Durability: `synchronous=FULL`, one fsync per transaction, so what was confirmed survives a power cut. Measured here (ext4 on a virtual
disk, 1 KB records): FULL 6,300 transactions/s of one record, 108,000 records/s in batches of 50; NORMAL 43,500 and 116,000. The producer
batches, so FULL costs next to nothing. Records and commits share the file and its order: whatever prefix of it survives, no commit is ahead
of its records.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tinwatch.broker import retention
from tinwatch.broker.errors import BadRecord, BrokerError, UnknownTopic, translated
from tinwatch.broker.schema import OFFSET_BITS, OFFSET_MASK, connect

Headers = Sequence[tuple[str, bytes | None]]
Place = tuple[str, int]
"""A topic's name and one of its partitions."""

_encode_headers = msgspec.msgpack.Encoder().encode
_decode_headers = msgspec.msgpack.Decoder(list[tuple[str, bytes | None]]).decode


class TopicSpec(NamedTuple):
    """A topic as it is asked for; `retention` None keeps records for ever, `compact` keeps the newest of each key."""

    name: str
    partitions: int
    retention: timedelta | None = None
    compact: bool = False


class Entry(NamedTuple):
    """A record on its way into the log; `timestamp` is in milliseconds since 1970, None for now."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    timestamp: int | None = None


class Record(NamedTuple):
    """A record in the log; `timestamp` is in milliseconds since 1970, a `value` of None says that the key is gone."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers


class Log:
    """One file of topics; every method may be called from any thread."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).resolve()  # one name for one file, whichever link leads to it
        self._writer = connect(self.path)
        self._reader = connect(self.path)
        self._writer_lock = threading.Lock()
        self._reader_lock = threading.Lock()
        self._specs: dict[str, tuple[TopicSpec, int]] = {}
        self._seen = -1

    def close(self) -> None:
        """Give the file back; what was appended stays."""
        with self._writer_lock, self._reader_lock:
            self._writer.close()
            self._reader.close()

    def __enter__(self) -> Log:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write that is done wholly or, when anything raises, not at all."""
        with self._writer_lock:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException as error:
                # On a full disk SQLite has rolled back already.
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    raise translated(error, str(self.path)) from error
                raise

    def query(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows of one read."""
        with self._reader_lock:
            try:
                return self._reader.execute(sql, parameters).fetchall()
            except sqlite3.Error as error:
                raise translated(error, str(self.path)) from error

    # Topics

    def ensure_topics(self, specs: Iterable[TopicSpec | tuple[Any, ...]]) -> list[str]:
        """Create the topics that are missing.

        Those that exist stay as they are; the answer says of each how it differs from what was asked, and is empty when none does.
        """
        differences = []
        with self.transaction() as db:
            for spec in (TopicSpec(*spec) for spec in specs):
                if spec.partitions < 1:
                    raise BrokerError(f"topic {spec.name} needs at least one partition")
                row = db.execute("SELECT name, partitions, retention, compact FROM topics WHERE name = ?", (spec.name,)).fetchone()
                if row is None:
                    _create(db, spec)
                elif _spec(row) != spec:
                    differences.append(f"{spec.name} has {_described(_spec(row))}, asked for {_described(spec)}")
        return differences

    def topics(self) -> dict[str, TopicSpec]:
        """Every topic there is, by name."""
        rows = self.query("SELECT name, partitions, retention, compact, first_slot FROM topics ORDER BY first_slot")
        self._specs = {row[0]: (_spec(row), row[4]) for row in rows}
        return {name: spec for name, (spec, _) in self._specs.items()}

    def partitions(self, topic: str) -> int | None:
        """How many partitions the topic has; None when there is no such topic."""
        if topic not in self._specs:
            self.topics()
        found = self._specs.get(topic)
        return found[0].partitions if found else None

    def _slot(self, topic: str, partition: int) -> int:
        count = self.partitions(topic)
        if count is None or not 0 <= partition < count:
            raise UnknownTopic(f"no partition {partition} of topic {topic} in {self.path}: create topics before they are used")
        return self._specs[topic][1] + partition

    def _places(self) -> dict[int, Place]:
        self.topics()
        return {first + n: (name, n) for name, (spec, first) in self._specs.items() for n in range(spec.partitions)}

    # Records

    def append(self, entries: Sequence[Entry]) -> list[int]:
        """Write all entries in one transaction and return their offsets.

        Raises DiskFull, UnknownTopic, BadRecord, LogBusy or BrokerError; then nothing was written and no offset is used up.
        """
        now = time.time_ns() // 1_000_000
        for entry in entries:
            check(entry)
        slots = [self._slot(entry.topic, entry.partition) for entry in entries]
        with self.transaction() as db:
            marks = ",".join("?" * len(touched := sorted(set(slots))))
            ends: dict[int, int] = dict(db.execute(f"SELECT id, next FROM slots WHERE id IN ({marks})", touched))  # noqa: S608 - only question marks
            offsets, rows = [], []
            for slot, (_, _, key, value, headers, stamp) in zip(slots, entries, strict=True):
                offset = ends[slot]
                ends[slot] = offset + 1
                offsets.append(offset)
                packed = _encode_headers(headers) if headers else None
                rows.append((slot << OFFSET_BITS | offset, now if stamp is None else stamp, key, value, packed))
            db.executemany("INSERT INTO records (id, stamp, key, value, headers) VALUES (?, ?, ?, ?, ?)", rows)
            db.executemany("UPDATE slots SET next = ? WHERE id = ?", [(end, slot) for slot, end in ends.items()])
        return offsets

    def read(self, topic: str, partition: int, offset: int, limit: int, max_bytes: int = 1 << 22) -> list[Record]:
        """Up to `limit` records from `offset` on, fewer once their values exceed `max_bytes`; at least one when there is one."""
        slot = self._slot(topic, partition)
        first, end = slot << OFFSET_BITS | max(offset, 0), (slot + 1) << OFFSET_BITS
        found: list[Record] = []
        with self._reader_lock:
            try:
                rows = self._reader.execute(
                    "SELECT id, stamp, key, value, headers FROM records WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", (first, end, limit)
                )
                for ident, stamp, key, value, packed in rows:
                    headers = _decode_headers(packed) if packed else ()
                    found.append(Record(topic, partition, ident & OFFSET_MASK, stamp, key, value, headers))
                    max_bytes -= len(value or b"")
                    if max_bytes <= 0:
                        break
                rows.close()  # an unfinished read would keep the write-ahead log from being folded in
            except sqlite3.Error as error:
                raise translated(error, str(self.path)) from error
        return found

    def records(self, topic: str) -> Iterator[Record]:
        """Every record of the topic, partition by partition, each in its order; those appended meanwhile may or may not be among them."""
        for partition in range(self.partitions(topic) or 0):
            offset = 0
            while batch := self.read(topic, partition, offset, 500):
                yield from batch
                offset = batch[-1].offset + 1

    def changed(self) -> bool:
        """Whether anybody, this process included, wrote since the last call."""
        version = self.query("PRAGMA data_version")[0][0]
        before, self._seen = self._seen, version
        return bool(version != before)

    # Offsets

    def end_offsets(self) -> dict[Place, int]:
        """The offset that the next record of each partition gets."""
        return self._offsets("SELECT id, next FROM slots")

    def start_offsets(self) -> dict[Place, int]:
        """The first offset of each partition that retention has left."""
        return self._offsets("SELECT id, start FROM slots")

    def committed(self, group: str) -> dict[Place, int]:
        """The offset that the group reads next, for each partition that it is known on."""
        return self._offsets('SELECT slot, "offset" FROM commits WHERE "group" = ?', group)

    def lag(self, group: str) -> dict[Place, int]:
        """How many offsets of each partition that the group is known on it has not committed."""
        ends = self.end_offsets()
        return {place: max(ends[place] - offset, 0) for place, offset in self.committed(group).items()}

    def groups(self) -> list[str]:
        """Every group that ever subscribed; each of them holds retention back until it has read."""
        return [name for (name,) in self.query('SELECT DISTINCT "group" FROM commits ORDER BY 1')]

    def commit(self, group: str, offsets: Mapping[Place, int]) -> None:
        """Note, durably, the offset that the group reads next in each of these partitions."""
        rows = [(group, self._slot(*place), offset) for place, offset in offsets.items()]
        with self.transaction() as db:
            db.executemany('INSERT OR REPLACE INTO commits ("group", slot, "offset") VALUES (?, ?, ?)', rows)

    def forget(self, group: str, topic: str | None = None) -> None:
        """Remove a group that will not come back, or not to this topic, so that retention stops waiting for it."""
        slots = [self._slot(name, n) for name, spec in self.topics().items() for n in range(spec.partitions) if topic in (None, name)]
        with self.transaction() as db:
            db.executemany('DELETE FROM commits WHERE "group" = ? AND slot = ?', [(group, slot) for slot in slots])

    def trim(self, now: float, *, thorough: bool = False) -> int:
        """Apply retention and compaction as of `now`, in seconds since 1970; how many records were deleted."""
        return retention.trim(self, now, thorough=thorough)

    def _offsets(self, sql: str, *parameters: object) -> dict[Place, int]:
        rows = self.query(sql, *parameters)
        places = {first + n: (name, n) for name, (spec, first) in self._specs.items() for n in range(spec.partitions)}
        if any(slot not in places for slot, _ in rows):
            places = self._places()
        return {places[slot]: offset for slot, offset in rows}


def check(entry: Entry) -> None:
    """Raise BadRecord when the entry could be written but not read again."""
    if not isinstance(entry.key, bytes | None) or not isinstance(entry.value, bytes | None):
        raise BadRecord(f"key and value of a record for {entry.topic} have to be bytes or None")
    for name, value in entry.headers:
        if not isinstance(name, str) or not isinstance(value, bytes | None):
            raise BadRecord(f"headers of a record for {entry.topic} have to be pairs of str and bytes, not {name!r}: {value!r}")


def _create(db: sqlite3.Connection, spec: TopicSpec) -> None:
    first = db.execute("SELECT COALESCE(MAX(id) + 1, 0) FROM slots").fetchone()[0]
    kept = None if spec.retention is None else spec.retention.total_seconds()
    db.execute("INSERT INTO topics VALUES (?, ?, ?, ?, ?)", (spec.name, first, spec.partitions, kept, spec.compact))
    db.executemany("INSERT INTO slots (id) VALUES (?)", [(first + n,) for n in range(spec.partitions)])


def _spec(row: Sequence[Any]) -> TopicSpec:
    name, partitions, kept, compact = row[:4]
    return TopicSpec(name, partitions, None if kept is None else timedelta(seconds=kept), bool(compact))


def _described(spec: TopicSpec) -> str:
    kept = "no retention limit" if spec.retention is None else f"retention {spec.retention}"
    return f"{spec.partitions} partitions, {kept}, {'compacted' if spec.compact else 'not compacted'}"
