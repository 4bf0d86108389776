"""From alerts to decisions to rows to a challenger, on a real installation: rows name nobody, what gives none is counted with the reason,
and the challenger is trained, tried and judged without ever being heard."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import Desk, post
from prometheus_client import REGISTRY
from test_case_command import FINDING
from test_cases_flow import NOON, decide, deed, looked

from agents.linear import Linear
from tinwatch.cli import tinwatch
from tinwatch.learning import making
from tinwatch.learning.desk.rows import LICENCE, ids_taught
from tinwatch.learning.samples import samples
from tinwatch.models import BUNDLED, file_of
from tinwatch.settings import Settings
from topics.cases import Captured

POSTS = {
    "fb:loan": "Chị Quách Thị Hồng Thắm hỗ trợ vay tiền nhanh trong ngày, nợ xấu vẫn duyệt, không thế chấp, lãi 0%, ib Zalo 0987 654 321",
    "fb:job": "Tuyển cộng tác viên xâu vòng tại nhà, đặt cọc 200k giữ đơn, hoàn 100%, ib Zalo 0355 123 456 nhận việc liền tay",
    "fb:game": "Nhà cái uy tín nổ hũ nạp 50k thưởng 100%, rút tiền 1 phút, vào link http://nohu-cuachi.top/ref?u=tham88 để nhận giftcode",
    "fb:prize": "Chúc mừng bạn đã trúng thưởng iPhone, nhận quà miễn phí, đóng phí vận chuyển 99k vào stk 190345678912 Techcombank",
    "fb:rent": "Phòng trọ giá rẻ 1tr5 full nội thất, chuyển cọc trước 500k giữ phòng ngay kẻo hết, chưa cần xem, zalo 0777 888 991",
}
LATER = {
    "fb:new1": "Vay tiêu dùng duyệt 5 phút không gọi người thân, nợ xấu chú ý vẫn giải ngân, không cần thế chấp, zalo 0900 000 071",
    "fb:new2": "Tuyển người đánh máy tại nhà 300k một ngày, đóng phí hồ sơ 150k trước, hoàn lại sau ca đầu, ib zalo 0900 000 072",
}
SECRETS = ("Quách", "Thắm", "0987", "654 321", "0355", "tham88", "190345678912", "888 991", "fb:", "Trang")


@pytest.fixture
def settings(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of the desk, for commands run in this process too."""
    for name in ("HOME", "SCOPE"):
        monkeypatch.setenv(f"TINWATCH_{name}", desk.environ[f"TINWATCH_{name}"])
    monkeypatch.setenv("TINWATCH_READER", "none")
    return replace(Settings(), home=desk.home, scope=desk.environ["TINWATCH_SCOPE"], reader="none")


def run(*args: str | Path, code: int = 0) -> str:
    """What a command says."""
    done = CliRunner().invoke(tinwatch, [str(arg) for arg in args])
    assert done.exit_code == code, done.output
    return done.output


def posted(desk: Desk, settings: Settings, texts: dict[str, str]) -> dict[str, str]:
    """Brings posts in, each of a page of its own, and gives post → its alert."""
    run("replay", desk.write("posts.jsonl", [post(id, text, page=f"p{id[3:]}") for id, text in texts.items()]))
    asyncio.run(decide(settings))
    of = {alert["posts"][0]: alert["id"] for alert in map(json.loads, run("alerts", "--format", "jsonl").splitlines())}
    assert texts.keys() <= of.keys(), "every one of them must alert, in a story of its own"
    return of


def decided(desk: Desk, settings: Settings) -> None:
    """One is published as found, two are dismissed as false alarms, one for want of evidence, one stays open."""
    of = posted(desk, settings, POSTS)
    loan, captured = of["fb:loan"], Captured(post="fb:loan", at=NOON, sha256="b" * 64)
    events = (
        deed("1", loan, "capture", role="", by="tinwatch", captured=captured),
        deed("2", loan, "check", seen=1),
        deed("3", loan, "waive", seen=2, reason="live_scam", text="Trang đang thu tiền của nhiều người"),
        deed("4", loan, "draft", seen=3, finding=FINDING),
        deed("5", loan, "submit", seen=4),
        deed("6", loan, "approve", seen=5, by="minh", role="approver"),
        deed("7", of["fb:job"], "dismiss", seen=1, reason="not_a_claim"),
        deed("8", of["fb:game"], "dismiss", seen=1, reason="satire"),
        deed("9", of["fb:prize"], "dismiss", seen=1, reason="insufficient_evidence"),
    )
    asyncio.run(decide(settings, *events))


