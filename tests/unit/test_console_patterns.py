"""The page of clusters and bursts: what it shows, what it leaves out, and that it shows posts and pages only."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from test_console_pages import seen
from test_console_samples import NOW, bench, told

from console.patterns import shared
from search.port import PlacedPattern
from topics.patterns import Pattern

TEXT = "Chợ phiên sáng nay đông vui lắm, rau xanh giá ổn định, bà con ghé mua nhé"
COPY = "Nghe nói chợ phiên sáng nay đông vui lắm, giá cả thì chưa rõ"


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.login("viewer")
        yield made


def pattern(id: str, kind: str = "copies", **more) -> Pattern:
    given = {"posts": ("fb:1", "fb:2", "fb:3"), "post_count": 3, "pages": ("fb:1002", "fb:9"), "score": 0.84, "last": NOW}
    return Pattern(id=id, kind=kind, first=NOW - timedelta(hours=2), **(given | more))


async def put(desk, *patterns: Pattern) -> None:
    await desk.put(told("1", TEXT, cues={}), told("2", COPY, cues={}))
    await desk.index.put_patterns([PlacedPattern(n, one) for n, one in enumerate(patterns)])


async def test_a_cluster_shows_size_pages_and_what_was_copied(desk):
    await put(desk, pattern("c-1"))
    page = html.unescape(await seen(desk, "/clusters"))
    assert "<mark>Chợ phiên sáng nay đông vui lắm,</mark>" in page
    assert "3 bài · 2 trang" in page
    assert "84%" in page
    assert '<a href="/clusters" aria-current="page">' in page


async def test_two_copies_and_what_is_none_are_not_shown(desk):
    await put(desk, pattern("c-1", post_count=2), pattern("g-1", "coordinated", gone="untied", post_count=99))
    assert "Chưa có cụm nào" in await seen(desk, "/clusters")


async def test_kinds_can_be_chosen(desk):
    burst = pattern("b-1", "burst", about="code:LOAN", posts=(), pages=(), expected=0.5, score=12.5, post_count=41)
    await put(desk, pattern("c-1"), pattern("g-1", "coordinated"), burst)
    page = await seen(desk, "/clusters?kind=burst")
    assert page.count('class="hit-row"') == 1
    assert "gấp 12.5 lần thường lệ" in page
    assert re.search(r'href="/search\?code=LOAN&amp;since=[\d-]+&amp;until=[\d-]+"', page)
    assert (await seen(desk, "/clusters?kind=nothing")).count('class="hit-row"') == 3


async def test_pages_of_clusters_lead_on(desk):
    await put(desk, *(pattern(f"c-{n}", last=NOW - timedelta(minutes=n)) for n in range(70)))
    path, count = "/clusters", 0
    while path:
        page = await seen(desk, path)
        count += page.count('class="hit-row"')
        older = re.search(r'<a href="([^"]+)" rel="next">', page)
        path = html.unescape(older[1]) if older else ""
    assert count == 70


async def test_nothing_from_a_post_becomes_markup(desk):
    nasty = "<img src=x onerror=alert(1)> và <b>thêm</b> vài lời nữa cho đủ dài"
    await desk.put(told("1", nasty, cues={}), told("2", nasty, cues={}))
    await desk.index.put_patterns([PlacedPattern(0, pattern("c-1", pages=("<i>fb</i>",)))])
    page = await seen(desk, "/clusters")
    assert "<img src=x" not in page
    assert "<i>fb" not in page


async def test_a_cursor_of_another_query_begins_anew(desk):
    await put(desk, pattern("c-1"))
    assert 'class="hit-row"' in await seen(desk, "/clusters?cursor=nonsense")


def test_shared_words_ignore_accents_and_case():
    text = "Sáng NAY chợ đông, còn gì nữa"
    assert [text[s.start : s.end] for s in shared(text, "sang nay cho dong, het roi")] == ["Sáng NAY chợ đông,"]
    assert shared("một hai", "một hai") == []
