"""Facebook's Graph API: shapes and their sources stand in tests/stubs/shapes/facebook, error codes in domain.md §6.1."""

import json
import logging
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from source_answers import asked, ids, let_out, texts
from stubs.facebook import TOKEN, Facebook
from stubs.serving import PLANTED, PLANTED_ID, START

from collectors.graph import usage
from collectors.refusal import Refusal
from collectors.sources.facebook import make


@pytest.fixture
async def stub():
    async with Facebook().serving() as served:
        yield served


async def test_a_post_with_its_counts_and_picture(stub):
    stub.add("Chợ phiên")
    stub.add(unicodedata.normalize("NFD", "Tuyển dụng gấp"))
    async with asked(stub) as facebook:
        (haul,) = await facebook.posts()
    new, old = haul.posts
    assert (old.text, old.published_at, old.by_page, old.page.id) == ("Chợ phiên", START + timedelta(hours=1), True, "facebook:page")
    assert (new.reach.reactions, new.reach.comments, new.reach.shares) == (412, 0, 34)
    assert [media.url for media in new.media] == ["https://scontent.example/1.jpg"]
    assert haul.name == "Trang A"


async def test_no_shares_are_none(stub):
    stub.add("một")
    async with asked(stub) as facebook:
        (haul,) = await facebook.posts()
    assert haul.posts[0].reach.shares == 0


async def test_every_post_once_wherever_the_reading_is_left_off(stub):
    wanted = {stub.add(f"bài {n}") for n in range(230)}
    async with asked(stub) as facebook:
        found, cursor = [], ""
        for _ in range(9):
            hauls = await facebook.posts(cursor, pieces=2)
            found += ids(hauls)
            cursor = hauls[-1].cursor
        assert {*found} == wanted
        assert "http" not in cursor
        assert TOKEN not in cursor


async def test_an_old_post_in_front_does_not_end_the_reading(stub):
    for n in range(60):
        stub.add(f"cũ {n}")
    async with asked(stub) as facebook:
        first = await facebook.posts()
        stub.stirred = True
        new = {stub.add(f"mới {n}") for n in range(75)}
        again = await facebook.posts(first[-1].cursor)
        assert new <= {*ids(again)}
        before = len(stub.asked)
        await facebook.posts(again[-1].cursor)
    assert len(stub.asked) - before == 1, "a page whose posts are known is asked for once"


async def test_only_what_is_published_in_the_pages_name(stub):
    stub.add("nháp")
    stub._post = lambda told, whole=stub._post: whole(told) | {"is_published": False}
    async with asked(stub) as facebook:
        assert ids(await facebook.posts()) == []


async def test_comments_in_both_spellings_and_what_comes_later(stub):
    post = stub.add("bán thuốc")
    said = [stub.comment(post, f"ib {n}", START + timedelta(minutes=n)) for n in range(250)]
    async with asked(stub) as facebook:
        first = await facebook.comments(post, pieces=3)
        rest = await facebook.comments(post, first[-1].cursor)
        whole = await facebook.comments(post)
        late = stub.comment(post, "muộn", START + timedelta(days=1))
        later = await facebook.comments(post, whole[-1].cursor)
    assert {*ids(first), *ids(rest)} == {*said} == {*ids(whole)}
    assert [haul.whole for haul in whole] == [False] * (len(whole) - 1) + [True]
    assert not any(haul.whole for haul in rest), "a reading that did not begin at the first comment knows nothing of those before"
    assert late in ids(later)
    assert len(ids(later)) < 60, "what was read long ago is not read again"
    comment = whole[0].posts[0]
    assert (comment.kind, comment.parent, comment.by_page, comment.reach.reactions) == ("comment", post, False, 2)


async def test_comments_without_ids_are_known_by_moment_and_words(stub):
    post = stub.add("bài")
    for n in range(3):
        stub.comment(post, f"ib {n}", START + timedelta(minutes=n))
    stub.nameless = True
    async with asked(stub) as facebook:
        first, second = await facebook.comments(post), await facebook.comments(post)
        stub.said[post][1] = stub.said[post][1][0], "ib 1, sửa", stub.said[post][1][2]
        edited = await facebook.comments(post)
    assert ids(first) == ids(second)
    assert len({*ids(first)}) == 3
    assert len({*ids(edited)} - {*ids(first)}) == 1


