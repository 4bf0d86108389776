"""TikTok's Research API: shapes and their sources stand in tests/stubs/shapes/tiktok. Its spans are days, so times are near today's."""

from datetime import UTC, datetime, timedelta

import pytest
from source_answers import asked, ids, let_out, texts
from stubs.serving import PLANTED_ID
from stubs.tiktok import TikTok, error

from collectors.listing import since
from collectors.refusal import Refusal
from collectors.sources.tiktok import make

TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=1, microsecond=0)


@pytest.fixture
async def stub():
    async with TikTok().serving() as served:
        yield served


async def test_videos_with_their_counts(stub):
    stub.add("Ưu đãi giả mạo", TODAY)
    async with asked(stub) as tiktok:
        (haul,) = await tiktok.posts()
    (post,) = haul.posts
    assert (post.text, post.published_at) == ("Ưu đãi giả mạo", TODAY)
    assert (post.reach.views, post.reach.reactions, post.reach.comments, post.reach.shares) == (900, 10, 2, 1)
    assert post.url == f"https://www.tiktok.com/@trang.a/video/{post.id[3:]}"


async def test_pages_left_off_and_a_search_that_ended(stub):
    wanted = {stub.add(f"phim {n}", TODAY - timedelta(hours=n)) for n in range(250)}
    async with asked(stub) as tiktok:
        first = await tiktok.posts(pieces=1)
        rest = await tiktok.posts(first[-1].cursor)
        assert {*ids(first), *ids(rest)} == wanted
        assert len(ids(rest)) == 150
        stub.searches.clear()
        anew = await tiktok.posts(first[-1].cursor)
    assert {*ids(anew)} == wanted


async def test_the_last_days_are_listed_again_and_older_ones_not(stub):
    old = stub.add("cũ", TODAY - timedelta(days=20))
    async with asked(stub) as tiktok:
        first = await tiktok.posts()
        late = stub.add("đến muộn", TODAY - timedelta(days=2))
        later = await tiktok.posts(first[-1].cursor)
    assert ids(first) == [old]
    assert ids(later) == [late]


async def test_after_a_long_time_away_in_spans_that_are_allowed(stub):
    wanted = [stub.add(f"phim {n}", TODAY - timedelta(days=7 * n)) for n in range(12)]
    async with asked(stub) as tiktok:
        hauls = await tiktok.posts(f'{{"since": "{TODAY - timedelta(days=80):%Y-%m-%d}"}}')
    assert {*ids(hauls)} == {*wanted}


async def test_no_more_of_the_past_than_is_wanted(stub):
    wanted = [stub.add(f"phim {n}", TODAY - timedelta(days=7 * n)) for n in range(12)]
    async with asked(stub) as tiktok:
        assert {*ids(await tiktok.posts(since(TODAY - timedelta(days=14))))} == {*wanted[:3]}
        assert {*ids(await tiktok.posts(since(TODAY - timedelta(days=70))))} == {*wanted[:11]}


async def test_comments_keep_tiktoks_masks(stub):
    post = stub.add("phim", TODAY)
    wanted = [stub.comment(post, f"gọi 40******{n}") for n in range(150)]
    async with asked(stub) as tiktok:
        hauls = await tiktok.comments(post)
    assert texts(hauls)[wanted[30]] == "gọi 40******30"
    assert sorted(ids(hauls)) == sorted(wanted)
    assert hauls[-1].whole
    assert hauls[-1].cursor == ""


async def test_comments_left_off(stub):
    post = stub.add("phim", TODAY)
    wanted = {stub.comment(post, f"lời {n}") for n in range(150)}
    async with asked(stub) as tiktok:
        first = await tiktok.comments(post, pieces=1)
        rest = await tiktok.comments(post, first[-1].cursor)
    assert {*ids(first), *ids(rest)} == wanted
    assert not rest[-1].whole


async def test_no_name_is_asked_for_and_none_comes_out(stub, caplog):
    post = stub.add("phim", TODAY)
    stub.comment(post, "lời")
    async with asked(stub) as tiktok:
        out = let_out([*await tiktok.posts(), *await tiktok.comments(post)])
    assert PLANTED_ID not in out + caplog.text
    assert not [path for path in stub.asked if "username" in path]


async def test_one_token_for_many_questions_and_a_new_one_when_it_ended(stub):
    stub.add("phim", TODAY)
    async with asked(stub) as tiktok:
        await tiktok.posts()
        await tiktok.posts()
        assert stub.granted == 1
        stub.granted = 7  # TikTok forgot ours
        with pytest.raises(Refusal):
            await tiktok.posts()
        assert len(ids(await tiktok.posts())) == 1


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (429, "rate_limit_exceeded", "rate"),
        (429, "daily_quota_limit_exceeded", "app"),
        (401, "scope_not_authorized", "permission"),
        (400, "invalid_params", "parameter"),
        (500, "internal_error", "transient"),
        (500, "something_new", "transient"),
    ],
)
async def test_codes(stub, status, code, why):
    async with asked(stub) as tiktok:
        await tiktok.posts()
        stub.faults = [error(status, code)]
        with pytest.raises(Refusal) as refused:
            await tiktok.posts()
    assert refused.value.why == why


@pytest.mark.parametrize("lacking", ["client_key", "client_secret"])
def test_what_is_missing_is_named(stub, lacking):
    with pytest.raises(Refusal, match=f"TINWATCH_TIKTOK_{lacking.upper()}"):
        make(None, stub.secrets | {lacking: ""})


async def test_a_wrong_secret_is_not_told(stub, caplog):
    async with asked(stub) as tiktok:
        tiktok.connector._secret = "sai-bí-mật"
        with pytest.raises(Refusal) as refused:
            await tiktok.posts()
    assert refused.value.why == "token"
    assert "sai-bí-mật" not in str(refused.value) + caplog.text
