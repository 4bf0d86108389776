"""Zalo's articles of one's own account: shapes, and what of them is not certain, in tests/stubs/shapes/zalo."""

import json
import stat
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from source_answers import asked, ids, let_out, texts
from stubs.serving import PLANTED, PLANTED_ID, START
from stubs.zalo import Zalo

from collectors.listing import since
from collectors.refusal import Refusal
from collectors.sources.zalo import make


@pytest.fixture
async def stub(tmp_path):
    async with Zalo(tmp_path).serving() as served:
        yield served


async def test_articles_and_videos_ten_at_a_time(stub):
    wanted = {stub.add(f"bài {n}", datetime(2026, 11, 16, 1, 30 + n, tzinfo=UTC)) for n in range(25)}
    stub.videos = {stub.add("phim")}
    async with asked(stub) as zalo:
        hauls = await zalo.posts()
        assert {*ids(hauls)} == wanted | stub.videos
        first = next(post for haul in hauls for post in haul.posts if post.article.title == "bài 3")
        assert first.published_at == datetime(2026, 11, 16, 1, 33, tzinfo=UTC)
        assert (first.reach.views, first.reach.shares) == (120, 3)
        stub.asked.clear()
        assert len(ids(await zalo.posts(hauls[-1].cursor))) <= 11
    assert len(stub.asked) == 2


async def test_left_off_and_gone_on_with(stub):
    wanted = {stub.add(f"bài {n}") for n in range(35)}
    async with asked(stub) as zalo:
        first = await zalo.posts(pieces=2)
        wanted |= {stub.add("bài mới")}
        rest = await zalo.posts(first[-1].cursor)
    assert {*ids(first), *ids(rest)} == wanted


async def test_no_more_of_the_past_than_is_wanted(stub):
    for number in range(60):
        stub.add(f"bài {number}")
    stub.videos = {stub.add(f"phim {number}") for number in range(30)}
    async with asked(stub) as zalo:
        hauls = await zalo.posts(since(START + timedelta(hours=45)))
        assert {*ids(hauls)} >= {stub.id_of(number) for number in range(46, 91)}
        assert len(stub.asked) <= 2 + 3 + 4  # the token, then tens: 15 articles and 30 videos are newer


async def test_what_is_hidden_is_not_taken(stub):
    shown, hidden = stub.add("bài"), stub.add("nháp")
    stub.hidden = {hidden}
    async with asked(stub) as zalo:
        assert ids(await zalo.posts()) == [shown]


async def test_an_access_token_that_ended_is_renewed_and_the_new_pair_kept_for_this_user_alone(stub):
    stub.add("bài")
    async with asked(stub) as zalo:
        await zalo.posts()
        stub.expire()
        await zalo.posts()
    assert stub.used == ["refresh-0", "refresh-1"]
    assert json.loads(stub.tokens.read_text()) == {"refresh_token": "refresh-2", "access_token": "access-2"}
    assert stat.S_IMODE(stub.tokens.stat().st_mode) == 0o600
    async with asked(stub) as later:  # another process, after a restart
        assert len(ids(await later.posts())) == 1
    assert len(stub.used) == 2


async def test_a_refresh_token_that_is_spent_asks_for_a_person_and_no_token_is_told(stub, caplog):
    stub.tokens.write_text('{"refresh_token": "refresh-spent"}')
    async with asked(stub) as zalo:
        with pytest.raises(Refusal) as refused:
            await zalo.posts()
    assert refused.value.why == "token"
    assert "refresh-spent" not in str(refused.value) + caplog.text


async def test_no_token_in_a_cursor_and_no_name_in_anything(stub, caplog):
    stub.add("bài")
    async with asked(stub) as zalo:
        out = let_out(await zalo.posts())
    for planted in ("access-", "refresh-", PLANTED, PLANTED_ID):
        assert planted not in out + caplog.text


@pytest.mark.parametrize(("code", "why"), [(-32, "rate"), (-201, "parameter"), (-209, "permission"), (-100, "transient"), (-999, "page")])
async def test_codes(stub, code, why):
    async with asked(stub) as zalo:
        await zalo.posts()
        stub.faults = [web.json_response({"error": code, "message": "…", "data": {}})]
        with pytest.raises(Refusal) as refused:
            await zalo.posts()
    assert refused.value.why == why


@pytest.mark.parametrize("lacking", ["app_id", "app_secret", "tokens"])
def test_what_is_missing_is_named(stub, lacking):
    with pytest.raises(Refusal, match=f"TINWATCH_ZALO_{lacking.upper()}") as refused:
        make(None, stub.secrets | {lacking: ""})
    assert refused.value.why == "token"


async def test_a_file_that_is_not_there(stub):
    stub.tokens.unlink()
    async with asked(stub) as zalo:
        with pytest.raises(Refusal) as refused:
            await zalo.posts()
    assert refused.value.why == "token"
    assert texts([]) == {}
