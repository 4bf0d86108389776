"""Known claims in Elasticsearch: the line that puts one in, and how they are read back."""

from __future__ import annotations

from search.cursor import page_size
from search.elastic_client import Client
from search.elastic_lines import Line, line
from search.elastic_records import recorded
from search.sqlite_claims import claim_row
from topics.claims import Known


def claim_line(known: Known) -> Line:
    """Raises Unfit."""
    id, revision, record = claim_row(known)
    fields = {"revision": revision, "state": known.state, "verdict": known.claim.verdict, "publisher": known.claim.publisher}
    return line(id, revision, record, fields)


async def claims_after(client: Client, index: str, revision: int, limit: int) -> list[Known]:
    answer = await client.search(
        index=index,
        query={"range": {"revision": {"gt": min(max(revision, -1), 2**63 - 1)}}},
        sort=[{"revision": "asc"}, {"id": "asc"}],
        size=page_size(limit),
        source_includes=["record"],
        allow_partial_search_results=False,
    )
    return [recorded(hit, Known) for hit in answer["hits"]["hits"]]


async def last_claim(client: Client, index: str) -> int:
    """The newest revision, -1 when there is none."""
    answer = await client.search(
        index=index, size=1, sort=[{"revision": "desc"}], source_includes=["revision"], allow_partial_search_results=False
    )
    hits = answer["hits"]["hits"]
    return int(hits[0]["_source"]["revision"]) if hits else -1
