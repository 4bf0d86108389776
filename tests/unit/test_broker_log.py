"""The embedded broker's log, without Faust."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tinwatch.broker import retention
from tinwatch.broker.errors import AlreadyOwned, BadRecord, BrokerError, DiskFull, UnknownTopic
from tinwatch.broker.log import Entry, Log, TopicSpec
from tinwatch.broker.owner import Owner
from tinwatch.broker.partitioner import Partitioner
from tinwatch.broker.transport import log_path

DAY = 86_400
NOW = 1_800_000_000.0


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with Log(tmp_path / "broker.sqlite") as log:
        log.ensure_topics([("week", 2, timedelta(days=7), False), ("latest", 1, None, True), ("kept", 1, None, False)])
        yield log


def put(log: Log, topic: str, *values: bytes | None, key: bytes | None = None, at: float = NOW, partition: int = 0) -> list[int]:
    return log.append([Entry(topic, partition, key, value, (), int(at * 1000)) for value in values])


def values(log: Log, topic: str) -> list[bytes | None]:
    return [record.value for record in log.records(topic)]


def test_records_come_back_as_they_were(log: Log) -> None:
    entry = Entry("kept", 0, b"\x00key", None, (("h", b"\xff"), ("h", b"again"), ("none", None)), 123)
    assert log.append([entry]) == [0]
    (record,) = log.records("kept")
    assert (record.key, record.value, list(record.headers), record.timestamp, record.offset) == (
        b"\x00key",
        None,
        list(entry.headers),
        123,
        0,
    )


def test_offsets_count_each_partition_from_zero(log: Log) -> None:
    batch = [Entry("week", n % 2, None, b"") for n in range(4)]
    assert log.append(batch) == [0, 0, 1, 1]
    assert log.append(batch[:2]) == [2, 2]
    assert {place: end for place, end in log.end_offsets().items() if place[0] == "week"} == {("week", 0): 3, ("week", 1): 3}


def test_reads_are_ranges_with_limits(log: Log) -> None:
    put(log, "kept", *[b"%d" % n for n in range(10)])
    assert [record.offset for record in log.read("kept", 0, 4, 3)] == [4, 5, 6]
    assert len(log.read("kept", 0, 0, 10, max_bytes=3)) == 3
    assert len(log.read("kept", 0, 0, 10, max_bytes=0)) == 1
    assert log.read("kept", 0, 10, 10) == []


def test_topics_that_exist_stay_and_differences_are_told(log: Log) -> None:
    assert log.ensure_topics([TopicSpec("week", 2, timedelta(days=7))]) == []
    (difference,) = log.ensure_topics([TopicSpec("week", 5), TopicSpec("new", 1)])
    assert (
        difference
        == "week has 2 partitions, retention 7 days, 0:00:00, not compacted, asked for 5 partitions, no retention limit, not compacted"
    )
    assert log.partitions("week") == 2
    assert log.topics()["new"] == TopicSpec("new", 1)


def test_what_does_not_belong_is_refused_before_anything_is_written(log: Log) -> None:
    good = Entry("kept", 0, None, b"good")
    for bad, error in (
        (Entry("missing", 0, None, b""), UnknownTopic),
        (Entry("kept", 1, None, b""), UnknownTopic),
        (Entry("kept", 0, "text", b""), BadRecord),  # type: ignore[arg-type]
        (Entry("kept", 0, None, b"", (("name", "text"),)), BadRecord),  # type: ignore[arg-type]
    ):
        with pytest.raises(error):
            log.append([good, bad])
    assert log.end_offsets()["kept", 0] == 0


def test_a_full_disk_is_named_leaves_no_hole_and_is_survived(log: Log) -> None:
    put(log, "kept", b"before")
    pages = log._writer.execute("PRAGMA page_count").fetchone()[0]
    log._writer.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(DiskFull, match=r"no space left for the log .*broker\.sqlite"):
        put(log, "kept", *[b"x" * 1000] * 100)
    assert values(log, "kept") == [b"before"]
    log._writer.execute("PRAGMA max_page_count = 1000000")
    assert put(log, "kept", b"after") == [1]
    assert values(log, "kept") == [b"before", b"after"]


def test_lag_counts_what_a_group_has_not_committed(log: Log) -> None:
    put(log, "week", b"1", b"2", b"3")
    log.commit("app", {("week", 0): 1, ("week", 1): 0})
    assert log.committed("app") == {("week", 0): 1, ("week", 1): 0}
    assert log.lag("app") == {("week", 0): 2, ("week", 1): 0}
    assert log.lag("stranger") == {}


def test_another_connection_sees_a_change_once(log: Log) -> None:
    with Log(log.path) as other:
        other.changed()
        assert not other.changed()
        put(log, "kept", b"1")
        assert other.changed()
        assert not other.changed()


def test_a_topic_made_by_another_process_is_found(log: Log) -> None:
    with Log(log.path) as other:
        other.ensure_topics([TopicSpec("later", 3)])
        other.commit("app", {("later", 2): 0})
    assert log.committed("app") == {("later", 2): 0}
    assert log.partitions("later") == 3


def test_retention_deletes_what_is_old(log: Log) -> None:
    put(log, "week", b"old", b"old", at=NOW - 8 * DAY)
    put(log, "week", b"new", at=NOW - 6 * DAY)
    put(log, "kept", b"old", at=NOW - 800 * DAY)
    assert log.trim(NOW) == 2
    assert values(log, "week") == [b"new"]
    assert values(log, "kept") == [b"old"]
    assert log.start_offsets()["week", 0] == 2
    assert put(log, "week", b"next") == [3]


def test_retention_never_deletes_what_a_group_has_not_read(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "CHUNK", 3)  # several transactions
    put(log, "week", *[b"%d" % n for n in range(10)], at=NOW - 30 * DAY)
    log.commit("fast", {("week", 0): 10})
    log.commit("slow", {("week", 0): 4})
    assert log.trim(NOW) == 4
    assert values(log, "week") == [b"4", b"5", b"6", b"7", b"8", b"9"]
    log.forget("slow")
    assert log.trim(NOW) == 6
    assert log.end_offsets()["week", 0] == 10
    assert log.start_offsets()["week", 0] == 10


def test_compaction_keeps_the_newest_of_each_key_and_everything_unread(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "COMPACT_AFTER", 1)
    for n in range(3):
        for key in (b"a", b"b"):
            put(log, "latest", key + b"%d" % n, key=key)
    put(log, "latest", None, key=b"c", at=NOW - 2 * DAY)  # long since deleted
    put(log, "latest", b"a3", key=b"a")
    log.commit("reader", {("latest", 0): 2})
    assert log.trim(NOW) == 2
    assert values(log, "latest") == [b"a1", b"b1", b"a2", b"b2", None, b"a3"]
    log.commit("reader", {("latest", 0): 8})
    put(log, "latest", b"d", key=b"d")
    log.commit("reader", {("latest", 0): 9})
    assert log.trim(NOW) == 4
    assert values(log, "latest") == [b"b2", b"a3", b"d"]


def test_compaction_keeps_the_last_record_even_if_it_is_a_tombstone(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    # A table is recovered once the last offset has been seen: without the record that would never be.
    monkeypatch.setattr(retention, "COMPACT_AFTER", 1)
    put(log, "latest", b"1", None, key=b"a", at=NOW - 3 * DAY)
    assert log.trim(NOW) == 1
    assert [(record.offset, record.value) for record in log.records("latest")] == [(1, None)]


def test_several_processes_append_without_a_hole_or_a_loss(log: Log) -> None:
    program = (
        "import sys; from tinwatch.broker.log import *\n"
        "with Log(sys.argv[1]) as log:\n"
        " for _ in range(50): log.append([Entry('kept', 0, b'', sys.argv[2].encode())] * 3)"
    )
    processes = [subprocess.Popen([sys.executable, "-c", program, str(log.path), str(n)]) for n in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    records = list(log.records("kept"))
    assert [record.offset for record in records] == list(range(450))
    assert {value: sum(record.value == value for record in records) for value in (b"0", b"1", b"2")} == {b"0": 150, b"1": 150, b"2": 150}


def test_one_owner_per_group_and_topic(tmp_path: Path) -> None:
    path = tmp_path / "broker.sqlite"
    owner = Owner(path, "app/1", {"posts", "signals"})
    Owner(path, "app2", {"posts"}).release()
    Owner(path, "app/1", {"alerts"}).release()
    with pytest.raises(AlreadyOwned, match=r"process \d+ already consumes posts of .* as group app/1"):
        Owner(path, "app/1", {"alerts", "posts"})
    Owner(path, "app/1", {"alerts"}).release()  # what was taken before the refusal was given back
    owner.release()
    Owner(path, "app/1", {"posts"}).release()


def test_a_log_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broker.sqlite"
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(BrokerError, match="format 99"):
        Log(path)


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broker.sqlite"
    path.write_text("this is no database, but long enough to look like one\n" * 100)
    with pytest.raises(BrokerError, match="not a database"):
        Log(path)


@pytest.mark.parametrize(
    ("url", "path"), [("sqlite:///a/b.sqlite", "a/b.sqlite"), ("sqlite:////var/b%20c.sqlite", "/var/b c.sqlite"), ("sqlite:///b", "b")]
)
def test_urls_name_files(url: str, path: str) -> None:
    assert log_path(url) == Path(path)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite://host/a", "sqlite:///", "kafka://a"])
def test_urls_that_name_no_file_are_refused(url: str) -> None:
    with pytest.raises(Exception, match="no embedded broker"):
        log_path(url)


def test_records_without_a_key_are_spread_and_an_own_partitioner_is_asked() -> None:
    spread = Partitioner()
    assert [spread(None, 3) for _ in range(4)] == [0, 1, 2, 0]
    assert Partitioner(lambda key, every, available: every[-1])(b"key", 5) == 4
