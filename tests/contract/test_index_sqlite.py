"""The SQLite index keeps the common contract, and the promises only a file can make."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from index_suite import IndexSuite, fold

from search.sqlite import SqliteIndex


class TestSqliteIndex(IndexSuite):
    @pytest.fixture
    async def index(self, tmp_path: Path) -> AsyncIterator[SqliteIndex]:
        index = SqliteIndex(tmp_path / "index.db", fold)
        await index.open()
        yield index
        await index.close()
