"""Which search index the settings name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from enrichers.fold import canon
from search.elastic_address import Address, address
from search.port import Index, Unavailable, Unusable
from search.sqlite import SqliteIndex
from tinwatch.settings import SettingError, Settings, private, sqlite_path


def make_index(settings: Settings) -> Index:
    """The index of `TINWATCH_INDEX`, not opened yet."""
    url = settings.index_url
    if url.startswith(("http://", "https://")):
        from search.elastic import ElasticIndex  # half a second that only those who use it should wait for

        try:
            return ElasticIndex(url, fold=canon, ca=settings.index_ca, api_key=settings.index_api_key)
        except ValueError as error:
            raise SettingError(f"TINWATCH_INDEX: {error}") from None
    if not url.startswith("sqlite:///"):
        raise SettingError("TINWATCH_INDEX: starts with none of sqlite:///, http://, https://")
    path = sqlite_path(url)
    private(path.parent)
    return SqliteIndex(path, fold=canon)


def index_address(settings: Settings) -> Address:
    """Where the Elasticsearch of `TINWATCH_INDEX` is and how to get in."""
    try:
        return address(settings.index_url, ca=settings.index_ca, api_key=settings.index_api_key)
    except ValueError as error:
        raise SettingError(f"TINWATCH_INDEX: {error}") from None


@asynccontextmanager
async def opened_index(settings: Settings) -> AsyncIterator[Index]:
    """The index, open; what hinders is told with the settings that it comes from."""
    index = make_index(settings)
    names = "TINWATCH_INDEX" + (", TINWATCH_INDEX_API_KEY, TINWATCH_INDEX_CA" if settings.index.startswith("http") else "")
    try:
        await index.open()
    except (Unavailable, Unusable) as error:
        raise type(error)(f"{names}: {error}") from error
    try:
        yield index
    finally:
        await index.close()
