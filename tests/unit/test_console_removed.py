"""A post that is no longer shown is said to be so wherever it is: card, case, search, thread; its text stays."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from msgspec.structs import replace
from test_console_samples import JOB_TEXT, bench, told

from topics.watchlist import Removal


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.login("analyst")
        yield made


async def page(desk, path: str) -> str:
    answer = await desk.client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.text)


@pytest.mark.parametrize("path", ["/", "/alerts/a-1", "/search", "/posts/fb:1"])
async def test_it_says_since_when(desk, path: str) -> None:
    news = told("1")
    await desk.put(news)
    before = await page(desk, path)
    [document] = await desk.index.documents(["fb:1"])
    at = document.collected_at + timedelta(hours=1)
    await desk.index.removals.put([Removal(id="fb:1", page=document.post.page.id, at=at)])
    after = await page(desk, path)
    words = ("No longer shown since", "Không còn hiển thị từ")
    assert not any(word in before for word in words)
    assert any(word in after for word in words)
    assert JOB_TEXT.split()[0] in after
    await desk.index.put_documents([replace(document, collected_at=at + timedelta(hours=1))])
    again = await page(desk, path)
    assert not any(word in again for word in words)
