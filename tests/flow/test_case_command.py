"""`tinwatch case` as its user drives it: list, show and export through a real installation, and the audit log of it."""

from __future__ import annotations

import asyncio
import io
import json
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from desk import Desk, post
from test_cases_flow import NOON, decide, deed, looked
from test_path import LOAN

from tinwatch.evidence.cabinet import Cabinet, Made
from tinwatch.settings import Settings
from topics.cases import Captured, Finding, Item

pytestmark = pytest.mark.timeout(400)  # a dozen commands, each a process of its own

SOURCES = tuple(
    Item(kind=kind, title=title, url=f"https://{host}.example.vn/1")
    for kind, title, host in (("official_document", "Cảnh báo", "sbv"), ("prior_debunk", "Đã kiểm chứng", "kc"))
)
FINDING = Finding(
    verdict="SCAM_CONFIRMED", type="SCAM", destination="ncsc", claim="Cho vay không thế chấp của ông Quách Thị Vô Danh, nợ xấu vẫn duyệt",
    checkable_fact="Trang mời vay không có giấy phép.", reason="Không có giấy phép tín dụng.", method="Tra cứu sổ đăng ký giấy phép.",
    subject_name="Trang fb:p", urls=("https://facebook.example.vn/1",), evidence=SOURCES,
)  # fmt: skip


def alerted(desk: Desk) -> str:
    """Id of the alert of one post."""
    desk.run("replay", desk.write("p.jsonl", [post("fb:1", LOAN, reach={"reactions": 900})]), "--wait")
    [alert] = desk.jsonl("alerts")
    return alert["id"]


def draft(desk: Desk, id: str) -> None:
    captured = Captured(post="fb:1", at=deed("0", id, "check").at, sha256="b" * 64)
    events = (
        deed("1", id, "capture", role="", by="tinwatch", captured=captured),
        deed("2", id, "check", seen=1),
        deed("3", id, "draft", seen=2, finding=FINDING),
    )
    asyncio.run(decide(replace(Settings(), home=desk.home), *events))


def page(file: Path) -> str:
    return " ".join(pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages[0].extract_text().split())


def test_a_case_is_listed_shown_and_exported(desk: Desk) -> None:
    id = alerted(desk)
    [listed] = desk.jsonl("case", "list")
    number = listed["number"]
    assert (listed["id"], listed["state"]) == (id, "NEW")
    assert number in desk.run("case", "list", "--state", "NEW").stdout
    assert desk.jsonl("case", "list", "--state", "REVIEW") == []
    assert json.loads(desk.run("case", "list", "--format", "as2").stdout)["orderedItems"][0]["type"] == "Flag"

    assert "lacks finding, state" in desk.run("case", "export", number, code=1).stderr
    desk.run("case", "export", number, "--format", "pdf")
    assert "DỰ THẢO" in page(desk.home / f"{number}-du-thao.pdf")
    assert "no case VN-1999-000001" in desk.run("case", "show", "VN-1999-000001", code=2).stderr

    draft(desk, id)
    shown = desk.run("case", "show", id).stdout
    assert "DRAFT_FINDING" in shown
    assert "SCAM_CONFIRMED" in shown
    assert "Trang mời vay không có giấy phép." in shown
    out = desk.home / "draft.pdf"
    desk.run("case", "export", id, "--format", "pdf", "-o", str(out))
    assert oct(out.stat().st_mode & 0o777) == "0o600"
    assert "[tên cá nhân]" in page(out)
    assert "Quách" not in page(out)
    assert "không thế chấp" in page(out)

    settings = replace(Settings(), home=desk.home)
    asyncio.run(decide(settings))
    log = asyncio.run(looked(settings, lambda index: index.docket.entries()))
    assert [(line.deed, line.reason) for line in log if line.by.endswith("@shell")] == [("export", "pdf"), ("read", ""), ("export", "pdf")]


def test_an_approved_case_leaves_in_every_form_and_sealed(desk: Desk) -> None:
    id = alerted(desk)
    settings = replace(Settings(), home=desk.home, scope=desk.environ["TINWATCH_SCOPE"])
    made = Made(post="fb:1", at=NOON, state="first", method="api", url="", files={"record.json": b"{}"}, facts={})
    captured = Cabinet(desk.home.absolute() / "evidence").keep(id, "VN-2026-000001", made, None)
    events = (
        deed("1", id, "capture", role="", by="tinwatch", captured=captured),
        deed("2", id, "check", seen=1),
        deed("3", id, "waive", seen=2, reason="live_scam", text="Trang đang thu tiền của nhiều người"),
        deed("4", id, "draft", seen=3, finding=FINDING),
        deed("5", id, "submit", seen=4),
        deed("6", id, "approve", seen=5, by="minh", role="approver"),
    )
    asyncio.run(decide(settings, *events))
    packet = json.loads(desk.run("case", "export", id).stdout)
    assert (packet["type"], packet["destination"], packet["approvals"][1]["user"]) == ("SCAM", "ncsc", "minh")
    assert "Quách" not in json.dumps(packet, ensure_ascii=False)
    patterns = [one.get("pattern", "") for one in json.loads(desk.run("case", "export", id, "--format", "stix").stdout)["objects"]]
    assert any("x-phone-number" in pattern for pattern in patterns)
    assert "Website, tài khoản lừa đảo:\nSố điện thoại" in desk.run("case", "export", id, "--format", "txt").stdout
    number = packet["case_id"]
    desk.run("case", "export", id, "--format", "zip")
    assert "whole: case " + number in desk.run("verify", f"{number}.zip").stdout
    sealed = desk.home / f"{number}.zip"
    raw = bytearray(sealed.read_bytes())
    raw[len(raw) // 2] ^= 1
    sealed.write_bytes(raw)
    assert "BROKEN" in desk.run("verify", f"{number}.zip", code=1).stdout


def test_reports_of_a_desk_at_work(desk: Desk) -> None:
    draft(desk, alerted(desk))
    brief = desk.run("report", "daily").stdout
    assert "| Tín dụng đen | 1 | 0 | 0 |" in brief
    assert "Quách" not in brief + desk.run("report", "bulletin").stdout
    out = desk.home / "tuan.pdf"
    desk.run("report", "bulletin", "--from", "7d", "--format", "pdf", "-o", str(out))
    assert "BẢN TIN TUẦN" in page(out)
    desk.run("report", "bulletin", "--from", "1h", "--to", "2h", code=2)
    desk.run("report", "bulletin", "--accuracy", code=2)
    (desk.home / "reports").mkdir()
    (desk.home / "reports" / "daily.md").write_text("{{ nothing }}")
    assert "daily.md" in desk.run("report", "daily", code=2).stderr
