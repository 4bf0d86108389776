"""The audit log from the command line and the console's door to its check, with a log that somebody changes in the index."""

from __future__ import annotations

import csv
import io
import sqlite3
import time

from desk import hears

from tinwatch.app import TOGETHER

ONLY = ("worker", *(word for name in sorted(TOGETHER) for word in ("--only", name)))
PASSWORD = "mot-mat-khau-rat-dai"


def settled(desk, lines: int) -> str:
    """Runs the agents until the log has so many lines; gives what verify says of it."""
    worker = desk.start(*ONLY)
    try:
        end = time.monotonic() + 150
        while f"{lines} lines hold together" not in (said := desk.run("audit", "verify").stdout):
            assert time.monotonic() < end, said
            time.sleep(0.3)
        hears(worker)
    finally:
        worker.terminate()
        _, err = worker.communicate(timeout=90)
    assert worker.returncode == 0, err
    return said


def changed(desk, sql: str, *values: object) -> None:
    with sqlite3.connect(desk.home / "index.sqlite") as index:
        assert index.execute(sql, values).rowcount == 1
    index.close()


def test_changes_of_users_are_in_the_log_and_the_log_tells_who_touched_it(desk):
    desk.run("user", "add", "lan", "--role", "analyst", "--password", PASSWORD)
    desk.run("user", "role", "lan", "approver")
    secret = desk.run("user", "token", "add", "lan").stdout.strip()
    [row] = [line for line in desk.run("user", "token", "list", "lan").stdout.splitlines() if " lan " in line]
    desk.run("user", "token", "revoke", row.split()[0])
    desk.run("user", "token", "revoke", row.split()[0], code=1)
    desk.run("user", "passwd", "lan", "--password", PASSWORD + "-2")
    desk.run("user", "passwd", "nobody", "--password", PASSWORD, code=1)
    desk.run("user", "logout", "lan")
    desk.run("user", "remove", "lan")
    said = settled(desk, 7)
    anchor = said.split("the last is ")[1].strip()
    done = desk.run("audit", "export", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(done)))
    reasons = ["user_added", "role_changed", "token_added", "token_revoked", "password_changed", "sessions_ended", "user_removed"]
    assert [row["reason"] for row in rows] == reasons
    assert {row["case"] for row in rows} == {"user:lan"}
    assert all(row["by"].startswith("cli:") for row in rows)
    assert secret not in done
    assert desk.run("audit", "export", "--from", "2000-01-01", "--to", "2001-01-01").stdout == ""
    settled(desk, 9)
    assert desk.run("audit", "verify", "--from", anchor).returncode == 0

    kept = desk.home / "kept.sqlite"
    with sqlite3.connect(desk.home / "index.sqlite") as index, sqlite3.connect(kept) as copy:
        index.backup(copy)
    index.close()
    copy.close()
    touched = "CAST(replace(CAST(record AS TEXT), 'role_changed', 'role_looked_at') AS BLOB)"
    changed(desk, f"UPDATE entries SET record = {touched} WHERE seq = 2")
    assert "line 2 " in desk.run("audit", "verify", code=1).stderr
    changed(desk, "DELETE FROM entries WHERE seq = 2")
    assert "line 2 is missing" in desk.run("audit", "verify", code=1).stderr
    for name in ("index.sqlite-wal", "index.sqlite-shm"):
        (desk.home / name).unlink(missing_ok=True)
    kept.replace(desk.home / "index.sqlite")
    for seq in (9, 8, 7):
        changed(desk, "DELETE FROM entries WHERE seq = ?", seq)
    assert "6 lines hold" in desk.run("audit", "verify").stdout, "an end that is cut off shows only to who kept the last line"
    assert "line 7 is gone" in desk.run("audit", "verify", "--from", anchor, code=1).stderr
