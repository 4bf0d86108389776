"""YouTube: shapes and their sources stand in tests/stubs/shapes/youtube; one unit a question, 10,000 a day (domain.md §6.2)."""

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from source_answers import asked, ids, let_out, texts
from stubs.serving import PLANTED, PLANTED_ID
from stubs.youtube import CHANNEL, YouTube, error

from collectors.refusal import Refusal


@pytest.fixture
async def stub():
    async with YouTube().serving() as served:
        yield served


async def test_uploads_with_their_counts(stub):
    stub.add("Cảnh báo lừa đảo\n\nXem kỹ trước khi chuyển tiền", datetime(2026, 11, 20, 2, 10, tzinfo=UTC))
    async with asked(stub) as youtube:
        (haul,) = await youtube.posts()
    (post,) = haul.posts
    assert post.text == "Cảnh báo lừa đảo\n\nXem kỹ trước khi chuyển tiền"
    assert post.published_at == datetime(2026, 11, 20, 2, 10, tzinfo=UTC)
    assert (post.reach.views, post.reach.reactions, post.reach.comments) == (4120, 57, 9)
    assert post.url == "https://www.youtube.com/watch?v=video000001"
    assert haul.name == "Kênh tin A"


async def test_the_key_is_in_no_address_and_each_unit_is_counted(stub):
    stub.add("một")
    async with asked(stub) as youtube:
        await youtube.posts()
    assert len(youtube.counted) == len(stub.asked) == 2  # the list, and its videos with their counts
    assert not [path for path in stub.asked if "key" in path.lower()]


async def test_a_handle_is_looked_up_once(stub):
    stub.add("một")
    async with asked(stub, "https://www.youtube.com/@kenhtin") as youtube:
        assert ids(await youtube.posts()) == ids(await youtube.posts()) != []
    assert sum(path.startswith("/channels") for path in stub.asked) == 1


async def test_a_channel_without_uploads_is_empty_and_one_that_is_not_there_is_gone(stub):
    async with asked(stub) as youtube:
        assert ids(await youtube.posts()) == []
        stub.vanished = True
        with pytest.raises(Refusal) as refused:
            await youtube.posts()
    assert refused.value.why == "gone"


async def test_removed_and_edited_videos_are_told(stub):
    kept, removed = stub.add("một"), stub.add("hai")
    stub.posts[kept] = stub.posts[kept][0], "một, đã sửa"
    del stub.posts[removed]
    async with asked(stub) as youtube:
        haul = await youtube.connector.again(youtube.watched, [kept, removed])
    assert texts([haul]) == {kept: "một, đã sửa"}
    assert haul.gone == (removed,)


async def test_threads_with_more_replies_than_come_along(stub):
    post = stub.add("một")
    wanted = [stub.comment(post, f"bình luận {number}") for number in range(130)]
    wanted += [stub.comment(post, f"trả lời {number}", under=wanted[3]) for number in range(120)]
    wanted += [stub.comment(post, f"hai trả lời {number}", under=wanted[90]) for number in range(2)]
    async with asked(stub) as youtube:
        hauls = await youtube.comments(post)
    assert sorted(ids(hauls)) == sorted(wanted)
    assert hauls[-1].whole
    assert {one.parent for haul in hauls for one in haul.posts} == {post}
    assert len(youtube.counted) == 2 + 2  # two pages of threads, two of the one thread's replies


async def test_comments_left_off_are_gone_on_with_and_a_later_reading_sees_an_old_threads_new_reply(stub):
    post = stub.add("một")
    wanted = {stub.comment(post, f"bình luận {number}") for number in range(250)}
    async with asked(stub) as youtube:
        first = await youtube.comments(post, pieces=1)
        rest = await youtube.comments(post, first[-1].cursor)
        assert {*ids(first), *ids(rest)} == wanted
        assert not rest[-1].whole  # it did not begin at the top
        late = stub.comment(post, "trả lời muộn", under=min(wanted))
        again = await youtube.comments(post, rest[-1].cursor)
    assert late in ids(again)
    assert again[-1].whole


async def test_the_channels_own_comment_is_the_pages(stub):
    post = stub.add("một")
    own, other = stub.comment(post, "của kênh", own=True), stub.comment(post, "của người xem")
    async with asked(stub) as youtube:
        hauls = await youtube.comments(post)
    assert {one.id: one.by_page for haul in hauls for one in haul.posts} == {own: True, other: False}


async def test_nothing_of_those_who_comment_comes_out(stub, caplog):
    post = stub.add("một")
    top = stub.comment(post, "hỏi giá")
    stub.comment(post, "đáp", under=top)
    async with asked(stub) as youtube:
        out = let_out(await youtube.comments(post))
    assert "hỏi giá" in out
    assert "đáp" in out
    for planted in (PLANTED, PLANTED_ID, CHANNEL):
        assert planted not in out + caplog.text


async def test_comments_that_are_off_are_no_fault(stub):
    post = stub.add("một")
    stub.disabled.add(post)
    async with asked(stub) as youtube:
        (haul,) = await youtube.comments(post)
    assert haul.posts == ()
    assert haul.whole


async def test_comments_of_a_video_that_is_gone(stub):
    async with asked(stub) as youtube:
        (haul,) = await youtube.comments("yt:removed0001")
    assert haul.gone == ("yt:removed0001",)


@pytest.mark.parametrize(
    ("status", "reason", "why"),
    [
        (403, "quotaExceeded", "app"),
        (403, "rateLimitExceeded", "rate"),
        (400, "keyInvalid", "token"),
        (403, "accessNotConfigured", "token"),
        (403, "forbidden", "page"),
        (500, "backendError", "transient"),
        (400, "badRequest", "parameter"),
        (404, "videoNotFound", "gone"),
    ],
)
async def test_reasons(stub, status, reason, why):
    stub.add("một")
    stub.faults = [error(status, reason)]
    async with asked(stub) as youtube:
        with pytest.raises(Refusal) as refused:
            await youtube.connector.again(youtube.watched, ["yt:video000001"])
    assert refused.value.why == why
    assert (refused.value.wait is not None) == (reason == "quotaExceeded")  # until the day of the quota ends in California
    assert refused.value.wait is None or refused.value.wait <= timedelta(days=1, hours=2)


async def test_a_wrong_key_by_its_details(stub):
    async with asked(stub) as youtube:
        youtube.connector._key = "another"
        with pytest.raises(Refusal) as refused:
            await youtube.connector.again(youtube.watched, ["yt:video000001"])
    assert refused.value.why == "token"
    assert "another" not in str(refused.value)


async def test_one_item_that_cannot_be_read_does_not_hide_the_others(stub, caplog):
    stub.add("một")
    async with asked(stub) as youtube:
        whole = {"id": "video000001", "snippet": {"title": "một", "publishedAt": "2026-11-20T02:00:00Z"}}
        stub.faults = [web.json_response({"items": [whole, {"id": 7, "snippet": None}]})]
        haul = await youtube.connector.again(youtube.watched, ["yt:video000001"])
    assert texts([haul]) == {"yt:video000001": "một"}
    assert "1 of 2 videos cannot be read" in caplog.text


async def test_when_no_item_can_be_read_the_shape_is_another(stub):
    async with asked(stub) as youtube:
        stub.faults = [web.json_response({"items": [{"id": 7}, {"id": 8}]})]
        with pytest.raises(Refusal) as refused:
            await youtube.connector.again(youtube.watched, ["yt:video000001"])
    assert refused.value.why == "schema"
