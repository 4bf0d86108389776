"""Search, the API, and the other language."""

from __future__ import annotations

import html
import re

import pytest
from msgspec.structs import replace
from test_console_pages import marks, seen
from test_console_samples import LOAN_TEXT, bench, told


@pytest.fixture
async def desk(tmp_path):
    async with bench(tmp_path) as made:
        await made.login("analyst")
        yield made


async def test_search_lights_the_words_and_counts_facets(desk):
    await desk.put(told("1"), told("2", LOAN_TEXT, cues={}, code="LOAN", band="LOW", kind="comment"), told("3", "Trời đẹp", cues={}))
    page = await seen(desk, "/search?q=viec+nhe")
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["việc", "nhẹ"] or re.findall(r"<mark>(.*?)</mark>", page) == ["việc nhẹ"]
    assert "<b>1</b> bài" in page
    assert "00•• •••• •222" in page
    assert '<span class="kind">bình luận</span>' in await seen(desk, "/")
    page = await seen(desk, "/search?kind=comment")
    assert "Vay nhanh" in page
    assert "Tuyển CTV" not in page
    assert 'href="/search" class="chosen" aria-current="true"><bdi>bình luận</bdi>' in page


async def test_search_pages_through_everything_once(desk):
    await desk.put(*(told(f"{n}", f"bài số {n} về việc nhẹ", cues={}) for n in range(70)))
    got, path = [], "/search?q=việc"
    while path:
        page = await seen(desk, path)
        got += re.findall(r"bài số (\d+) về", re.sub(r"</?mark>", "", page))
        older = re.search(r'<a href="([^"]+)" rel="next">', page)
        path = html.unescape(older[1]) if older else ""
    assert sorted(map(int, got)) == list(range(70))
    assert (await desk.client.get("/search?q=khác&cursor=xyz")).status_code == 200


async def test_opinions_are_no_list_to_browse(desk):

    story = told("1", cues={}).document
    await desk.index.put_documents([replace(story, assessment=replace(story.assessment, stance="OPINION"))])
    page = await seen(desk, "/search")
    assert "stance=OPINION" not in page


async def test_the_api_answers_records(desk):
    await desk.put(told("1"), told("2", LOAN_TEXT, cues={}, code="LOAN"), told("3", held="old"))
    answer = (await desk.client.get("/api/alerts?limit=1")).json()
    assert (answer["total"], [a["id"] for a in answer["alerts"]]) == (2, ["a-2"])
    answer = (await desk.client.get("/api/alerts", params={"limit": 1, "cursor": answer["cursor"]})).json()
    assert ([a["id"] for a in answer["alerts"]], answer["cursor"]) == (["a-1"], "")
    assert [a["id"] for a in (await desk.client.get("/api/alerts?code=LOAN")).json()["alerts"]] == ["a-2"]
    alert = (await desk.client.get("/api/alerts/a-1")).json()
    required = "id codes band score opened_at updated_at posts pages headline why state places claims detectors".split()
    assert set(required) <= set(alert)
    assert alert["detectors"] == [{"name": "job_fee", "version": "1.2"}]
    assert "0000 1111" not in alert["headline"]
    assert (await desk.client.get("/api/alerts?cursor=nonsense")).status_code == 400


async def test_english(desk):
    await desk.put(told("1"))
    await desk.client.post("/language", data={"csrf": await desk.form("/"), "to": "en", "next": "/"})
    assert "Recruitment scam" in await seen(desk, "/")
    page = await seen(desk, "/alerts/a-1")
    assert "A signal, not a verdict" in page
    assert marks(page) == ["việc nhẹ lương cao", "Đóng cọc trước"], "what was written stays as it was written"