@pytest.mark.timeout(600)
def test_from_decisions_to_a_challenger(desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    decided(desk, settings)
    file = desk.home / "desk.jsonl"
    assert "TINWATCH_LEARN_FROM_DESK" in run("model", "harvest", "--to", file, code=2)
    assert not list(desk.home.glob("desk.jsonl*"))
    monkeypatch.setenv("TINWATCH_LEARN_FROM_DESK", "yes")
    harvested(settings, file)
    challenger = trained(file, monkeypatch)
    on_trial(desk, settings, challenger)
    compared(desk.home / "fresh.jsonl", challenger)
    deletion_asked(desk.home / "last.jsonl")


def harvested(settings: Settings, file: Path) -> None:
    told = run("model", "harvest", "--to", file)
    assert "3 rows of 5 cases" in told
    content = file.read_text("utf-8")
    rows = {row["code"]: row for row in map(json.loads, content.splitlines())}
    assert {code: (row["label"], row["stance"], row["alert"]) for code, row in rows.items()} == {
        "LOAN": ("confirmed", "PROMOTE", True), "JOB": ("false_alarm", "", False), "GAMBLE": ("false_alarm", "JOKE", False),
    }  # fmt: skip
    assert rows["LOAN"]["text"].startswith("Chị {NAME} hỗ trợ vay tiền nhanh")
    assert rows["LOAN"]["text"].endswith("ib Zalo {PHONE}")
    assert [secret for secret in SECRETS if secret in content] == []
    assert all(row["licence"] == LICENCE for row in rows.values())
    manifest = json.loads(Path(f"{file}.manifest.json").read_text("utf-8"))
    assert (manifest["cases"], manifest["left_out"]) == (5, {"open": 1, "unsettled": 1})
    asyncio.run(decide(settings))
    assert "harvest 3 rows" in [line.reason for line in asyncio.run(looked(settings, lambda index: index.docket.entries()))]


def trained(rows: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of every eighth written sample and the desk's rows; never among those that ship."""
    few = [sample for sample in samples() if sample.written][::8]
    monkeypatch.setattr(making, "samples", lambda: few)
    for more in ((), ("--out", BUNDLED / "x")):
        assert "never one that ships" in run("model", "train", "alert", "--desk", rows, *more, code=2)
    out = rows.with_name("models")
    assert "alert model alone" in run("model", "train", "--desk", rows, "--out", out, code=2)
    run("model", "train", "alert", "--desk", rows, "--out", out)
    made = out / "alert.bin"
    assert len(ids_taught(Linear(made.read_bytes()).facts)) == 3
    assert "Not to be shipped" in made.with_suffix(".md").read_text("utf-8")
    return made


def on_trial(desk: Desk, settings: Settings, challenger: Path) -> None:
    """It is asked about new posts beside the champion and counted; in the assessments there is the champion alone."""
    before = counted()
    of = posted(desk, replace(settings, model_shadow=str(challenger)), LATER)
    deadline = time.monotonic() + 60
    while counted() < before + 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    version = Linear(file_of("alert").read_bytes()).version
    for document in asyncio.run(looked(settings, lambda index: index.documents(list(LATER)))):
        assert {one.version for one in document.assessment.models} == {version}
    asyncio.run(decide(settings, *(deed(id, of[id], "dismiss", seen=1, reason="not_a_claim") for id in LATER)))


def counted() -> float:
    outcomes = ("agree", "alert", "silent", "stance")
    return sum(REGISTRY.get_sample_value("tinwatch_model_shadow_total", {"outcome": name}) or 0 for name in outcomes)


def compared(file: Path, challenger: Path) -> None:
    """On the new decisions alone: the three that it learned from are left out."""
    assert "5 rows of 7 cases" in run("model", "harvest", "--to", file)
    said = run("model", "compare", "alert", challenger, file)
    assert "3 of 5 rows left out" in said
    assert "2 decided cases, 0 confirmed" in said
    assert f"{challenger} does not beat alert" in said
    assert "To put it in force" not in said


def deletion_asked(file: Path) -> None:
    """What somebody wants deleted trains nothing, though a case holds it and the desk refused."""
    id = run("requests", "add", "delete", "fb:game").partition(":")[0]
    assert "refused" in run("requests", "answer", id, "--refuse", "Bằng chứng của hồ sơ")
    run("model", "harvest", "--to", file)
    assert "nổ hũ" not in file.read_text("utf-8")
    assert json.loads(Path(f"{file}.manifest.json").read_text("utf-8"))["left_out"]["asked"] == 1


@pytest.mark.parametrize("name", ["alert", "clickbait"])
def test_nothing_that_ships_learned_from_a_desk(name: str) -> None:
    assert ids_taught(Linear(file_of(name).read_bytes()).facts) == frozenset()
