"""Threads: shapes and their sources stand in tests/stubs/shapes/threads, error codes in domain.md §6.1."""

from datetime import timedelta

import pytest
from source_answers import asked, ids, let_out, texts
from stubs.serving import PLANTED, PLANTED_ID, START
from stubs.threads import TOKEN, Threads, error

from collectors.refusal import Refusal


@pytest.fixture
async def stub():
    async with Threads().serving() as served:
        yield served


@pytest.mark.parametrize("ref", ["@trang.a", "trang.a", "me"])
async def test_a_post_with_its_link(stub, ref):
    said = stub.add("Chợ phiên")
    stub.add("không ai nói gì")
    stub.comment(said, "hay")
    async with asked(stub, ref) as threads:
        (haul,) = await threads.posts()
    quiet, post = haul.posts
    assert (post.id, post.text, post.published_at) == (said, "Chợ phiên", START + timedelta(hours=1))
    assert (post.links, post.by_page) == (("https://tin.example/bai",), True)
    assert (post.reach.comments, quiet.reach.comments) == (None, 0), "how many replied is not told, that nobody did is"


async def test_posts_of_others_that_were_passed_on_are_not_the_profiles(stub):
    own = stub.add("của trang")
    stub.passed_on.add(stub.add("của người khác"))
    async with asked(stub) as threads:
        assert ids(await threads.posts()) == [own]


async def test_replies_oldest_first_and_what_comes_later(stub):
    post = stub.add("bài")
    said = [stub.comment(post, f"ib {n}", START + timedelta(minutes=n)) for n in range(120)]
    async with asked(stub) as threads:
        first = await threads.comments(post, pieces=2)
        rest = await threads.comments(post, first[-1].cursor)
        late = stub.comment(post, "muộn", START + timedelta(days=1))
        later = await threads.comments(post, rest[-1].cursor)
        whole = await threads.comments(post)
    assert {*ids(first), *ids(rest)} == {*said}
    assert late in ids(later)
    assert len(ids(later)) <= 50
    assert whole[-1].whole
    assert {comment.parent for comment in whole[0].posts} == {post}


async def test_hidden_replies_are_not_taken(stub):
    post = stub.add("bài")
    shown, _ = stub.comment(post, "hay"), stub.comment(post, "ẩn", hidden="HIDDEN")
    async with asked(stub) as threads:
        assert ids(await threads.comments(post)) == [shown]


async def test_an_edit_and_an_end(stub):
    edited, gone = stub.add("một"), stub.add("hai")
    async with asked(stub) as threads:
        stub.posts[edited] = stub.posts[edited][0], "một, sửa"
        stub.gone.add(gone)
        assert texts([await threads.connector.again(threads.watched, [edited])]) == {edited: "một, sửa"}
        assert (await threads.connector.again(threads.watched, [gone])).gone == (gone,)
        (ended,) = await threads.comments(gone)
    assert ended.gone == (gone,)


async def test_replies_that_the_token_may_not_read_are_told_as_such(stub):
    post = stub.add("bài")
    stub.comment(post, "hay")
    stub.barred = True
    async with asked(stub) as threads:
        with pytest.raises(Refusal) as told:
            await threads.comments(post)
        assert ids(await threads.posts()) == [post]
    assert told.value.why == "permission"


@pytest.mark.parametrize(("code", "why"), [(4, "app"), (17, "user"), (190, "token"), (10, "permission"), (2, "transient")])
async def test_errors_by_their_code(stub, code, why):
    stub.faults.append(error(code))
    async with asked(stub) as threads:
        with pytest.raises(Refusal) as told:
            await threads.posts()
    assert told.value.why == why
    assert TOKEN not in str(told.value)


async def test_what_is_no_name_is_not_asked_for(stub):
    async with asked(stub, "trang a?x=1") as threads:
        with pytest.raises(Refusal) as told:
            await threads.posts()
    assert told.value.why == "parameter"
    assert stub.asked == []


async def test_nothing_of_a_person_comes_out(stub):
    post = stub.add("bài")
    stub.comment(post, "hay")
    async with asked(stub) as threads:
        out = let_out([*await threads.posts(), *await threads.comments(post), await threads.connector.again(threads.watched, [post])])
    assert "hay" in out
    assert PLANTED not in out
    assert PLANTED_ID not in out
