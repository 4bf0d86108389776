"""A worker whose work stands still says where and ends with exit code 1, so that it is started again; an idle one goes on."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from desk import hears, post

STUCK = Path(__file__).with_name("stuck_worker.py")
pytestmark = pytest.mark.timeout(400)


def test_a_worker_that_never_comes_back_is_ended_by_force_and_nothing_is_lost(desk):
    desk.run("replay", desk.write("posts.jsonl", [post(f"fb:{n}", "Chào buổi sáng") for n in range(30)]))
    done = subprocess.run(
        [sys.executable, str(STUCK), "worker"],
        env={**desk.environ, "TINWATCH_STALL": "2", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        timeout=280,
        cwd=desk.home,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "stalled: nothing done for 2 s though records wait: posts.v1/" in done.stderr
    assert " at offset 0 of 30" in done.stderr
    assert "stuck_worker.py" in done.stderr.partition("where everything stands")[2], "the stack is shown"
    done = desk.run("replay", desk.write("empty.jsonl", []), "--wait")
    assert len(desk.jsonl("search", "--limit", "100")) == 30


def test_a_worker_with_nothing_to_do_is_not_stalled(desk):
    worker = desk.start("worker", TINWATCH_STALL="1")
    hears(worker)
    time.sleep(4)
    worker.terminate()
    _, said = worker.communicate(timeout=90)
    assert worker.returncode == 0, said
    assert "stalled" not in said
