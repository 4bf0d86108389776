"""An escalation with its evidence in one sealed file, and that the seal holds what it says."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace as changed
from pathlib import Path

import pytest
from escalated import NOON, brought, drafted, escalated
from msgspec.structs import replace

from channels.eml import File
from channels.handing import handed
from channels.packet import Lacking
from channels.sealing import opened
from tinwatch.evidence.cabinet import Cabinet, Made
from tinwatch.sealed_packets import kept, sealing
from tinwatch.settings import Settings
from topics.cases import Case


def captured(tmp_path: Path) -> tuple[Cabinet, Case]:
    """The approved case with a capture that lies in the cabinet."""
    cabinet = Cabinet(tmp_path / "evidence")
    files = {"record.json": b'{"id":"fb:1002_9008"}\n', "pages.wacz": b"PK", "media/1.jpg": b"\xff\xd8", "screenshot.png": b"\x89PNG"}
    made = Made(post="fb:1002_9008", at=NOON, state="first", method="page", url="", files=files, facts={"warc_sha256": "d" * 64})
    case = escalated()
    return cabinet, replace(case, captures=(cabinet.keep("a-1", case.number, made, None),))


def zipped(case: Case, cabinet: Cabinet, home: Path) -> File:
    seal = sealing(case, NOON, cabinet, changed(Settings(), home=home))
    return handed(case, "zip", brought(kept=kept(case, cabinet), seal=seal), NOON)


def test_everything_is_in_it_and_whole(tmp_path: Path) -> None:
    cabinet, case = captured(tmp_path)
    file = zipped(case, cabinet, tmp_path)
    assert file.name == "VN-2026-000123.zip"
    seal = opened(file.content)
    assert (seal.problems, seal.captures) == ((), 1)
    inside = zipfile.ZipFile(io.BytesIO(file.content))
    assert {f"VN-2026-000123.{ending}" for ending in ("json", "pdf", "docx", "txt", "eml")} <= set(inside.namelist())
    assert inside.read("evidence/1/media/1.jpg") == b"\xff\xd8"
    packet = json.loads(inside.read("VN-2026-000123.json"))
    assert packet["capture"]["wacz"] == "evidence/1/pages.wacz"
    assert packet["capture"]["wacz"] in inside.namelist()
    assert packet["capture"]["warc_sha256"] == "d" * 64
    assert packet["capture"]["screenshot_sha256"] == hashlib.sha256(b"\x89PNG").hexdigest()
    assert packet["capture"]["rfc3161"] == ""


def test_a_byte_that_was_changed_is_found(tmp_path: Path) -> None:
    cabinet, case = captured(tmp_path)
    content = zipped(case, cabinet, tmp_path).content
    at = content.index(b'{"id":"fb:1002_9008"}')
    assert opened(content[:at] + b"[" + content[at + 1 :]).problems


def test_no_sealed_file_without_approval_or_without_its_evidence(tmp_path: Path) -> None:
    cabinet, case = captured(tmp_path)
    with pytest.raises(Lacking, match="state"):
        zipped(drafted(), cabinet, tmp_path)
    with pytest.raises(Lacking, match="evidence_here"):
        zipped(case, Cabinet(tmp_path / "elsewhere"), tmp_path)
    outside = replace(case, captures=(replace(case.captures[0], path="../../etc"),))
    with pytest.raises(Lacking, match="evidence_here"):
        zipped(outside, cabinet, tmp_path)
    assert kept(case, Cabinet(tmp_path / "elsewhere")).wacz == ""
