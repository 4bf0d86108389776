"""What Elasticsearch says when it does not do what it should, from a server that says it on demand."""

from __future__ import annotations

import json
import logging
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from search.elastic import ElasticIndex
from search.elastic_setup import mapping
from search.port import Query, Unavailable, Unusable
from topics.records import Assessed, Assessment, Page, Post

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SECRET = "hunter2"
JSON = "application/vnd.elasticsearch+json"


def doc(id: str, text: str = "") -> Assessed:
    post = Post(id=id, kind="post", page=Page(id="A"), text=text)
    return Assessed(post=post, assessment=Assessment(id=id), at=NOON, collected_at=NOON)


def problem(type: str, reason: str = "because") -> dict[str, Any]:
    return {"error": {"type": type, "reason": reason, "root_cause": [{"type": type, "reason": reason}]}}


class Fake:
    """Answers as an Elasticsearch with indices in place; `answer` may take over by returning (status, body)."""

    def __init__(self) -> None:
        self.version = "9.4.3"
        self.product: str | None = "Elasticsearch"
        self.answer: Callable[[str, list[dict[str, Any]]], tuple[int, Any] | None] = lambda path, lines: None
        self.types: set[str] = set()

    async def handle(self, request: web.Request) -> web.Response:
        self.types |= {request.headers.get("accept", ""), request.headers.get("content-type", "")}
        body = await request.read()
        lines = [json.loads(line) for line in body.splitlines()] if request.path.endswith("/_bulk") else []
        status, told = self.answer(request.path, lines) or (200, self._well(request.path, lines))
        headers = {"x-elastic-product": self.product} if self.product else {}
        return web.Response(status=status, text=json.dumps(told), content_type="application/vnd.elasticsearch+json", headers=headers)

    def _well(self, path: str, lines: list[dict[str, Any]]) -> Any:
        if path == "/":
            return {"version": {"number": self.version}}
        if path == "/_cat/plugins":
            return []
        if path.endswith("/_bulk"):
            return {"errors": False, "items": [{"index": {"status": 201}} for line in lines if "index" in line]}
        if path.endswith("/_search"):
            return {"_shards": {"failed": 0}, "hits": {"hits": [], "total": {"value": 0}}}
        kind = path.strip("/").rpartition("-")[2]
        return {"x-v1": {"aliases": {path.strip("/"): {}}, "mappings": mapping(kind)["mappings"]}}


@pytest.fixture
async def server() -> AsyncIterator[tuple[Fake, int]]:
    fake = Fake()
    runner = web.AppRunner(application(fake))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield fake, runner.addresses[0][1]
    await runner.cleanup()


def application(fake: Fake) -> web.Application:
    made = web.Application(client_max_size=1 << 30)
    made.router.add_route("*", "/{rest:.*}", fake.handle)
    return made


@pytest.fixture
async def index(server: tuple[Fake, int]) -> AsyncIterator[ElasticIndex]:
    index = ElasticIndex(f"http://desk:{SECRET}@127.0.0.1:{server[1]}", str.lower, patience=1)
    yield index
    await index.close()


