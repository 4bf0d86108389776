"""An approved packet by the console alone: two people, evidence that one of them brought, the sealed file verified, and tampered with."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_console_finding import FULL
from test_console_proving import screenshot
from test_console_samples import bench, told

from tinwatch.cli.verify import verify
from tinwatch.packets import handing
from tinwatch.settings import Settings

SIGNED = """- Run by: Bàn mẫu
- Purpose: a test
- Host assessed as impartial: yes, by the test
- Signed by: Người ký
- Signed on: 2026-01-05
"""


@pytest.fixture
async def desk(tmp_path):
    scope = tmp_path / "scope.md"
    scope.write_text(SIGNED, encoding="utf-8")
    async with bench(tmp_path) as made:
        hand = handing(Settings(home=tmp_path, scope=str(scope)), made.index)
        made.app.state.desk = replace(made.app.state.desk, hand=hand)
        await made.put(told("1"))
        yield made


async def case(desk):
    return await desk.index.docket.case("a-1")


async def deed(desk, name: str, **fields: object) -> int:
    return (await desk.post("/alerts/a-1", deed=name, seen=(await case(desk)).version, **fields)).status_code


async def packet(desk) -> bytes:
    """The sealed file, as two people make it and one downloads it."""
    await desk.become("analyst")
    assert await deed(desk, "check") == 303
    picture = {"file": ("chup.jpg", screenshot())}
    brought = await desk.client.post("/alerts/a-1/evidence", data={"csrf": await desk.form("/search"), "post": "fb:1"}, files=picture)
    assert brought.status_code == 303
    assert await deed(desk, "waive", reason="live_scam", text="Lừa đảo đang diễn ra, nạn nhân mới hôm nay") == 303
    written = await desk.post("/alerts/a-1/finding", **FULL, seen=(await case(desk)).version, then="submit")
    assert (written.status_code, (await case(desk)).state) == (303, "REVIEW")
    assert (await desk.client.get("/cases/a-1/packet.zip")).status_code == 409, "one person is not enough"
    assert await deed(desk, "approve") != 303
    await desk.become("approver")
    assert await deed(desk, "approve") == 303
    assert (await case(desk)).state == "ESCALATED"
    await desk.become("viewer")
    assert (await desk.client.get("/cases/a-1/packet.zip")).status_code == 403
    await desk.become("analyst")
    answer = await desk.client.get("/cases/a-1/packet.zip")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    return answer.content


def verified(folder: Path, content: bytes) -> tuple[int, str]:
    file = folder / "packet.zip"
    file.write_bytes(content)
    done = CliRunner().invoke(verify, [str(file)], env={"TINWATCH_HOME": str(folder)})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def begins(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the bytes of a file stand in the packet: behind its header of 30 bytes, its name and what else the header has."""
    name, extra = struct.unpack("<HH", content[entry.header_offset + 26 : entry.header_offset + 30])
    return entry.header_offset + 30 + name + extra


async def test_two_people_make_it_and_a_changed_byte_of_any_file_is_named(desk, tmp_path):
    content = await packet(desk)
    code, said = verified(tmp_path, content)
    assert (code, "whole: case VN-" in said) == (0, True), said
    entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    names = {entry.filename for entry in entries}
    number = (await case(desk)).number
    assert {f"{number}.{form}" for form in ("json", "pdf", "docx", "txt", "eml")} <= names
    assert {"manifest.json", "SHA256SUMS", "chain.jsonl", "evidence/1/brought.jpg", "evidence/1/manifest.json"} <= names
    chance = random.Random(20261123)
    for entry in entries:
        start, place = begins(content, entry), chance.randrange(entry.compress_size)
        flipped = bytearray(content)
        flipped[start + place] ^= 1 << chance.randrange(8)
        code, said = verified(tmp_path, bytes(flipped))
        assert code == 1, f"byte {place} of {entry.filename} changed unseen"
        assert "BROKEN" in said
        assert entry.filename in said.splitlines()[1], said
    assert [line.by for line in await desk.index.docket.entries(case="a-1") if line.deed == "export"] == ["analyst"]
