"""Retention on a real Elasticsearch: what goes, what stays under a legal hold, and that nothing comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk
from test_retention import old_goes_and_held_stays
from test_worlds import swept

pytestmark = [pytest.mark.live, pytest.mark.timeout(400)]


@pytest.fixture
def desk(tmp_path: Path, elasticsearch_url: str) -> Iterator[Desk]:
    swept(elasticsearch_url)
    desk = Desk(tmp_path)
    desk.environ["TINWATCH_INDEX"] = elasticsearch_url
    yield desk
    swept(elasticsearch_url)


def test_what_is_old_goes_from_elasticsearch_and_what_is_held_stays(desk: Desk) -> None:
    old_goes_and_held_stays(desk)
