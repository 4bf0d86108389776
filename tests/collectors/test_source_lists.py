"""Lists that are given newest first: each page that tells so is read to its end, wherever the reading is broken off."""

import pytest
from source_answers import asked, ids, texts
from stubs.instagram import Instagram
from stubs.telegram import Telegram
from stubs.threads import Threads
from stubs.youtube import YouTube

STUBS = {"youtube": YouTube, "telegram": Telegram, "instagram": Instagram, "threads": Threads}


@pytest.fixture(params=sorted(STUBS))
async def stub(request):
    async with STUBS[request.param]().serving() as served:
        yield served


async def test_page_by_page_to_the_end_and_then_only_what_is_new(stub):
    wanted = [stub.add(f"bài {n}") for n in range(170)]
    async with asked(stub) as source:
        hauls = await source.posts()
        assert sorted(ids(hauls)) == sorted(wanted)
        before = len(stub.asked)
        new = stub.add("bài mới")
        later = await source.posts(hauls[-1].cursor)
    assert new in ids(later)
    assert len(later) == 1
    assert len(stub.asked) - before <= 2


@pytest.mark.parametrize("pieces", [1, 2])
async def test_left_off_anywhere_nothing_is_missing(stub, pieces):
    wanted = {stub.add(f"bài {n}") for n in range(170)}
    found, cursor = set(), ""
    async with asked(stub) as source:
        for _ in range(40):
            hauls = await source.posts(cursor, pieces)
            found |= {*ids(hauls)}
            cursor = hauls[-1].cursor
            wanted.add(stub.add("bài trong lúc đó"))
            if len(found) >= 170 + 3:
                break
        found |= {*ids(await source.posts(cursor))}
    assert found == wanted


async def test_left_off_and_then_more_is_new_than_a_page_holds(stub):
    wanted = {stub.add(f"bài {n}") for n in range(200)}
    async with asked(stub) as source:
        first = await source.posts(pieces=3)
        wanted |= {stub.add(f"bài mới {n}") for n in range(90)}
        rest = await source.posts(first[-1].cursor)
    assert {*ids(first), *ids(rest)} == wanted


async def test_left_off_and_then_so_many_are_removed_that_its_place_is_lost(stub):
    all_of_them = [stub.add(f"bài {n}") for n in range(250)]
    async with asked(stub) as source:
        first = await source.posts(pieces=3)
        for id in all_of_them[130:240]:
            del stub.posts[id]
        rest = await source.posts(first[-1].cursor)
    assert {*ids(first), *ids(rest)} >= {*all_of_them[:130]}


async def test_one_that_is_edited_on_the_first_page_is_given_as_it_is_now(stub):
    edited = [stub.add(f"bài {n}") for n in range(5)][2]
    async with asked(stub) as source:
        hauls = await source.posts()
        stub.posts[edited] = stub.posts[edited][0], "đã sửa"
        assert texts(await source.posts(hauls[-1].cursor))[edited] == "đã sửa"


async def test_a_cursor_of_another_version_asks_for_all(stub):
    wanted = {stub.add(f"bài {n}") for n in range(3)}
    async with asked(stub) as source:
        assert {*ids(await source.posts("??"))} == wanted


async def test_posts_carry_the_pages_own_id(stub):
    stub.add("bài")
    async with asked(stub) as source:
        (post,) = [post for haul in await source.posts() for post in haul.posts]
        assert post.page.id == source.watched.page.id
        assert post.by_page
        assert post.published_at.tzinfo is not None
