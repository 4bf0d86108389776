"""The drill: a backup made while the desk works, the desk destroyed, the backup restored, and it goes on as if nothing had happened."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk, post
from test_cases_flow import decide, deed
from test_faults import STORIES, assert_once, outcome, stream

from channels.sealing import CHAIN
from console.users import Users
from tinwatch import moving_broker, moving_index
from tinwatch.backup import copying, making, restoring
from tinwatch.backup.manifest import MANIFEST, Broken, newest, read
from tinwatch.broker.log import Log
from tinwatch.brokers import make_broker
from tinwatch.indexes import opened_index
from tinwatch.settings import SettingError, Settings
from topics.records import Assessed, decode


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One whose home holds nothing but its state, so that it can be destroyed; its scope statement lies beside."""
    desk = Desk(tmp_path / "elsewhere")
    desk.environ["TINWATCH_HOME"] = str(tmp_path / "home")
    return desk


def settings_of(desk: Desk) -> Settings:
    return replace(Settings(), home=Path(desk.environ["TINWATCH_HOME"]))


def kept(settings: Settings) -> dict[str, object]:
    """Counts and hashes of all that broker and index hold."""

    async def counted() -> dict[str, object]:
        broker = make_broker(settings)
        async with opened_index(settings) as index:
            found = {**await moving_broker.digests(broker), **await moving_index.digests(index), "lag": await broker.lag(settings.app_id)}
        broker.close()
        return found

    return asyncio.run(counted())


def destroyed(desk: Desk) -> None:
    shutil.rmtree(settings_of(desk).home)


