"""A real Prometheus (Debian's package) with our rules, and what it answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import yaml

from tinwatch.servers.ports import free_ports

ROOT = Path(__file__).parents[2]
TOKEN = "ein-langes-geheimnis"


@contextmanager
def prometheus(folder: Path, target: str) -> Iterator[httpx.Client]:
    """Prometheus with our rules, asking every second; a client of its API."""
    if shutil.which("prometheus") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must ask a real Prometheus: apt-get install prometheus", pytrace=False)
        pytest.skip("NOT TESTED WITH A REAL PROMETHEUS: Debian's package prometheus is missing")
    shutil.copytree(ROOT / "dashboards/prometheus", folder, dirs_exist_ok=True)
    config = yaml.safe_load((folder / "prometheus.yml").read_text("utf-8"))
    config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    config["scrape_configs"][0]["static_configs"] = [{"targets": [target]}]
    del config["alerting"]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config), "utf-8")
    (folder / "metrics_token").write_text(TOKEN)
    address = f"127.0.0.1:{free_ports(1)[0]}"
    args = (f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data", f"--web.listen-address={address}")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(["prometheus", *args], cwd=folder, stdout=log, stderr=log)
    try:
        with httpx.Client(base_url=f"http://{address}", timeout=30) as client:
            until(lambda: scraped(client), lambda: (folder / "log").read_text())
            yield client
    finally:
        process.terminate()
        process.wait(90)


def scraped(client: httpx.Client) -> bool:
    """Whether it is there, reads its log no more (until then it answers 503) and has asked us."""
    try:
        return client.get("/-/ready").status_code == 200 and value(client, "up") == [1.0]
    except httpx.TransportError:
        return False


def value(client: httpx.Client, query: str) -> list[float]:
    answer = client.get("/api/v1/query", params={"query": query.replace("$__rate_interval", "1m")}).json()
    assert answer["status"] == "success", answer
    return [float(sample["value"][1]) for sample in answer["data"]["result"]]


def until(true: Callable[[], bool], told: Callable[[], str] = str, seconds: float = 150, step: float = 0.25) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, told()
        time.sleep(step)
