"""`tinwatch index` on a SQLite file, and what an Elasticsearch with a lifecycle of its own, or without rights for us, is asked."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from elasticsearch import ApiError

from detectors.denied import PERSONS, denied
from search import elastic_templates, sqlite_schema
from search.elastic_client import Client
from search.elastic_setup import KINDS, VERSION, mapping
from search.elastic_verify import differences
from search.elastic_versions import Generation, generation
from search.sqlite import SqliteIndex
from tinwatch.cli import tinwatch
from topics.records import Assessed, Assessment, Page, Post

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TINWATCH_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(tinwatch, ["index", *arguments])


async def filled(file: Path) -> None:
    index = SqliteIndex(file, str.lower)
    await index.open()
    posts = [Post(id=str(n), kind="post", page=Page(id="A"), text="Kẹo lạc") for n in range(50)]
    await index.put_documents([Assessed(post=post, assessment=Assessment(id=post.id), at=NOON, collected_at=NOON) for post in posts])
    await index.close()


def test_setup_makes_the_file_once(home: Path) -> None:
    assert "would be made" in run("setup", "--dry-run").output
    assert not (home / "index.sqlite").exists()
    assert f"version {sqlite_schema.VERSION} made" in run("setup").output
    assert "today's" in run("setup").output
    assert run("verify").exit_code == 0


def test_migrate_brings_the_tables_of_version_1_to_those_of_today(home: Path) -> None:
    file = home / "index.sqlite"
    with sqlite3.connect(file) as old:
        old.executescript(f"{sqlite_schema.TABLES} PRAGMA application_id = {sqlite_schema.APPLICATION}; PRAGMA user_version = 1;")
    old.close()
    assert run("verify").exit_code == 1
    assert "would be made" in run("migrate", "--dry-run").output
    assert "out of version 1" in run("migrate").output
    assert run("verify").exit_code == 0
    assert run("migrate", "--again").exit_code == 2
    assert run("migrate", "documents").exit_code == 2


def test_verify_reads_every_record_and_finds_a_damaged_page(home: Path) -> None:
    file = home / "index.sqlite"
    asyncio.run(filled(file))
    well = run("verify")
    assert (well.exit_code, "50, every one read back" in well.output) == (0, True)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE records SET record = ? WHERE doc = 7", (b'{"post": 3}',))
    connection.close()
    assert run("verify", "--quick").exit_code == 0
    spoilt = run("verify")
    assert (spoilt.exit_code, "cannot be read" in spoilt.output) == (1, True)
    with sqlite3.connect(file, isolation_level=None) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'documents_at'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with file.open("r+b") as raw:
        raw.seek((root - 1) * size + 8)
        raw.write(b"\xff" * 64)
    assert run("verify", "--quick").exit_code == 1


@pytest.mark.parametrize(
    ("index", "is_of"),
    [
        ("tinwatch-alerts-v2", Generation(2)),
        ("tinwatch-alerts-v2-11", Generation(2, 11)),
        ("tinwatch-alerts-next", None),
        ("tinwatch-alerts-v2-old", None),
        ("desk-alerts-v2", None),
    ],
)
def test_the_name_of_an_index_says_which_it_is(index: str, is_of: Generation | None) -> None:
    assert generation("tinwatch-alerts", index) == is_of


def test_generations_follow_one_another() -> None:
    assert sorted([Generation(2, 2), Generation(3), Generation(1, 9), Generation(2)]) == [
        Generation(1, 9), Generation(2), Generation(2, 2), Generation(3),
    ]  # fmt: skip


class Asked:
    """Stands where the client's parts stand; `refuses` is a status for all."""

    def __init__(self, refuses: int = 0) -> None:
        self.refuses, self.bodies = refuses, list[dict[str, Any]]()

    async def _put(self, **body: Any) -> None:
        if self.refuses:
            raise ApiError("no", meta=type("Meta", (), {"status": self.refuses})(), body={"error": {"type": "x", "reason": "not you"}})
        self.bodies.append(body)

    put_index_template = put_lifecycle = _put


def asking(part: Asked) -> Client:
    return type("Asking", (), {"indices": part, "ilm": part})()  # type: ignore[return-value]


async def test_a_server_with_a_lifecycle_gets_one_that_only_kept_indices_are_under() -> None:
    """No server of ours has ILM: this is what it would be sent, as Elastic's reference says (phases hot, warm, delete)."""
    part = Asked()
    told = await elastic_templates.put_lifecycle(asking(part), "desk", ilm=True, dry=False)
    assert (told.well, part.bodies[0]["name"]) == (True, "desk-kept")
    phases = part.bodies[0]["policy"]["phases"]
    assert list(phases) == ["hot", "warm", "delete"]
    assert phases["delete"] == {"min_age": "7d", "actions": {"delete": {}}}
    assert "desk-kept" not in str([elastic_templates.template("desk", kind) for kind in KINDS]), "no living index is under it"


@pytest.mark.parametrize("put", [elastic_templates.put_templates, elastic_templates.put_lifecycle])
async def test_who_may_not_put_templates_is_told_that_nothing_is_lost(put: Callable[..., Any]) -> None:
    more = {"ilm": True} if put is elastic_templates.put_lifecycle else {}
    told = await put(asking(Asked(refuses=403)), "desk", dry=False, **more)
    assert (told.well, "not needed" in told.seen) == (True, True)
    with pytest.raises(ApiError):
        await put(asking(Asked(refuses=400)), "desk", dry=False, **more)


def test_settings_are_compared_as_elasticsearch_hands_them_out() -> None:
    made: dict[str, Any] = {
        "settings": {"index": {"analysis": {"tokenizer": {"t": {"max_token_length": 1000}}}}},
        "mappings": {"dynamic": "strict", "date_detection": False, "properties": {"id": {"type": "keyword"}}},
    }
    there: dict[str, Any] = {
        "settings": {"index": {"analysis": {"tokenizer": {"t": {"max_token_length": "1000"}}}}},
        "mappings": {"dynamic": "strict", "date_detection": False, "properties": {"id": {"type": "keyword"}}},
    }
    assert differences(there, made) == []
    there["mappings"] |= {"dynamic": "true", "properties": {"id": {"type": "text"}, "commenter": {"type": "keyword"}}}
    there["settings"]["index"]["analysis"]["tokenizer"]["t"]["max_token_length"] = "7"
    assert differences(there, made) == ["dynamic", "commenter", "id", "analysis"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_index_takes_unknown_fields_or_has_one_for_a_person_or_a_viewpoint(kind: str) -> None:
    mappings = mapping(kind)["mappings"]
    fields = list(mappings["properties"])
    assert (mappings["dynamic"], mappings["_meta"]) == ("strict", {"tinwatch": kind, "version": VERSION})
    assert mappings["properties"]["record"] == {"type": "object", "enabled": False}, "what it holds cannot be searched"
    assert list(denied(field.replace("_", " ") for field in fields)) == []
    assert [field for field in fields if any(word in field for word in PERSONS)] == []
