"""`tinwatch serve` running, and a browser's end of it that is logged in."""

import re
import time
from contextlib import contextmanager

import httpx

from tinwatch.servers.ports import free_ports

PASSWORD = "mot-mat-khau-rat-dai"


@contextmanager
def served(desk):
    """The process and the client; stopped at the end, without a complaint."""
    [port] = free_ports(1)
    desk.run("user", "add", "lan", "--role", "analyst", "--password", PASSWORD)
    process = desk.start("serve", TINWATCH_PORT=str(port))
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            _up(process, client)
            _log_in(client)
            yield process, client
    finally:
        process.terminate()
        _, err = process.communicate(timeout=90)
    assert process.returncode == 0, err
    assert "Traceback" not in err


def _up(process, client):
    deadline = time.monotonic() + 90
    while True:
        try:
            assert client.get("/healthz").status_code == 200
            return
        except httpx.ConnectError:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)


def _log_in(client):
    token = re.search(r'name="csrf" value="([^"]+)"', client.get("/login").text)
    assert token
    answer = client.post("/login", data={"name": "lan", "password": PASSWORD, "csrf": token[1]})
    assert answer.status_code == 303, answer.text
