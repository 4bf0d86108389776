"""A real Kafka and a real Elasticsearch for the tests of this folder, each started by `tinwatch servers` when the first test needs it."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tinwatch.servers.errors import Missing
from tinwatch.servers.fleet import Fleet, Ports, Wanted
from tinwatch.settings import Settings

if TYPE_CHECKING:
    from secure import Secured

TESTS = Path(__file__).parents[1]
for folder in ("contract", "flow"):
    sys.path.insert(0, str(TESTS / folder))


@pytest.fixture(scope="session")
def fleet() -> Iterator[Fleet]:
    """The servers of this test run, in a folder that also an unprivileged user can reach; gone after it."""
    with tempfile.TemporaryDirectory(prefix="tinwatch-live-") as home:
        Path(home).chmod(0o755)
        fleet = Fleet(Settings(home=Path(home), cache=Path(os.environ.get("TINWATCH_CACHE", Settings.cache))))
        yield fleet
        fleet.down(wipe=True)


@pytest.fixture(scope="session")
def secured() -> Iterator[Secured]:
    """Secure servers, the same for every test that wants them."""
    from secure import Secured  # found through the path above

    with tempfile.TemporaryDirectory(prefix="tinwatch-secure-") as home:
        Path(home).chmod(0o755)
        fleet = Fleet(Settings(home=Path(home), cache=Path(os.environ.get("TINWATCH_CACHE", Settings.cache))))
        with needed():
            secured = Secured(fleet, Path(home))
        yield secured
        secured.close()
        fleet.down(wipe=True)


@pytest.fixture(scope="module", autouse=True)
def leavings() -> Iterator[None]:
    """aiokafka and Faust leave sockets and loops to the garbage collector, whose warnings would fail whatever test comes next."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture(scope="session")
def kafka_url(fleet: Fleet) -> str:
    return started(fleet, Wanted(elasticsearch=False)).broker_url


@pytest.fixture(scope="session")
def elasticsearch_url(fleet: Fleet) -> str:
    return started(fleet, Wanted(kafka=False)).index_url


def started(fleet: Fleet, wanted: Wanted) -> Ports:
    with needed():
        return fleet.up(wanted)


@contextmanager
def needed() -> Iterator[None]:
    """Where Java or Maven is missing, the test is skipped; not in CI, which would then prove nothing."""
    try:
        yield
    except Missing as missing:
        if os.environ.get("CI"):
            pytest.fail(f"CI must test the real servers: {missing}", pytrace=False)
        pytest.skip(f"NOT TESTED ON THE REAL SERVERS: {missing}")
