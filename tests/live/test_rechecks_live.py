"""Originals on a real Kafka: of two workers one looks, the other takes over what a dead one had, and nothing is looked at twice."""

from __future__ import annotations

import asyncio
import signal
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from desk import Desk
from press_site import Answer, Site, article, press_site
from test_kafka_path import dried_up
from test_rechecks import Watched, quiet, until

pytestmark = [pytest.mark.live, pytest.mark.timeout(400)]


@pytest.fixture
def site() -> Iterator[Site]:
    with press_site() as made:
        made.pages["/a.html"] = Answer(article())
        yield made


@pytest.fixture
def watched(tmp_path: Path, kafka_url: str, site: Site) -> Watched:
    asyncio.run(dried_up(kafka_url))
    desk = Desk(tmp_path)
    desk.environ |= {"TINWATCH_BROKER": kafka_url, "TINWATCH_APP_ID": f"t{uuid.uuid4().hex[:8]}"}
    return Watched(desk, site)


def test_of_two_workers_one_looks_and_the_other_takes_over(watched: Watched, site: Site) -> None:
    with ExitStack() as second:
        with watched.worker(last=signal.SIGKILL):
            watched.send(watched.copy())
            watched.at(minutes=2)
            until(lambda: watched.checks().get("A3") == "PASS", 120)
            second.enter_context(watched.worker())
            assert quiet(site, seconds=10) == 1, "both looked"
            watched.at(minutes=61)
            until(lambda: site.count("/a.html") == 2, 120)
            assert quiet(site) == 2
        del site.pages["/a.html"]
        watched.at(hours=25)
        until(lambda: watched.checks().get("A7") == "UNKNOWN", 120)
        assert quiet(site) == 3
