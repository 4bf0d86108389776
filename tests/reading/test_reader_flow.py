"""A worker reads while posts stream in, takes up another reader, and goes on without one: no post is lost or assessed twice."""

import json
import subprocess
import time

import pytest
import tiny_reader
from desk import PROGRAM, Desk, post
from test_apart import until

from tinwatch.broker.log import Entry, Log

LOAN = "Cho vay góp ngày, không cần thế chấp, nợ xấu vẫn duyệt, alo Zalo 0900 000 000, nạp"


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "desk")
    made.home.mkdir(exist_ok=True)
    made.environ["TINWATCH_READER"] = str(made.home / "reader")
    return made


@pytest.fixture
def worker(desk):
    tiny_reader.make(desk.home / "one", {"nạp": 5.0})
    tiny_reader.make(desk.home / "two", {"nạp": 6.0})
    (desk.home / "reader").symlink_to("one")
    desk.run("replay", desk.write("none.jsonl", []))  # makes the topics
    with (desk.home / "said").open("w") as said:
        process = subprocess.Popen([*PROGRAM, "worker"], env=desk.environ, stderr=said, cwd=desk.home)
    yield process
    process.kill()
    process.wait()


UNREAD = frozenset({"full", "late"})
"""Why a starved machine reads fewer."""


class Stream:
    """Posts go in one by one; what became of them is read from the topic of assessed posts."""

    def __init__(self, log):
        self.log = log
        self.sent = 0

    def said(self):
        """For each assessed post, in order: version of the reader, or why there was none."""
        found = [json.loads(record.value)["assessment"] for record in self.log.records("assessed.v1")]
        return [next((m["version"] for m in one["models"] if m["name"] == "reader"), one["unread"]) for one in found]

    def until(self, said):
        deadline = time.monotonic() + 150
        while self.said()[-1:] != [said]:
            assert time.monotonic() < deadline, f"no post with {said}"
            self.send()
        for _ in range(10):
            self.send()

    def send(self):
        record = json.dumps(post(f"fb:{self.sent}", f"{LOAN} {self.sent}")).encode()
        self.log.append([Entry("posts.v1", 0, b"fb:p", record)])
        self.sent += 1
        time.sleep(0.05)


def version(folder):
    return json.loads((folder / "reader.json").read_text())["version"]


def test_a_reader_is_swapped_while_posts_stream(desk, worker):
    log_of_worker = desk.home / "said"
    one, two = (version(desk.home / name) for name in ("one", "two"))
    with Log(desk.home / "broker.sqlite") as log:
        stream = Stream(log)
        stream.until(one)
        draft = desk.home / "draft"
        draft.symlink_to("two")
        draft.replace(desk.home / "reader")
        stream.until(two)
        (desk.home / "two" / "model.onnx").write_bytes(b"damaged")
        until(lambda: stream.send() or f"version {two} stays in force" in log_of_worker.read_text("utf-8"))
        stream.until(two)
        doctor = desk.run("doctor", code=1).stdout
        assert "model.onnx: damaged" in doctor
        assert "decide alone" in doctor
        until(lambda: len(stream.said()) == stream.sent)
        ids = [json.loads(record.value)["post"]["id"] for record in log.records("assessed.v1")]
        said = stream.said()
    assert ids == [f"fb:{i}" for i in range(stream.sent)]
    read = [version for version in said if version not in UNREAD]
    assert [version for i, version in enumerate(read) if i == 0 or read[i - 1] != version] == [one, two]
    worker.terminate()
    assert worker.wait(90) == 0, log_of_worker.read_text("utf-8")
    assert "Traceback" not in log_of_worker.read_text("utf-8")


def test_a_command_and_a_worker_agree_and_a_missing_reader_is_told(desk):
    posts = [post(f"fb:{i}", f"{text} {i}") for i, text in enumerate([LOAN, LOAN.replace(", nạp", ""), "Nam mô A Di Đà Phật"])]
    file = desk.write("posts.jsonl", posts)
    tiny_reader.make(desk.home / "reader", {"nạp": 5.0})
    by_command = [json.loads(line) for line in desk.run("assess", file).stdout.splitlines()]
    assert [one["alert_codes"] for one in by_command] == [["LOAN"], [], []]
    assert [len(one["models"]) for one in by_command] == [2, 2, 0]
    desk.run("replay", file)  # not --wait: it would run agents of its own if it came before the worker
    worker = desk.start("worker", TINWATCH_READER_DEADLINE="100")  # a starved machine reads as well, if it may take its time
    with Log(desk.home / "broker.sqlite") as log:
        until(lambda: len(list(log.records("assessed.v1"))) == len(posts))
        assessed = list(log.records("assessed.v1"))
    worker.terminate()
    worker.communicate(timeout=90)
    by_worker = {one["id"]: one for one in (json.loads(record.value)["assessment"] for record in assessed)}
    assert [by_worker[one["id"]] for one in by_command] == by_command
    (desk.home / "reader" / "reader.json").unlink()
    said = desk.run("assess", file)
    assert "rules and linear model decide alone" in said.stderr
    assert [(one["alert_codes"], one["unread"]) for one in map(json.loads, said.stdout.splitlines())] == [
        (["LOAN"], "failed"), (["LOAN"], "failed"), ([], ""),
    ]  # fmt: skip