async def test_an_index_made_before_a_field_gets_it(server: tuple[Fake, int], index: ElasticIndex) -> None:
    fake, _ = server
    asked = []

    def answer(path: str, lines: list[dict[str, Any]]) -> tuple[int, Any] | None:
        asked.append(path)
        if path.endswith("/_mapping"):
            return 200, {"acknowledged": True}
        if not path.endswith("-alerts"):
            return None
        made = mapping("alerts")["mappings"]
        before = {field: kind for field, kind in made["properties"].items() if field != "held_for"}
        return 200, {"x-v1": {"aliases": {path.strip("/"): {}}, "mappings": {**made, "properties": before}}}

    fake.answer = answer
    await index.open()
    assert [path for path in asked if path.endswith("/_mapping")] == ["/x-v1/_mapping"]


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (401, problem("security_exception"), "lets no one in"),
        (403, problem("security_exception", "action [x] is unauthorized"), "does not allow this user"),
    ],
)
async def test_a_closed_door_needs_a_person(
    server: tuple[Fake, int], index: ElasticIndex, status: int, body: Any, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fake, _ = server
    fake.answer = lambda path, lines: (status, body)
    with pytest.raises(Unusable, match=why) as told:
        await index.open()
    fake.answer = lambda path, lines: None
    await index.open()
    fake.answer = lambda path, lines: (status, body)
    with pytest.raises(Unavailable, match=why):
        await index.search(Query())
    assert SECRET not in str(told.value) + caplog.text + repr(index.__dict__)


@pytest.mark.parametrize("version", ["8.0.0", "8.19.7", "9.0.0-SNAPSHOT", "9.9.1"])
async def test_versions_8_and_9_are_spoken_to(server: tuple[Fake, int], index: ElasticIndex, version: str) -> None:
    server[0].version = version
    await index.open()
    await index.put_documents([doc("1")])
    spoken = {f"{form}; compatible-with=8" for form in (JSON, f"text/plain,{JSON}", JSON.replace("json", "x-ndjson"))}
    assert server[0].types - {"", "application/octet-stream"} == spoken, "which both answer to"


@pytest.mark.parametrize("version", ["7.17.29", "10.0.0"])
async def test_other_versions_are_refused(server: tuple[Fake, int], index: ElasticIndex, version: str) -> None:
    server[0].version = version
    with pytest.raises(Unusable, match=f"is version {version}; this tinwatch works with 8 and 9"):
        await index.open()


async def test_another_product_is_refused(server: tuple[Fake, int], index: ElasticIndex) -> None:
    server[0].product = None
    with pytest.raises(Unusable, match="another product"):
        await index.open()


async def test_no_server_is_unavailable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        index = ElasticIndex(f"http://desk:{SECRET}@127.0.0.1:{taken.getsockname()[1]}", str.lower)
        with pytest.raises(Unavailable, match="cannot be reached") as told:
            await index.open()
        assert SECRET not in str(told.value)


async def test_overload_is_waited_for_and_each_item_has_its_fate(server: tuple[Fake, int], index: ElasticIndex) -> None:
    fake, _ = server
    await index.open()
    seen: list[list[str]] = []
    fates = {"late": [429, 503, 201], "old": [409], "bad": [400], "good": [201]}
    types = {429: "es_rejected_execution_exception", 503: "unavailable_shards_exception", 409: "version_conflict_engine_exception",
             400: "document_parsing_exception"}  # fmt: skip
    reason = "failed to parse field [x]. Preview of field's value: 'điều riêng tư'"

    def answer(path: str, lines: list[dict[str, Any]]) -> tuple[int, Any] | None:
        ids = [line["index"]["_id"] for line in lines if "index" in line]
        seen.append(ids)
        if len(seen) == 1:
            return 429, problem("circuit_breaking_exception")
        items = [
            {"index": {"status": (s := fates[id].pop(0)), **({"error": {"type": types[s], "reason": reason}} if s > 299 else {})}}
            for id in ids
        ]
        return 200, {"errors": True, "items": items}

    fake.answer = answer
    (refused,) = await index.put_documents([doc(id) for id in fates])
    assert seen == [list(fates), list(fates), ["late"], ["late"]]
    assert (refused.id, refused.reason) == ("bad", "document_parsing_exception: failed to parse field [x].")
    fake.answer = lambda path, lines: (503, problem("unavailable_shards_exception"))
    with pytest.raises(Unavailable, match="unavailable_shards_exception"):
        await index.put_documents([doc("1")])


async def test_what_is_too_large_together_goes_in_parts(server: tuple[Fake, int], index: ElasticIndex) -> None:
    fake, _ = server
    await index.open()
    seen: list[int] = []

    def answer(path: str, lines: list[dict[str, Any]]) -> tuple[int, Any] | None:
        seen.append(len(lines) // 2)
        poison = any(line.get("id") == "5" for line in lines)
        return (413, "too large") if len(lines) > 4 or poison else None

    fake.answer = answer
    (refused,) = await index.put_documents([doc(str(n)) for n in range(9)])
    assert (refused.id, refused.reason, max(seen)) == ("5", "too large", 9)
    seen.clear()
    fake.answer = lambda path, lines: seen.append(len(lines) // 2)
    assert await index.put_documents([doc(f"x{n}", "chữ " * 20_000) for n in range(60)]) == []
    assert (sum(seen), len(seen) > 1) == (60, True), "some megabytes at a time"
    (refused,) = await index.put_documents([doc("huge", "chữ " * 1_500_000)])
    assert "the index takes records up to" in refused.reason


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Folder of `crt`, signed by itself for localhost, and `key`."""
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key -out crt -subj /CN=localhost"
    subprocess.run([*command.split(), "-addext", "subjectAltName=DNS:localhost"], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


async def test_tls_needs_a_known_authority(certificate: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "crt", certificate / "key")
    runner = web.AppRunner(application(Fake()))
    await runner.setup()
    await web.TCPSite(runner, "localhost", 0, ssl_context=context).start()
    url = f"https://desk:{SECRET}@localhost:{runner.addresses[0][1]}"
    with pytest.raises(Unusable, match="cannot be trusted"):
        await ElasticIndex(url, str.lower).open()
    trusting = ElasticIndex(f"{url}?ca={certificate / 'crt'}", str.lower)
    await trusting.open()
    await trusting.close()
    with pytest.raises(Unusable, match="cannot be used"):
        await ElasticIndex(f"{url}?ca={certificate / 'key'}", str.lower).open()
    await runner.cleanup()
