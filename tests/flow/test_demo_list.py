"""The demo has a watch-list: the 26 pages of the bundled day, each collected, none asked for."""

from subprocess import Popen, run

import pytest
from desk import PROGRAM, Desk
from test_apart import until


@pytest.mark.timeout(300)
def test_the_demos_pages_are_on_its_watch_list_and_go_well(tmp_path):
    desk, demo = Desk(tmp_path), Desk(tmp_path / "demo")
    environ = {**desk.environ, "TINWATCH_PORT": "0", "TINWATCH_FACEBOOK_TOKEN": "bí-mật", "TINWATCH_FACEBOOK_API": "http://127.0.0.1:1"}
    with (
        (tmp_path / "said").open("wb") as said,
        Popen([*PROGRAM, "demo", "--speed", "100000"], env=environ, stdout=said, stderr=said) as process,
    ):
        try:
            until(lambda: process.poll() is None and collected(demo) == 26, 240)
        finally:
            process.kill()
    pages = demo.jsonl("watchlist", "health")
    assert {page["state"] for page in pages if page["watched"]} == {"OK"}
    assert "Traceback" not in (tmp_path / "said").read_text("utf-8")


def collected(demo):
    """Pages that were visited, as the index has them."""
    if not (demo.home / "index.sqlite").exists():
        return 0
    command = [*PROGRAM, "watchlist", "health", "--format", "jsonl"]  # its exit code is 1 as long as a page is not OK
    said = run(command, env=demo.environ, cwd=demo.home, capture_output=True, text=True, timeout=60, check=False).stdout
    return sum('"last_ok":"' in line for line in said.splitlines())
