"""An analyst edits a rule pack while posts stream in: later posts carry the rule, and none is lost or assessed twice."""

import json
import subprocess
import time

import pytest
from desk import PROGRAM, post
from test_apart import until

from tinwatch.broker.log import Entry, Log

TEXT = "Thu mua pin cũ tận nhà, đặt cọc 200k giữ lịch, ib em"
PACK = """\
pack: thu-pin
version: "VERSION"
about: Rao thu mua pin cũ giá cao rồi đòi phí giữ chỗ, một trò bịa ra để thử.
rules:
  - id: thu-pin
    code: DEPOSIT
    harm: 2
    about: Thu mua pin cũ giá cao nhưng đòi cọc trước, kèm lời rủ nhắn riêng.
    cues:
      offer.pincu: ['thu (?:mua|gom) pin cu']
    when:
      - [offer.pincu, demand.deposit, contact]
    catches: ["Thu mua pin cũ tận nhà, đặt cọc 200k giữ lịch, ib em", "Bên em thu gom pin cũ, cọc trước 300k, ib em nha"]
    ignores: ["Phường thu gom pin cũ đổi cây xanh sáng chủ nhật", "Mình bị lừa mất tiền cọc vụ thu mua pin cũ"]
"""


class Stream:
    """Posts go in one by one; what became of them is read from the topic of assessed posts."""

    def __init__(self, log):
        self.log = log
        self.sent = 0

    def versions(self):
        """For each assessed post, in order: the version of the rule it carries, or nothing."""
        found = []
        for record in self.log.records("assessed.v1"):
            signals = json.loads(record.value)["assessment"].get("signals", [])
            found.append((record.key, next((s["version"] for s in signals if s["detector"] == "thu-pin/thu-pin"), "")))
        return [version for _, version in found]

    def until(self, version):
        """Send posts until one carries this version of the rule, then ten more."""
        deadline = time.monotonic() + 150
        while self.versions()[-1:] != [version]:
            assert time.monotonic() < deadline, f"no post with version {version!r}"
            self.send()
        for _ in range(10):
            self.send()

    def send(self):
        record = json.dumps(post(f"fb:{self.sent}", TEXT)).encode()
        self.log.append([Entry("posts.v1", 0, b"fb:p", record)])
        self.sent += 1
        time.sleep(0.05)


@pytest.fixture
def worker(desk):
    desk.run("replay", desk.write("none.jsonl", []))  # makes the topics
    with (desk.home / "said").open("w") as said:
        process = subprocess.Popen([*PROGRAM, "worker"], env=desk.environ, stderr=said, cwd=desk.home)
    yield process
    process.kill()
    process.wait()


def test_rules_change_while_posts_stream(desk, worker):
    folder, said = desk.home / "rules", desk.home / "said"
    folder.mkdir()
    pack = folder / "pin.yaml"
    with Log(desk.home / "broker.sqlite") as log:
        stream = Stream(log)
        stream.until("")
        pack.write_text(PACK.replace("VERSION", "1"), "utf-8")
        stream.until("1")
        pack.write_text(PACK.replace("VERSION", "2").replace("thu (?:mua|gom)", "thu (?:mua"), "utf-8")  # refused
        until(lambda: stream.send() or "version 1 stays in force" in said.read_text("utf-8"))
        for _ in range(10):
            stream.send()
        doctor = desk.run("doctor", code=1).stdout
        assert "pin.yaml:10" in doctor
        pack.write_text(PACK.replace("VERSION", "3"), "utf-8")
        stream.until("3")
        pack.unlink()
        stream.until("")
        until(lambda: len(stream.versions()) == stream.sent)
        seen = stream.versions()
        ids = [json.loads(record.value)["post"]["id"] for record in log.records("assessed.v1")]
    assert ids == [f"fb:{i}" for i in range(stream.sent)]
    changes = [version for i, version in enumerate(seen) if i == 0 or seen[i - 1] != version]
    assert changes == ["", "1", "3", ""]
    worker.terminate()
    assert worker.wait(90) == 0, said.read_text("utf-8")
    assert "Traceback" not in said.read_text("utf-8")


def test_assess_and_evaluate_take_packs(desk):
    pack = desk.home / "pin.yaml"
    pack.write_text(PACK.replace("VERSION", "1"), "utf-8")
    line = json.dumps(post("fb:1", TEXT)) + "\n"
    detectors = [s["detector"] for s in json.loads(desk.run("assess", "--rules", str(pack), stdin=line).stdout)["signals"]]
    assert "thu-pin/thu-pin" in detectors
    assert "thu-pin/thu-pin" not in desk.run("assess", stdin=line).stdout
    (desk.home / "rules").mkdir()
    pack.rename(desk.home / "rules" / "pin.yaml")
    assert "thu-pin/thu-pin" in desk.run("assess", stdin=line).stdout, "the desk's own rules are there by themselves"
    bad = desk.home / "bad.yaml"
    bad.write_text("pack: x", "utf-8")
    assert "bad.yaml:1: " in desk.run("assess", "--rules", str(bad), stdin=line, code=2).stderr
    rows = desk.write("rows.tsv", [f"1\tDEPOSIT\tPOS\t{TEXT}"])
    assert "right code 1/1" in desk.run("evaluate", rows, "--rules", str(desk.home / "rules")).stdout


