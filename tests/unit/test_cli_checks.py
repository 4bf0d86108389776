"""`tinwatch checks` as a person runs it: lines in, lines out, registers by option and setting, errors that name the line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ITEM = {
    "id": "t:1",
    "kind": "post",
    "page": {"id": "p", "name": "Chợ Quê"},
    "text": "Giá vải tăng nhẹ. Theo Báo Đồng Xanh",
    "published_at": "2026-03-02T08:00:00Z",
    "domain": "choque.example",
    "footer": "Trang thông tin điện tử tổng hợp. Giấy phép số 1456/GP-TTĐT",
    "original": {"title": "Giá vải", "text": "Giá vải tăng nhẹ.", "published_at": "2026-03-02T07:30:00Z"},
}


def run(tmp_path: Path, *arguments: str, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TINWATCH_")}
    environment |= {"TINWATCH_HOME": str(tmp_path), **settings}
    command = [sys.executable, "-m", "tinwatch", "checks", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False, timeout=110)


def test_what_is_known_comes_back_checked_and_failures_are_exit_code_1(tmp_path):
    register = tmp_path / "licences.csv"
    register.write_text("licenseNumber,companyName,domain\n1456/GP-TTĐT,Chợ Quê,choque.example\n", "utf-8")
    plain = {"id": "t:2", "kind": "post", "page": {"id": "p"}, "text": "Trời đẹp"}
    lines = "\n".join(json.dumps(item, ensure_ascii=False) for item in (ITEM, plain)) + "\n{\n"
    done = run(tmp_path, given=lines, TINWATCH_LICENCE_REGISTER=str(register))
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    outcome = {check["id"]: check["status"] for check in first["checks"]}
    assert (outcome["A1"], outcome["A3"], outcome["A4"], outcome["A11"]) == ("PASS", "PASS", "FAIL", "PASS")
    assert (first["delay_minutes"], first["verbatim"]) == (30.0, 1.0)
    assert "title_changed" not in first, "the post has no title"
    assert first["next_look"] == "2026-03-02T09:00:00Z"
    assert second == {"id": "t:2", "checks": []}
    assert json.loads(done.stderr.splitlines()[-1])["line"] == 3
    assert done.returncode == 1


def test_a_register_that_cannot_be_read_is_wrong_usage(tmp_path):
    (tmp_path / "press.csv").write_text("domains\na.example\n")
    done = run(tmp_path, "--press", "press.csv", given="")
    assert done.returncode == 2
    assert "press.csv: line 2: no name" in done.stderr


def test_nothing_wrong_is_exit_code_0(tmp_path):
    done = run(tmp_path, given=json.dumps({"id": "t:2", "kind": "post", "page": {"id": "p"}, "text": "Trời đẹp"}) + "\n")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"id": "t:2", "checks": []})
