"""Files that people bring, through the command and the real broker to the index; and nothing of them where they are only looked at."""

from __future__ import annotations

import json

from desk import post

HEAD = "Page Name,Facebook Id,Post Created,Total Interactions,Likes,Comments,Shares,URL,Message,Link"
"""The columns of a CrowdTangle export that are read (their source: tests/unit/test_uploads_tables.py)."""

LOAN = "Hỗ trợ vay tiền nhanh trong ngày, nợ xấu vẫn duyệt, không cần thế chấp, lãi 0%, ib Zalo 0900 000 012 giải ngân sau 30 phút"


def brought(desk, *, bad=""):
    rows = [
        f'Trang {n},100{n},2026-11-17 0{n}:00:00 +07,"1,204",1,2,3,https://www.facebook.com/100{n}/posts/90,"{LOAN}",' for n in range(3)
    ]
    file = desk.home / "xuat.csv"
    file.write_text("\r\n".join([HEAD, *rows, bad]) + "\r\n", encoding="utf-16")
    return str(file)


def test_an_export_becomes_documents_and_one_alert(desk):
    file = brought(desk)
    done = desk.run("upload", file, "--dry-run")
    assert done.stdout.splitlines()[-1].split()[1:] == ["crowdtangle", "3", "0"]
    empty = desk.write("none.jsonl", [])
    assert desk.run("replay", empty, "--wait").stdout.splitlines()[-1].split()[2] == "0", "looking sends nothing"
    assert desk.run("upload", file).returncode == 0
    desk.run("upload", file)  # a second time changes nothing
    known = desk.write("more.jsonl", [post("fb:1", "Chợ phiên sáng nay đông vui", page="fb:1")])
    desk.run("replay", known, "--wait")
    found = desk.jsonl("search", "vay tien nhanh")
    assert {d["post"]["id"] for d in found} == {"fb:1000_90", "fb:1001_90", "fb:1002_90"}
    [alert] = desk.jsonl("alerts")
    assert (alert["codes"], len(alert["pages"])) == (["LOAN"], 3)


def test_problems_are_told_by_file_and_line_and_the_rest_is_taken(desk):
    file = brought(desk, bad="Trang,xx,2026-11-17 01:00:00 CST,1,1,1,1,https://www.facebook.com/people/Nguyen-Van-Kin/1/,Kín,")
    picture = desk.home / "anh.csv"  # what a file is called does not matter
    picture.write_bytes(b"<html>")
    done = desk.run("upload", file, str(picture), "--dry-run", code=1)
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(one["file"], one.get("line")) for one in told] == [(file, 5), (str(picture), None)]
    assert "Kin" not in done.stderr + done.stdout
    assert done.stdout.splitlines()[-2].split()[1:] == ["crowdtangle", "3", "1"]


def test_wrong_usage_is_told(desk):
    file = brought(desk)
    for wrong in (("--zone", "Hà Nội"), ("--page", "1002"), ("--url", "facebook")):
        assert wrong[0] in desk.run("upload", file, *wrong, code=2).stderr


def test_an_account_needs_somebody_to_vouch(desk):
    line = {
        "source_platform": "tiktok.com",
        "timestamp_collected": 1795140604000,
        "data": {"id": "7300", "desc": LOAN, "createTime": 1795140604, "author": {"uniqueId": "cuahang"}, "stats": {"playCount": 1}},
    }
    file = desk.write("zeeschuimer.ndjson", [line])
    assert "may be a private person's" in desk.run("upload", file, code=1).stderr
    desk.run("upload", file, "--page", "tt:cuahang", "--page-name", "Cửa hàng B")
    desk.run("replay", desk.write("none.jsonl", [post("fb:2", "Chợ phiên")]), "--wait")
    [found] = desk.jsonl("search", "vay tien nhanh")
    assert found["post"]["page"] == {"id": "tt:cuahang", "name": "Cửa hàng B"}
