"""An operator's hands on the indices in Elasticsearch; the desk itself goes through search/elastic.py."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

from search.elastic_address import Address
from search.elastic_bulk import Bulk
from search.elastic_client import ask_server, connect, explained
from search.elastic_migrate import Migration
from search.elastic_setup import KINDS, VERSION, first_index, prepare
from search.elastic_templates import put_lifecycle, put_templates
from search.elastic_verify import shape, verify
from search.elastic_versions import standing
from search.operating import Show, Told
from search.words import Fold

TIMEOUT = 60.0
"""Seconds for one request."""

PATIENCE = 60.0
"""Seconds of own tries before a write is given up; nobody waits for ours."""


class ElasticOperator:
    """Used in `async with`, which connects. Raises what search/elastic.py raises, and Stopped. `shards`: of a new index of documents.
    `kinds`: those that are verified and migrated."""

    def __init__(self, address: Address, fold: Fold, *, shards: int = 1, kinds: Sequence[str] = KINDS) -> None:
        self._address, self._fold, self._shards, self._kinds = address, fold, shards, kinds

    async def __aenter__(self) -> ElasticOperator:
        self._client = connect(self._address, timeout=TIMEOUT)
        try:
            with explained(self._address.shown, opening=True):
                self._server = await ask_server(self._client, self._address.shown)
        except BaseException:
            await self._client.close()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._client.close()

    async def setup(self, *, dry: bool = False) -> list[Told]:
        """Templates, lifecycle, and the indices that are missing; what is there stays."""
        prefix = self._address.prefix
        with explained(self._address.shown, opening=True):
            before = {kind: await standing(self._client, prefix, kind) for kind in KINDS}
            told = [
                await put_templates(self._client, prefix, dry=dry),
                await put_lifecycle(self._client, prefix, ilm=self._server.ilm, dry=dry),
            ]
            if not dry:
                await prepare(self._client, prefix, shards=self._shards)
        for kind, now in before.items():
            made = f"{first_index(prefix, kind)} {'would be made' if dry else 'made'}"
            told.append(Told(kind, True, f"{now.index} is there" if now.index else made))
        return told

    async def shape(self) -> list[Told]:
        """What is wrong with aliases, mappings and blocks; nothing where all is well."""
        with explained(self._address.shown):
            return await shape(self._client, self._address.prefix, self._kinds)

    async def verify(self, *, records: bool, show: Show) -> list[Told]:
        """What there is, and what is wrong with it; `records`: read every one."""
        with explained(self._address.shown):
            return await verify(self._client, self._address.prefix, self._fold, self._kinds, records=records, show=show)

    async def migrate(self, *, dry: bool, anew: bool, keep: bool, show: Show) -> list[Told]:
        """Every index into one of today's version, `anew` also where it is that already; `keep` leaves the old ones, closed to writes."""
        with explained(self._address.shown):
            if dry:
                return [await self._foreseen(kind, anew=anew) for kind in self._kinds]
            bulk = Bulk(self._client, self._address.shown, in_flight=3, patience=PATIENCE)
            prefix, ilm = self._address.prefix, self._server.ilm
            beside = [await put_templates(self._client, prefix, dry=False), await put_lifecycle(self._client, prefix, ilm=ilm, dry=False)]
            migration = Migration(self._client, bulk, self._fold, prefix, shards=self._shards, ilm=ilm, show=show)
            return beside + await migration.run(self._kinds, anew=anew, keep=keep)

    async def _foreseen(self, kind: str, *, anew: bool) -> Told:
        now = await standing(self._client, self._address.prefix, kind)
        if not now.index:
            return Told(kind, False, "there is no index", "Run `tinwatch index setup`.")
        count = (await self._client.count(index=now.index))["count"]
        due = anew or bool(now.newer) or now.generation.version < VERSION
        what = f"{count:,} records would go into a new index" if due else "nothing to do"
        return Told(kind, True, f"{now.index}: {what}" + "".join(f"; {index} would be deleted" for index in now.older))
