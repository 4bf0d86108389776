"""A claim imported while `tinwatch serve` runs on a real Kafka and a real Elasticsearch: the next post that states it cites the check."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk
from served import served
from test_claims_served import states_it_after_an_import
from test_kafka_path import dried_up
from test_worlds import swept

pytestmark = [pytest.mark.live, pytest.mark.timeout(400)]


@pytest.fixture
def desk(tmp_path: Path, kafka_url: str, elasticsearch_url: str) -> Iterator[Desk]:
    """A tinwatch on both, whose river and indices do not exist yet."""
    asyncio.run(dried_up(kafka_url))
    swept(elasticsearch_url)
    desk = Desk(tmp_path)
    desk.environ |= {"TINWATCH_BROKER": kafka_url, "TINWATCH_INDEX": elasticsearch_url, "TINWATCH_APP_ID": f"t{uuid.uuid4().hex[:8]}"}
    yield desk
    swept(elasticsearch_url)


def test_a_claim_imported_while_it_runs_reaches_the_feed_with_the_check(desk: Desk) -> None:
    with served(desk) as (_, client):
        states_it_after_an_import(desk, client)