async def test_a_mark_that_ended_begins_anew(stub):
    post = stub.add("bài")
    said = stub.comment(post, "hay")
    async with asked(stub) as facebook:
        hauls = await facebook.comments(post, "of-yesterday")
    assert ids(hauls) == [said]
    assert hauls[-1].whole


async def test_an_edit_and_an_end(stub):
    kept, edited, gone = (stub.add(text) for text in ("một", "hai", "ba"))
    async with asked(stub) as facebook:
        stub.posts[edited] = stub.posts[edited][0], "hai, sửa"
        stub.gone.add(gone)
        haul = await facebook.connector.again(facebook.watched, [kept, edited, gone])
        (ended,) = await facebook.comments(gone)
    assert texts([haul]) == {kept: "một", edited: "hai, sửa"}
    assert haul.gone == ended.gone == (gone,)


async def test_no_comments_with_a_persons_token_are_no_silence(stub):
    post = stub.add("bài")
    for n in range(5):
        stub.comment(post, f"{n}")
    stub.user_token = True
    async with asked(stub) as facebook:
        with pytest.raises(Refusal) as told:
            await facebook.comments(post)
    assert told.value.why == "permission"


CODES = {
    "app": (4, 0), "user": (17, 0), "page": (32, 0), "rate": (613, 0), "token": (190, 463), "permission": (10, 0), "parameter": (100, 0),
    "gone": (100, 33), "blocked": (368, 0), "transient": (2, 0),
}  # fmt: skip


@pytest.mark.parametrize("why", CODES)
@pytest.mark.parametrize("status", [200, 400, 500])
async def test_errors_by_their_code_whatever_the_status(stub, why, status, caplog):
    caplog.set_level(logging.DEBUG)
    stub.faults.append(stub.error(*CODES[why], status=status))
    async with asked(stub) as facebook:
        with pytest.raises(Refusal) as told:
            await facebook.posts()
    assert told.value.why == why
    for secret in (PLANTED, PLANTED_ID, TOKEN):
        assert secret not in str(told.value) + caplog.text


async def test_how_full_the_quota_is_and_how_long_to_wait(stub):
    full = {"type": "pages", "call_count": 100, "total_cputime": 1, "total_time": 1, "estimated_time_to_regain_access": 23}
    stub.usage |= {"x-business-use-case-usage": json.dumps({"112130216863063": [full]})}
    told = usage(stub.error(4).headers)
    assert (told.used, told.wait) == (1.0, timedelta(minutes=23))
    stub.faults.append(stub.error(4))
    async with asked(stub) as facebook:
        with pytest.raises(Refusal) as refusal:
            await facebook.posts()
    assert refusal.value.wait == timedelta(minutes=23)
    assert usage({"x-app-usage": "[]"}) is usage({"x-app-usage": "no JSON"}) is usage({}) is None


async def test_nothing_of_a_person_comes_out(stub):
    post = stub.add("bài")
    stub.comment(post, "hay")
    async with asked(stub) as facebook:
        out = let_out([*await facebook.posts(), *await facebook.comments(post)])
        out += str(facebook.connector.__dict__.keys())
    assert PLANTED not in out
    assert PLANTED_ID not in out


async def test_strange_answers_are_told_as_such(stub):
    async with asked(stub) as facebook:
        for body in ('{"data": {}}', "<html>", '{"data": [{"id": "1", "created_time": "hôm qua"}]}'):
            stub.faults.append(web.Response(text=body, content_type="application/json"))
            with pytest.raises(Refusal) as told:
                await facebook.posts()
            assert told.value.why == "schema", body


def test_without_a_token_it_says_so():
    with pytest.raises(Refusal, match="TINWATCH_FACEBOOK_TOKEN"):
        make(None, {"token": ""})


def test_times_keep_their_zone():
    from collectors.facebook_shapes import moment

    assert moment("2026-11-20T02:10:04+0000") == datetime(2026, 11, 20, 2, 10, 4, tzinfo=UTC)
    assert moment("2026-11-20T09:10:04+0700") == datetime(2026, 11, 20, 2, 10, 4, tzinfo=UTC)
