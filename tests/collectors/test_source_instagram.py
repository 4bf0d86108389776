"""Instagram: shapes and their sources stand in tests/stubs/shapes/instagram, error codes in domain.md §6.1."""

from datetime import timedelta

import pytest
from source_answers import asked, ids, let_out, texts
from stubs.instagram import TOKEN, Instagram, error
from stubs.serving import PLANTED, PLANTED_ID, START

from collectors.refusal import Refusal


@pytest.fixture
async def others():
    async with Instagram().serving() as served:
        yield served


@pytest.fixture
async def own():
    async with Instagram(own=True).serving() as served:
        yield served


async def test_a_post_of_another_account_by_the_id_of_its_address(others):
    others.add("Chợ phiên")
    async with asked(others) as instagram:
        (haul, end) = await instagram.posts()
    (post,) = haul.posts
    assert end.posts == ()
    assert (post.id, post.text, post.published_at, post.by_page) == ("ig:AB-c_1", "Chợ phiên", START + timedelta(hours=1), True)
    assert (post.reach.reactions, post.reach.comments, post.reach.shares) == (250, 0, None)
    assert (haul.name, [media.kind for media in post.media]) == ("Trang A", ["photo"])


async def test_comments_of_others_are_not_asked_for(others):
    post = others.add("bài")
    async with asked(others) as instagram:
        assert await instagram.comments(post) == []
    assert others.asked == []


async def test_a_mark_in_the_list_of_another_that_ended_begins_anew(others):
    wanted = {others.add(f"bài {n}") for n in range(120)}
    async with asked(others) as instagram:
        first = await instagram.posts(pieces=2)
        cursor = first[-1].cursor.replace("QVFI", "xx")
        assert cursor != first[-1].cursor
        rest = await instagram.posts(cursor)
    assert {*ids(first), *ids(rest)} == wanted


async def test_an_account_that_is_not_there_is_gone(others):
    others.absent = True
    async with asked(others) as instagram:
        with pytest.raises(Refusal) as told:
            await instagram.posts()
    assert told.value.why == "gone"


async def test_a_name_stays_inside_its_brackets(others):
    async with asked(others, "a){id},media.limit(1") as instagram:
        with pytest.raises(Refusal) as told:
            await instagram.posts()
    assert told.value.why == "parameter"
    assert others.asked == []


async def test_comments_and_replies_under_own_posts_whatever_their_order(own):
    post = own.add("bài")
    said = [own.comment(post, f"ib {n}", START + timedelta(minutes=n)) for n in range(120)]
    async with asked(own) as instagram:
        first = await instagram.comments(post)
        late = own.comment(post, "trả lời muộn", START + timedelta(days=1), under=said[3])
        again = await instagram.comments(post, first[-1].cursor)
    assert {*ids(first)} == {*said}
    assert late in ids(again)
    assert (first[-1].whole, again[-1].whole) == (True, True)
    assert {comment.parent for haul in again for comment in haul.posts} == {post}


async def test_hidden_comments_are_not_taken_and_a_post_that_is_gone_is_told(own):
    post = own.add("bài")
    shown, hidden = own.comment(post, "hay"), own.comment(post, "ẩn")
    own.said[post][1]["hidden"] = True
    async with asked(own) as instagram:
        assert ids(await instagram.comments(post)) == [shown] != [hidden]
        own.gone.add(post)
        (ended,) = await instagram.comments(post)
    assert ended.gone == (post,)


async def test_an_edit_shows_in_the_list(own):
    edited = own.add("một")
    async with asked(own) as instagram:
        hauls = await instagram.posts()
        own.posts[edited] = own.posts[edited][0], "một, sửa"
        assert texts(await instagram.posts(hauls[-1].cursor)) == {edited: "một, sửa"}


@pytest.mark.parametrize(("code", "why"), [(4, "app"), (17, "user"), (190, "token"), (10, "permission"), (2, "transient")])
async def test_errors_by_their_code(own, code, why):
    own.faults.append(error(code))
    async with asked(own) as instagram:
        with pytest.raises(Refusal) as told:
            await instagram.posts()
    assert told.value.why == why
    assert TOKEN not in str(told.value)


async def test_nothing_of_a_person_comes_out(own, others):
    post = own.add("bài")
    others.add("bài")
    own.comment(post, "trả lời", under=own.comment(post, "hay"))
    async with asked(own) as instagram:
        out = let_out([*await instagram.posts(), *await instagram.comments(post)])
    async with asked(others) as instagram:
        out += let_out(await instagram.posts())
    assert "trả lời" in out
    assert PLANTED not in out
    assert PLANTED_ID not in out