def test_the_commands_say_file_line_and_reason(desk):
    pack = desk.home / "pin.yaml"
    pack.write_text(PACK.replace("VERSION", "1"), "utf-8")
    assert "1 rules" in desk.run("rules", "check", str(pack)).stdout
    assert "2/2" in desk.run("rules", "test", str(pack)).stdout
    [row] = [json.loads(line) for line in desk.run("rules", "list", str(pack), "--format", "jsonl").stdout.splitlines()]
    assert (row["rule"], row["version"], row["code"]) == ("thu-pin/thu-pin", "1", "DEPOSIT")
    pack.write_text(PACK.replace("harm: 2", "harm: 9"), "utf-8")
    refused = desk.run("rules", "check", str(pack), code=1)
    assert refused.stderr.startswith(f"{pack}:7: ")
    desk.run("rules", "check", str(desk.home / "none.yaml"), code=2)
    assert desk.run("rules", "check").stdout == ""


def test_backtest_counts_by_day_from_the_index_and_from_a_file(desk):
    pack = desk.home / "pin.yaml"
    pack.write_text(PACK.replace("VERSION", "1"), "utf-8")
    days = ["2026-11-16T18:00:00Z", "2026-11-17T02:00:00Z", "2026-11-17T20:00:00Z"]  # in Viet Nam the 17th, the 17th, the 18th
    offers = [post(f"fb:{i}", TEXT, published_at=day, collected_at=day) for i, day in enumerate(days)]
    loan = "Cho vay nhanh không thế chấp, nợ xấu vẫn duyệt, đặt cọc 200k, thu mua pin cũ luôn, ib Zalo 0900 000 012"
    both = post("fb:both", loan, published_at=days[1], collected_at=days[1])
    calm = post("fb:calm", "Chợ phiên sáng nay đông vui", published_at=days[2], collected_at=days[2])
    file = desk.write("posts.jsonl", [*offers, both, calm])
    desk.run("replay", file, "--wait")
    silent = [
        not json.loads(line).get("alert_codes") for line in desk.run("assess", file).stdout.splitlines()
    ]  # the detectors by themselves
    assert not silent[3], "nothing new in what the detectors see anyway"
    new = [str(silent[0] + silent[1]), str(int(silent[2]))]
    for said in (
        desk.run("backtest", "--rule", str(pack), "--since", "2026-11-01").stdout,
        desk.run("backtest", "--rule", str(pack), "--input", file).stdout,
    ):
        rows = [line.split() for line in said.splitlines()[1:4]]
        assert rows == [["2026-11-17", "3", "3", new[0]], ["2026-11-18", "2", "1", new[1]], ["all", "5", "4", str(sum(map(int, new)))]]
        assert sum(f"fb:{i} " in said for i in range(3)) == 1, "samples repeat no text"
        assert "thu-pin/thu-pin" in said
    pack.write_text("pack: x", "utf-8")
    desk.run("backtest", "--rule", str(pack), "--input", file, code=1)


def test_a_pack_on_trial_is_told_side_by_side_and_alerts_on_nothing(desk):
    """The one in force takes in old batteries that are bought, the one on trial those that are collected too."""
    narrow = PACK.replace("VERSION", "1").replace("thu (?:mua|gom)", "thu mua")
    narrow = narrow.replace("Bên em thu gom pin cũ, cọc", "Bên em thu mua pin cũ, cọc")
    gathered = "Bên em thu gom pin cũ, cọc trước 300k, ib em nha"
    (desk.home / "rules" / "trial").mkdir(parents=True)
    (desk.home / "rules" / "pin.yaml").write_text(narrow, "utf-8")
    (desk.home / "rules" / "trial" / "pin.yaml").write_text(PACK.replace("VERSION", "2"), "utf-8")
    at = "2026-11-17T02:00:00Z"
    texts = {"fb:both": TEXT, "fb:trial": gathered, "fb:calm": "Chợ phiên sáng nay đông vui"}
    desk.run(
        "replay", desk.write("posts.jsonl", [post(id, text, published_at=at, collected_at=at) for id, text in texts.items()]), "--wait"
    )
    said = desk.run("rules", "trial", "--since", "2026-11-01").stdout
    assert [line.split() for line in said.splitlines()[2:4]] == [["2026-11-17", "3", "2", "1", "1"], ["all", "3", "2", "1", "1"]]
    assert "+ fb:trial  Bên em thu gom" in said
    assert "fb:both" not in said
    judges = {(one["name"], one["version"]) for alert in desk.jsonl("alerts") for one in alert["detectors"]}
    assert ("thu-pin/thu-pin", "1") in judges
    assert ("thu-pin/thu-pin", "2") not in judges
