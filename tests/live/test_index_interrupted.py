"""`tinwatch index migrate` is killed in the very moment in which writes wait for it: the doctor names it, the next run mends it."""

from __future__ import annotations

import asyncio
import subprocess
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from desk import Desk
from elastic_wire import Wire
from index_claims import known
from index_records import doc, fold

from search.elastic import ElasticIndex
from search.elastic_address import address
from search.elastic_operator import ElasticOperator
from search.elastic_setup import alias, first_index
from tinwatch.doctor import stores
from tinwatch.doctor.finding import Finding
from tinwatch.settings import Settings

pytestmark = pytest.mark.live


class Gallows(Wire):
    """Kills the program behind it once Elasticsearch has closed an index to writes at its word, before it hears that this was done."""

    program: subprocess.Popen[str]
    closing = False

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, answers: bool = False) -> None:
        while data := await source.read(65536):
            if answers and self.closing:
                self.program.kill()
                break
            self.closing |= b"/_block/write" in data
            sink.write(data)
        sink.close()


@pytest.fixture
async def prefix(elasticsearch_url: str) -> AsyncIterator[str]:
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    yield prefix
    async with httpx.AsyncClient(base_url=elasticsearch_url, timeout=60) as http:
        await http.delete("/" + ",".join((await http.get(f"/{prefix}-*")).json()))
        await http.delete(f"/_index_template/{prefix}-*")


async def diagnosed(url: str, prefix: str, home: Path) -> Finding:
    """What the doctor says of the indices."""
    settings = Settings(home=home, index=f"{url}?prefix={prefix}")
    return next(iter([finding async for finding in stores.stores(settings) if finding.what == "indices"]))


async def test_the_doctor_names_an_index_that_a_killed_migration_left_closed_and_the_next_run_opens_it(
    elasticsearch_url: str, prefix: str, tmp_path: Path
) -> None:
    index, old = ElasticIndex(elasticsearch_url, fold, prefix=prefix), first_index(prefix, "claims")
    await index.open()
    await index.put_claims([known("k", 1)])
    await index.put_documents([doc("fb:1", "kẹo lạc")])
    assert (await diagnosed(elasticsearch_url, prefix, tmp_path)).well
    async with Gallows(elasticsearch_url) as gallows:
        desk = Desk(tmp_path / "desk")
        desk.environ["TINWATCH_INDEX"] = f"http://127.0.0.1:{gallows.port}?prefix={prefix}"
        gallows.program = desk.start("index", "migrate", "claims", "--again")
        said = await asyncio.to_thread(gallows.program.communicate)
    assert gallows.program.returncode == -9, said
    found = await diagnosed(elasticsearch_url, prefix, tmp_path)
    assert (found.well, f"{old} is closed to writes" in found.seen) == (False, True), found
    assert "`tinwatch index migrate`" in found.mend
    with httpx.Client(base_url=elasticsearch_url, timeout=60) as http:

        def open_already(what: str, done: int, of: int) -> None:
            """While the first kind is copied, which may take hours, the one that was left closed takes writes."""
            assert "blocks" not in http.get(f"/{old}/_settings").json().get(old, {"settings": {"index": {}}})["settings"]["index"]
            seen.append(what)

        seen: list[str] = []
        async with ElasticOperator(address(elasticsearch_url, prefix), fold, kinds=("documents", "claims")) as operator:
            assert all(told.well for told in await operator.migrate(dry=False, anew=True, keep=False, show=open_already))
    assert seen[:1] == ["documents"]
    assert await index.put_claims([known("late", 2)]) == []
    assert [claim.claim.id for claim in await index.claims(["k", "late"])] == ["k", "late"]
    assert (await diagnosed(elasticsearch_url, prefix, tmp_path)).well
    await index.close()
    async with httpx.AsyncClient(base_url=elasticsearch_url, timeout=60) as http:  # and who closes them otherwise
        for kind, block in (("alerts", "write"), ("cases", "read_only_allow_delete")):
            (await http.put(f"/{alias(prefix, kind)}/_settings", json={f"index.blocks.{block}": True})).raise_for_status()
    found = await diagnosed(elasticsearch_url, prefix, tmp_path)
    by_hand, full = (
        f"{first_index(prefix, 'alerts')} is closed to writes",
        f"{first_index(prefix, 'cases')} was closed to writes for want of disk",
    )
    assert found.seen.split("; ") == [by_hand, full]
    assert ("index.blocks.write" in found.mend, "disk" in found.mend) == (True, True)
