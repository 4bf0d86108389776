"""Five hundred deliveries of Facebook a second for a minute: how long until each is acknowledged, and whether all are in the topic.

`tinwatch serve` in a process of its own, with its agents at work on what comes in; the platform is played by this one.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from tinwatch.broker.log import Log
from topics.river import POSTS

PER_SECOND, SECONDS, PORT, SECRET = 500, 60, 8697, "bi-mat"
SCOPE = """- Run by: đo đạc
- Purpose: đo đạc
- Host assessed as impartial: yes, for this measurement
- Signed by: benchmark
- Signed on: 2026-11-01
"""


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "scope.md").write_text(SCOPE, "utf-8")
        given = {"HOME": home, "SCOPE": home / "scope.md", "PORT": PORT, "FACEBOOK_APP_SECRET": SECRET}
        environ = os.environ | {f"TINWATCH_{name}": str(value) for name, value in given.items()}
        with subprocess.Popen([sys.executable, "-m", "tinwatch", "serve"], env=environ) as desk:
            try:
                took, refused = asyncio.run(_pour())
            finally:
                desk.terminate()
        with Log(home / "broker.sqlite") as log:
            kept = sum(end for (topic, _), end in log.end_offsets().items() if topic == POSTS.name)
    ordered = sorted(took)
    return {
        "deliveries": len(took), "wanted a second": PER_SECOND, "acknowledged a second": len(took) / SECONDS,
        "median s": statistics.median(ordered), "p99 s": ordered[int(len(ordered) * 0.99)], "longest s": ordered[-1],
        "longest ÷ limit of 1 s": ordered[-1], "not acknowledged": refused, "in the topic": kept,
    }  # fmt: skip


async def _pour() -> tuple[list[float], int]:
    took, refused = list[float](), 0
    async with aiohttp.ClientSession(f"http://127.0.0.1:{PORT}", connector=aiohttp.TCPConnector(limit=200)) as client:
        await _up(client)

        async def tell(number: int) -> None:
            nonlocal refused
            body = _delivery(number)
            signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
            began = time.monotonic()
            async with client.post("/webhooks/facebook", data=body, headers={"X-Hub-Signature-256": signature}) as answer:
                took.append(time.monotonic() - began)
                refused += answer.status != 200

        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for number in range(PER_SECOND * SECONDS):
                await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
                group.create_task(tell(number))
    return took, refused


async def _up(client: aiohttp.ClientSession) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            async with client.get("/readyz") as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.1)
    raise TimeoutError("the console does not come up")


def _delivery(number: int) -> bytes:
    page, now = 700 + number % 700, int(time.time())
    value = {
        "item": "comment", "verb": "add", "comment_id": f"11_{number}", "post_id": f"{page}_11", "created_time": now,
        "message": f"Hỏi giá món thứ {number} bao nhiêu tiền vậy shop", "from": {"id": "1", "name": "x"},
    }  # fmt: skip
    return json.dumps(
        {"object": "page", "entry": [{"id": str(page), "time": now, "changes": [{"field": "feed", "value": value}]}]}
    ).encode()
