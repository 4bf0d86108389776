"""The broker contract on the embedded broker."""

from __future__ import annotations

from pathlib import Path

import pytest
from broker_suite import BrokerSuite


class TestSqlite(BrokerSuite):
    """The contract on `sqlite://`."""

    @pytest.fixture
    def broker_url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/broker.sqlite"
