"""The SQLite index keeps the common contract, and the promises only a file can make."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from statistics import median

import pytest
from index_claims import known
from index_docket import case
from index_records import HOUR, NOON, alert, doc, fold, ids, located, pattern
from index_suite import IndexSuite
from index_writer import BATCH

from search import sqlite_rows, sqlite_schema
from search.docket import CaseQuery
from search.port import Placed, PlacedPattern, Query, Unavailable, Unusable
from search.sqlite import SqliteIndex
from topics.mutes import Mute

WRITER = Path(__file__).with_name("index_writer.py")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "index.db"


@pytest.fixture
async def index(file: Path) -> AsyncIterator[SqliteIndex]:
    index = SqliteIndex(file, fold, busy_ms=300)
    await index.open()
    yield index
    await index.close()


class TestSqliteIndex(IndexSuite):
    @pytest.fixture
    async def index(self, tmp_path: Path) -> AsyncIterator[SqliteIndex]:
        index = SqliteIndex(tmp_path / "index.db", fold)
        await index.open()
        yield index
        await index.close()


def check(file: Path) -> int:
    """The file is whole, its words and its shelves say what its documents say; the number of documents."""
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    kept = connection.execute("SELECT doc FROM documents ORDER BY doc").fetchall()
    assert connection.execute("SELECT rowid FROM words ORDER BY rowid").fetchall() == kept
    assert connection.execute("SELECT doc FROM records ORDER BY doc").fetchall() == kept
    shelved = connection.execute("SELECT shelf, documents FROM shelves WHERE documents ORDER BY shelf").fetchall()
    assert connection.execute("SELECT shelf, count(*) FROM documents GROUP BY shelf ORDER BY shelf").fetchall() == shelved
    assert connection.execute("SELECT count(*) FROM located WHERE doc NOT IN (SELECT doc FROM documents)").fetchone() == (0,)
    connection.rollback()
    connection.close()
    return len(kept)


def writer(file: Path, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, WRITER, file, str(first), str(last)], stdout=subprocess.PIPE, text=True)


async def test_kill_9_loses_nothing_that_was_promised_and_leaves_nothing_half_done(file: Path) -> None:
    rng, promised, first = random.Random(3), set[int](), 0
    for _ in range(6):
        process = writer(file, first, first + 100_000)
        assert process.stdout is not None
        promised.update(int(process.stdout.readline()) for _ in range(rng.randrange(4, 20)))
        await asyncio.sleep(rng.uniform(0, 0.05))  # so that the kill falls anywhere
        process.kill()
        promised.update(int(line) for line in process.stdout.read().splitlines())
        process.wait()
        process.stdout.close()
        first = max(promised) + 1  # the batch under way is sent again, as the broker would
    assert len(promised) > 20
    kept = check(file)
    index = SqliteIndex(file, fold)
    await index.open()
    expected = {f"{batch}-{n}" for batch in promised for n in range(BATCH)}
    assert await index.existing(sorted(expected)) == expected
    assert kept % BATCH == 0, "a transaction is all or nothing"
    assert (await index.search(Query(text="gia truyen"))).total == kept == (await index.counts())["documents"]
    await index.close()


async def test_two_processes_write_while_a_third_reads(file: Path) -> None:
    index = SqliteIndex(file, fold)
    await index.open()
    processes = [writer(file, 0, 60), writer(file, 30, 90)]
    while any(process.poll() is None for process in processes):
        results = await index.search(Query(text="thuốc"))
        assert results.total == sum(results.facets["page"].values())
        assert results.total % BATCH == 0, "a reader sees whole transactions"
        await asyncio.sleep(0.01)
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert (await index.counts())["documents"] == 90 * BATCH
    await index.close()
    assert check(file) == 90 * BATCH


async def test_many_may_open_a_new_file_at_once(file: Path) -> None:
    processes = [writer(file, n, n + 1) for n in range(6)]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert check(file) == 6 * BATCH


async def test_the_event_loop_and_the_readers_never_wait_for_a_writer(index: SqliteIndex) -> None:
    async def write() -> None:
        for start in range(0, 4000, 500):
            began = time.monotonic()
            await index.put_documents([doc(str(n), f"bài số {n} " + "nói chuyện mưa nắng " * 20) for n in range(start, start + 500)])
            batches.append(time.monotonic() - began)

    lags, batches, writing = list[float](), list[float](), asyncio.create_task(write())
    while not writing.done():
        started = time.monotonic()
        await asyncio.sleep(0.005)
        lags.append(time.monotonic() - started - 0.005)
        results = await index.search(Query(text="mưa", limit=5))
        assert results.total % 500 == 0
    await writing
    assert len(lags) > 5
    assert median(lags) < max(0.05, median(batches) / 4), "the writer thread shares the interpreter, but never holds it for a batch"


async def test_random_edits_keep_words_shelves_and_records_together(index: SqliteIndex, file: Path) -> None:
    rng, model = random.Random(11), dict[str, tuple[int, str]]()
    for step in range(60):
        batch = []
        for _ in range(rng.randrange(1, 12)):
            id, age, word = str(rng.randrange(40)), rng.randrange(step + 3), rng.choice(["xoài", "ổi", "mít", "na"])
            place = (located(rng.choice(["Xã Hạ", "Xã Thượng"]), "Tỉnh Giữa"),) if rng.random() < 0.5 else ()
            batch.append(doc(id, f"bán {word}", page=rng.choice("ABC"), collected_at=NOON + age * HOUR, places=place))
            if id not in model or model[id][0] <= age:
                model[id] = (age, word)
        await index.put_documents(batch)
        for word in ("xoài", "ổi", "mít", "na"):
            found = (await index.search(Query(text=word))).found
            assert {f.document.post.id for f in found} == {id for id, (_, kept) in model.items() if kept == word}
    assert check(file) == len(model)


async def test_locked_for_too_long_is_unavailable_and_nothing_is_lost(index: SqliteIndex, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="locked"):
        await index.put_documents([doc("1")])
    assert await index.existing(["1"]) == set(), "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    await index.put_documents([doc("1")])
    assert await index.existing(["1"]) == {"1"}


async def test_a_full_disk_is_unavailable_and_the_next_try_succeeds(index: SqliteIndex, file: Path) -> None:
    await index.put_documents([doc("1", page="A")])
    assert index._writer is not None
    connection = index._writer.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    batch = [doc(f"x{n}", f"chuyện dài số {n} " * 60, page=f"new{n}") for n in range(200)]
    with pytest.raises(Unavailable, match="full"):
        await index.put_documents(batch)
    assert (await index.counts())["documents"] == 1
    connection.execute("PRAGMA max_page_count = 1000000")
    assert await index.put_documents(batch) == []
    assert check(file) == 201
    assert len((await index.search(Query(text="chuyện dài"))).facets["page"]) == 50


async def test_what_is_too_large_is_refused_and_the_edge_of_time_is_not(index: SqliteIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_rows, "MAX_RECORD", 2000)
    early = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=7)))  # in UTC this is the year 0
    refused = await index.put_documents([doc("big", "x" * 3000), doc("early", at=early), doc("fine")])
    assert [r.id for r in refused] == ["big"]
    assert [r.id for r in await index.put_alerts([Placed(-1, alert("a")), Placed(2**63, alert("b")), Placed(0, alert("c"))])] == ["a", "b"]
    assert await index.counts() == {"documents": 2, "alerts": 1, "pages": 0, "patterns": 0, "cases": 0}


async def test_retention(index: SqliteIndex, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.sqlite_write.PURGED_AT_ONCE", 7)
    places = (located("Xã Hạ", "Tỉnh Giữa"),)
    kinds = ("post", "comment")
    await index.put_documents([doc(str(n), "lời rao", kind=kinds[n % 2], at=NOON + n * HOUR, places=places) for n in range(40)])
    assert await index.delete_documents(NOON + 30 * HOUR, kind="comment") == 15
    assert await index.delete_documents(NOON + 10 * HOUR) == 5
    assert (await index.search(Query(text="rao"))).total == 20 == (await index.search(Query(place="xã hạ"))).total == check(file)
    await index.put_documents([doc("0", "lời rao", at=NOON)])
    assert len(await ids(index, "rao")) == 21


async def test_what_was_written_is_there_after_a_restart(file: Path) -> None:
    for expected in range(3):
        index = SqliteIndex(file, fold)
        with pytest.raises(Unavailable, match="not open"):
            await index.counts()
        await index.open()
        await index.open()
        assert (await index.counts())["documents"] == expected
        await index.put_documents([doc(str(expected))])
        await index.close()
        await index.close()
        with pytest.raises(Unavailable, match="not open"):
            await index.put_documents([doc("x")])


async def test_files_that_cannot_be_an_index_say_why(tmp_path: Path) -> None:
    newer, foreign, broken = tmp_path / "newer.db", tmp_path / "foreign.db", tmp_path / "broken.db"
    index = SqliteIndex(newer, fold)
    await index.open()
    await index.close()
    for path, script in ((newer, "PRAGMA user_version = 99"), (foreign, "CREATE TABLE t (x)")):
        connection = sqlite3.connect(path)
        connection.executescript(script)
        connection.close()
    broken.write_bytes(b"not a database at all " * 500)
    for path, why in ((newer, "newer tinwatch"), (foreign, "another program"), (broken, "damaged")):
        with pytest.raises(Unusable, match=why):
            await SqliteIndex(path, fold).open()
    with pytest.raises(Unavailable, match="folder"):
        await SqliteIndex(broken / "below" / "index.db", fold).open()
    with pytest.raises(ValueError, match="file"):
        SqliteIndex(":memory:", fold)


async def test_an_older_file_is_brought_forward_whole_or_not_at_all(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = SqliteIndex(file, fold)
    await index.open()
    await index.put_documents([doc("1", "còn đây")])
    await index.close()
    now = sqlite_schema.VERSION
    monkeypatch.setattr(sqlite_schema, "VERSION", now + 2)
    steps = {now: "CREATE TABLE extra (x); INSERT INTO extra VALUES (1);\n", now + 1: "INSERT INTO missing VALUES (1);\n"}
    monkeypatch.setattr(sqlite_schema, "MIGRATIONS", steps)
    with pytest.raises(sqlite3.OperationalError, match="missing"):
        await index.open()
    assert _read(file, "SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'extra'), user_version FROM pragma_user_version") == (
        0,
        now,
    )
    steps[now + 1] = "INSERT INTO extra VALUES (2);\n"
    await index.open()
    assert await ids(index, "còn đây") == ["1"]
    await index.close()
    assert _read(file, "SELECT (SELECT count(*) FROM extra), user_version FROM pragma_user_version") == (2, now + 2)


async def test_a_file_of_version_1_gets_room_for_patterns_and_claims(file: Path) -> None:
    file.parent.mkdir()
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as old:
        old.executescript(f"{sqlite_schema.TABLES} PRAGMA application_id = {sqlite_schema.APPLICATION}; PRAGMA user_version = 1;")
    index = SqliteIndex(file, fold)
    await index.open()
    await index.put_documents([doc("1", "còn đây")])
    await index.put_patterns([PlacedPattern(0, pattern("c-1"))])
    assert (await index.counts())["patterns"] == 1
    await index.put_claims([known("a", 1)])
    assert await index.last_claim() == 1
    await index.docket.put_cases([case("a"), case("b", mute=Mute(until=NOON))])
    assert [one.id for one in (await index.docket.cases(CaseQuery(muted_at=NOON - HOUR))).cases] == ["b"]
    await index.close()


def _read(file: Path, sql: str) -> tuple[int, ...]:
    connection = sqlite3.connect(file)
    row: tuple[int, ...] = connection.execute(sql).fetchone()
    connection.close()
    return row


async def test_nothing_about_persons_is_a_column(index: SqliteIndex, file: Path) -> None:
    connection = sqlite3.connect(file)
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 6) != 'words_'"
    sql = f"SELECT DISTINCT c.name FROM ({tables}) t JOIN pragma_table_info(t.name) c"
    columns = {name for (name,) in connection.execute(sql)}
    connection.close()
    assert columns == {
        "alert", "alerting", "assignee", "at", "band", "case", "codes", "collected_at", "doc", "documents", "due", "ended_at", "far",
        "folded", "gone", "held", "id", "kind", "last", "last_seen_at", "late", "merged_into", "muted_until", "name", "number", "page",
        "pages", "pattern", "place", "position", "posts", "record", "revision", "seq", "shelf", "stance", "state", "updated_at", "written",
    }  # fmt: skip
