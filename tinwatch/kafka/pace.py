"""Metadata refreshes at a bounded pace.

aiokafka 0.14 asks for metadata again at once when no server answers: while its only broker is down it spins at 2,000 refreshes a second,
fills the log and starves the sends until they time out. Here two refreshes of a client lie at least its own retry back-off (0.1 s) apart.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from aiokafka.client import AIOKafkaClient

from tinwatch import upstream
from tinwatch.kafka import sparing

_stock = AIOKafkaClient._metadata_update  # noqa: SLF001 - what is to be corrected


async def _paced(self: Any, cluster_metadata: Any, topics: Any) -> Any:
    next_allowed = getattr(self, "_tinwatch_next_refresh", 0.0)
    await asyncio.sleep(max(0.0, next_allowed - time.monotonic()))
    try:
        return await _stock(self, cluster_metadata, topics)
    finally:
        self._tinwatch_next_refresh = time.monotonic() + self._retry_backoff


def install() -> None:
    """Correct aiokafka in this process; tinwatch.upstream.Unread when it is one whose code nobody has read."""
    upstream.check("aiokafka")
    sparing.install()
    AIOKafkaClient._metadata_update = _paced  # noqa: SLF001
