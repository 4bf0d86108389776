"""What the console may do with what a platform sends by itself. Made by tinwatch/webhooks.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol


class Deliveries(Protocol):
    largest: int
    """Bytes of one delivery."""

    def greeted(self, query: Mapping[str, str]) -> str | None:
        """The answer to a platform that asks whether we are there; None to anybody else."""
        ...

    async def take(self, body: bytes, signature: str) -> Literal["taken", "known", "forged", "unreadable"]:
        """Returns when all that came is durable; `known` came before."""
        ...
