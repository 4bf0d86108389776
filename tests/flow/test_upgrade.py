"""Two versions of the records side by side, as in a rolling upgrade and on the way back: nothing is lost and nothing comes out otherwise.

The newer version is this program with topics/ and alerts/ changed as a later release may change them: a higher SCHEMA, a field more in what
travels and in what is remembered, and a kind of post that the older one has never heard of.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk import Desk, post
from test_apart import behind, until
from test_faults import STORIES, assert_once, outcome, stream

from tinwatch.app import AGENTS
from tinwatch.broker.log import Entry, Log
from topics.river import POSTS as POSTS_TOPIC
from topics.river import RIVER

ROOT = Path(__file__).parents[2]
POSTS = 600
CHANGES = {
    "topics/records.py": [
        ("SCHEMA = 1\n", "SCHEMA = 2\n"),
        ('Kind = Literal["post", "comment"]', 'Kind = Literal["post", "comment", "reel"]'),
        ("    by_page: bool = False\n", '    by_page: bool = False\n    script: str = "Latn"\n'),
        ('    unread: str = ""\n', '    unread: str = ""\n    took: float = 0.25\n'),
        ("    ends_at: datetime | None = None\n", '    ends_at: datetime | None = None\n    seen_by: str = "next"\n'),
    ],
    "alerts/grouping.py": [("    number: int = 0\n", "    number: int = 0\n    weight: float = 1.5\n")],
}


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings that run the newer version: its packages are found first."""
    folder = tmp_path_factory.mktemp("next")
    for package in ("topics", "alerts"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, changes in CHANGES.items():
        text = (folder / name).read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, f"{name} has no longer {old!r} once"
            text = text.replace(old, new)
        (folder / name).write_text(text, "utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}


@contextmanager
def worker(desk: Desk, agents: set[str], **settings: str) -> Iterator[None]:
    """A worker of these agents; what it is waited for is waited for in the block, and it must stop cleanly."""
    process = desk.start("worker", *(word for agent in sorted(agents) for word in ("--only", agent)), **settings)
    try:
        yield
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=100)
        assert process.returncode == 0, err
    finally:
        process.kill()
        process.communicate()


def replayed(desk: Desk, number: int, lines: list[str], **settings: str) -> None:
    """Send a part of the stream and run all agents until it is done."""
    before, desk.environ = desk.environ, {**desk.environ, **settings}
    desk.run("replay", desk.write(f"part{number}.jsonl", lines), "--wait")
    desk.environ = before


def of_both(desk: Desk, topic: str, field: str) -> bool:
    """Whether a topic has records with and records without a field that only the newer version writes."""
    with Log(desk.home / "broker.sqlite") as log:
        return {f'"{field}":'.encode() in record.value for record in log.records(topic) if record.value} == {True, False}


def dead(desk: Desk) -> list[str]:
    """Topics of the dead letters."""
    with Log(desk.home / "broker.sqlite") as log:
        return [topic.name for topic in RIVER for _ in log.records(topic.dead)]


def told() -> dict[int, list[str]]:
    """The posts that tell each story of the stream, by its number."""
    return {story: sorted(f"fb:{i}" for i in range(0, POSTS, 40) if i // 40 % len(STORIES) == story) for story in range(len(STORIES))}


@pytest.mark.timeout(400)
def test_an_upgrade_one_process_at_a_time_and_the_way_back(desk: Desk, newer: dict[str, str]) -> None:
    lines = [json.dumps(record, ensure_ascii=False) for record in stream(POSTS)]
    parts = [lines[n : n + POSTS // 4] for n in range(0, POSTS, POSTS // 4)]

    replayed(desk, 0, parts[0])
    reel = {**post("fb:reel", "chợ sáng nay đông vui", kind="reel"), "script": "Latn", "schema": 2, "collected_at": "2026-11-17T09:00:00Z"}
    desk.run("replay", desk.write("part1.jsonl", parts[1]))
    with Log(desk.home / "broker.sqlite") as log:
        log.append([Entry(POSTS_TOPIC.name, 0, b"fb:p", json.dumps(reel).encode())])  # as a newer collector sends it
    with worker(desk, {"assess"}, **newer), worker(desk, set(AGENTS) - {"assess"}):
        until(lambda: not any(behind(desk).values()), patience=100)
    assert of_both(desk, "assessed.v1", "took")
    assert dead(desk) == ["assessed.v1"]  # the reel: told, and kept until somebody can read it

    replayed(desk, 2, parts[2], **newer)
    assert of_both(desk, "stories.v1", "weight")
    replayed(desk, 3, parts[3])  # back to the older one, with the newer one's memory
    assert_once(desk)
    documents, alerts = outcome(desk)
    assert [id for id, _ in documents] == sorted(f"fb:{i}" for i in range(POSTS))
    assert sorted(sorted(alert["posts"]) for alert in alerts.values()) == sorted(told().values())

    desk.environ |= newer
    desk.run("dead", "requeue", "--all")
    replayed(desk, 4, [])
    assert len(desk.jsonl("search", "--limit", "100000")) == POSTS + 1
    assert dead(desk) == ["assessed.v1"]  # the letter stays for its month; there is no second one