def documents(file: Path) -> int:
    """How many documents the index has by now; 0 while there is none."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as index:
            [(count,)] = index.execute("SELECT count(*) FROM documents")
            return int(count)
    except sqlite3.OperationalError:  # no file or no tables yet
        return 0


@pytest.mark.timeout(300)
def test_all_is_as_it_was_and_new_posts_go_on(desk: Desk, tmp_path: Path) -> None:
    settings = settings_of(desk)
    told = [post(f"fb:{i}", STORIES[0], page=f"fb:p{i}", published_at=f"2026-11-17T0{i}:00:00Z") for i in range(4)]
    desk.run("replay", desk.write("a.jsonl", [*told[:3], "{"]), "--wait")
    with closing(Users(settings.users_file)) as users:
        users.add("lan", "mật khẩu rất dài", "analyst")
    [alert] = desk.jsonl("alerts")
    asyncio.run(decide(settings, deed("1", alert["id"], "keep", seen=1)))
    capture = settings.home / "evidence" / "vụ" / "1" / "page.html"
    capture.parent.mkdir(parents=True)
    capture.write_bytes(b"<html>" + os.urandom(100_000))
    before, alerts = kept(settings), desk.jsonl("alerts")

    made = desk.run("backup", str(tmp_path / "backups"))
    assert "scope" in made.stderr  # not in the backup, and said so
    content = capture.read_bytes()
    destroyed(desk)
    assert "restored" in desk.run("restore", str(tmp_path / "backups")).stdout

    assert kept(settings) == before
    assert (capture.read_bytes(), desk.jsonl("alerts")) == (content, alerts)
    with closing(Users(settings.users_file)) as users:
        assert users.check("lan", "mật khẩu rất dài")
    desk.run("replay", desk.write("b.jsonl", told[3:]), "--wait")
    [grown] = desk.jsonl("alerts")
    assert (grown["id"], grown["post_count"], grown["state"]) == (alert["id"], 4, alerts[0]["state"])
    assert grown["version"] > alerts[0]["version"]
    with closing(sqlite3.connect(settings.users_file)) as users:
        assert "restored" in [json.loads(event)["reason"] for (event,) in users.execute("SELECT event FROM journal")]


@pytest.mark.timeout(300)
def test_made_while_posts_stream_in_nothing_is_missing_and_nothing_stands_twice(desk: Desk, tmp_path: Path) -> None:
    settings = settings_of(desk)
    file = desk.write("s.jsonl", stream(1500))
    running = desk.start("replay", file, "--wait")
    made: list[tuple[Path, int]] = []
    while running.poll() is None and len(made) < 2:
        at = documents(settings.home / "index.sqlite")
        if at > (made[-1][1] if made else 0):
            made.append((asyncio.run(making.make(settings, tmp_path / f"b{len(made)}", "")), at))
        time.sleep(0.02)
    running.kill()
    running.communicate()
    assert made, "the replay was over before there was anything to back up"
    for backup, at in made:
        assert_of_one_moment(backup)
        assert documents(backup / "index.sqlite") >= at
    destroyed(desk)
    desk.run("restore", str(made[0][0]))
    assert "1,500" in desk.run("replay", file, "--wait").stdout
    assert_once(desk)
    found, alerts = outcome(desk)
    assert [id for id, _ in found] == sorted(f"fb:{i}" for i in range(1500))
    assert len(alerts) == len(STORIES)


def assert_of_one_moment(backup: Path) -> None:
    """What the agents had committed is in the index, and the index has no alert that the broker has not."""
    with Log(backup / "broker.sqlite") as log, closing(sqlite3.connect(backup / "index.sqlite")) as index:
        committed, ends = log.committed("tinwatch"), log.end_offsets()
        records = log.records("assessed.v1")
        stored = {decode(r.value or b"", Assessed).post.id for r in records if r.offset < committed.get((r.topic, r.partition), 0)}
        there = {id for (id,) in index.execute("SELECT id FROM documents")}
        [(newest,)] = index.execute("SELECT COALESCE(MAX(position), -1) FROM alerts")
    assert stored <= there
    assert newest < ends["alerts.v1", 0]


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    """A home with an empty river, an empty index and nobody in it."""
    settings = replace(Settings(), home=tmp_path / "home")
    kept(settings)
    return settings


def backed_up(settings: Settings, folder: Path) -> Path:
    return asyncio.run(making.make(settings, folder, ""))


def test_a_backup_with_a_changed_or_missing_byte_is_refused_and_writes_nothing(small: Settings, tmp_path: Path) -> None:
    backup = backed_up(small, tmp_path / "b")
    assert restoring.checked(backup) == read(backup)
    with pytest.raises(SettingError, match="move what is left"):
        asyncio.run(restoring.restore(small, backup))
    shutil.rmtree(small.home)

    def refused(reason: str) -> None:
        with pytest.raises(Broken, match=reason):
            asyncio.run(restoring.restore(small, newest(tmp_path / "b")))
        assert not small.home.exists()

    for name in ("broker.sqlite", "index.sqlite"):
        content = (backup / name).read_bytes()
        middle = len(content) // 2
        (backup / name).write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        refused(f"{name} is not what was written")
        (backup / name).write_bytes(content)
    (backup / "index.sqlite").rename(tmp_path / "away")
    refused("index.sqlite is missing")
    (backup / MANIFEST).write_text((backup / MANIFEST).read_text().replace('"index.sqlite"', '"home/../../index.sqlite"'))
    refused("which no backup has")
    (backup / MANIFEST).unlink()
    refused("none that is whole")


def test_an_old_write_ahead_log_is_not_taken_for_the_new_files(small: Settings, tmp_path: Path) -> None:
    backup = backed_up(small, tmp_path / "b")
    shutil.rmtree(small.home)
    small.home.mkdir()
    (small.home / "index.sqlite-wal").touch()
    with pytest.raises(SettingError, match=r"index\.sqlite-wal"):
        asyncio.run(restoring.restore(small, backup))


def test_another_world_is_refused(small: Settings, tmp_path: Path) -> None:
    backup = backed_up(small, tmp_path / "b")
    for named, other in (
        ("TINWATCH_BROKER", replace(small, broker="kafka://127.0.0.1:9")),
        ("TINWATCH_INDEX", replace(small, index="http://127.0.0.1:9")),
        ("TINWATCH_APP_ID", replace(small, app_id="another")),
    ):
        with pytest.raises(SettingError, match=named):
            asyncio.run(restoring.restore(replace(other, home=tmp_path / "new"), backup))
    assert not (tmp_path / "new").exists()


def test_old_backups_go_and_a_half_made_one_is_never_taken(small: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    last = backed_up(small, folder)
    unfinished, old, older, half = (
        folder / name for name in ("20261101T000000Z", "20261103T000000Z", "20261102T000000Z", "20261104T000000Z.part")
    )
    for copy in (unfinished, old, older):
        shutil.copytree(last, copy)
    half.mkdir()
    (unfinished / MANIFEST).unlink()  # not whole: not ours to count, not ours to remove
    last = last.rename(folder / "20261105T000000Z")
    assert newest(folder) == last
    assert asyncio.run(making.forget(small, folder, 2)) == [older]
    assert sorted(folder.iterdir()) == [unfinished, old, last]
    assert {oct(path.stat().st_mode)[-3:] for path in (folder, last)} == {"700"}
    assert {oct((last / file.path).stat().st_mode)[-3:] for file in read(last).files} == {"600"}
    with pytest.raises(Broken, match="choose another place"):
        backed_up(small, small.home / "b")


def test_what_is_copied_of_a_home_and_in_which_order(tmp_path: Path) -> None:
    for name in (
        "evidence/c/1/a",
        f"evidence/c/{CHAIN}",
        f"evidence/{CHAIN}",
        "evidence/c/2.draft/a",
        "faust/x",
        "notify.toml",
        "evidence/.lock",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in copying.files_of(tmp_path)]
    assert found == [f"evidence/c/{CHAIN}", f"evidence/{CHAIN}", "evidence/c/1/a", "notify.toml"]


def test_the_copies_begin_while_nobody_writes_to_the_broker(small: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "BUSY", 0.05)
    broker = small.home / "broker.sqlite"
    with closing(sqlite3.connect(broker, isolation_level=None)) as writer:
        with copying.one_moment(broker, {"broker": broker}) as opened:
            writer.execute("INSERT INTO commits VALUES ('g', 0, 7)")  # free again once the copies have begun, and not in them
            assert opened["broker"].execute("SELECT count(*) FROM commits").fetchone() == (0,)
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"), copying.one_moment(broker, {"broker": broker}):
            pass
