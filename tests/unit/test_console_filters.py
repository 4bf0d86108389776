"""A filter means the same to the index, to the stream and in the address bar."""

from __future__ import annotations

import itertools

import pytest
from starlette.datastructures import QueryParams
from test_console_samples import NOW, bench, told

from console.filters import alert_query, chosen, document_query, link, matches, toggled
from search.port import AlertQuery, Query
from topics.records import utc

ADDRESSES = [
    "",
    "band=HIGH",
    "band=HIGH&band=LOW",
    "code=JOB&held=all",
    "code=LOAN&code=JOB",
    "page=fb:1",
    "page=fb:1&page=fb:2&held=only",
    "state=NEW",
    "state=MONITOR&held=all",
    "held=only",
    "held=all&band=LOW&code=LOAN&page=fb:2",
    f"since={NOW.date().isoformat()}T00:00:00Z",
    "until=2020-01-01",
]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_the_stream_keeps_what_the_index_would_answer(tmp_path, address):
    every = itertools.product(("HIGH", "LOW"), (None, "HIGH"), ("JOB", "LOAN"), ("fb:1", "fb:2"), ("NEW", "MONITOR"), ("", "old"))
    stories = [
        told(str(n), band=band, set_band=set_band, code=code, page=(page, page), state=state, held=held, minutes=n)
        for n, (band, set_band, code, page, state, held) in enumerate(every)
    ]
    query = alert_query(QueryParams(address), limit=500, strict=True)
    async with bench(tmp_path) as desk:
        await desk.put(*stories)
        answered = {a.id for a in (await desk.index.alerts(query)).alerts}
    assert answered == {s.alert.id for s in stories if matches(query, s.alert)}


@pytest.mark.parametrize(
    "address", ["band=high", "code=POLITICS", "state=x", "held=1", "since=yesterday", "until=2026-13-01", "limit=0", "limit=501", "limit=x"]
)
def test_strange_values(address):
    assert alert_query(QueryParams(address)) == AlertQuery()
    with pytest.raises(ValueError, match="is no"):
        alert_query(QueryParams(address), strict=True)


def test_a_plain_date_is_a_day_in_vietnam():
    query = alert_query(QueryParams("since=2026-11-20&until=2026-11-20"), strict=True)
    assert utc(query.since).isoformat() == "2026-11-19T17:00:00+00:00"
    assert utc(query.until).isoformat() == "2026-11-20T17:00:00+00:00"


def test_documents():
    query = document_query(
        QueryParams("q= việc nhẹ &code=JOB&code=X&kind=comment&stance=OPINION&alerting=yes&order=relevance&place=An+Phú")
    )
    expected = Query(text="việc nhẹ", codes=("JOB",), kind="comment", alerting=True, order="relevance", place="An Phú", limit=30)
    assert query == expected, "opinions are no list to browse"


def test_links_keep_the_filter_and_lose_the_cursor():
    params = QueryParams("band=HIGH&band=LOW&page=&cursor=abc")
    assert link("/", params) == "/?band=HIGH&band=LOW"
    assert link("/", params, held="only") == "/?band=HIGH&band=LOW&held=only"
    assert link("/", QueryParams("cursor=x")) == "/"
    assert toggled("/", params, "band", "LOW") == "/?band=HIGH"
    assert toggled("/", params, "code", "A&B") == "/?band=HIGH&band=LOW&code=A%26B"


def test_chosen():
    assert not chosen(alert_query(QueryParams("limit=3&cursor=x")))
    assert chosen(alert_query(QueryParams("held=all")))
    assert not chosen(document_query(QueryParams("order=relevance")))
    assert chosen(document_query(QueryParams("q=x")))
