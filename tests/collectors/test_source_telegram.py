"""Telegram's preview: what its shapes are known from stands in tests/stubs/shapes/telegram/README.md."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from aiohttp import web
from source_answers import asked, ids, let_out, texts
from stubs.serving import PLANTED, PLANTED_ID
from stubs.telegram import Telegram

from collectors.refusal import Refusal


@pytest.fixture
async def stub():
    async with Telegram().serving() as served:
        yield served


async def test_a_message_with_all_it_shows(stub):
    stub.add("dòng một\nđặt cọc ngay", datetime(2026, 11, 20, 9, 10, tzinfo=timezone(timedelta(hours=7))))
    async with asked(stub) as telegram:
        (haul,) = await telegram.posts()
    (post,) = haul.posts
    assert post.text == "dòng một\nđặt cọc ngay"
    assert post.published_at == datetime(2026, 11, 20, 2, 10, tzinfo=UTC)
    assert (post.reach.views, post.reach.reactions, post.reach.comments) == (4020, 1294, None)
    assert (post.article.title, post.article.lead, post.article.url) == ("Tựa bài", "Lời dẫn", "https://vi-du.vn/bai")
    assert [(one.kind, one.url) for one in post.media] == [("photo", "https://cdn4.telesco.pe/file/1.jpg")]
    assert haul.name == "Kênh tin A"


async def test_links_as_they_lead_and_none_to_a_persons_number(stub):
    stub.add('<b>Nhận quà</b> <a href="https://lua-dao.vip/nhan">vietcombank.com.vn</a> <a href="tg://user?id=123456">nhắn</a>')
    async with asked(stub) as telegram:
        (haul,) = await telegram.posts()
    assert haul.posts[0].links == ("https://lua-dao.vip/nhan",)
    assert haul.posts[0].text == "Nhận quà vietcombank.com.vn nhắn"


async def test_nothing_of_a_signature_a_forward_or_an_answer_comes_out(stub, caplog):
    first = stub.add("bài")
    async with asked(stub) as telegram:
        out = let_out([*await telegram.posts(), await telegram.connector.again(telegram.watched, [first])])
    assert "bài" in out
    assert PLANTED not in out + caplog.text
    assert PLANTED_ID not in out + caplog.text
    assert "trích" not in out


async def test_a_picture_alone_does_not_borrow_the_words_it_answers(stub):
    stub.add("")
    async with asked(stub) as telegram:
        (haul,) = await telegram.posts()
    assert (haul.posts[0].text, len(haul.posts[0].media)) == ("", 1)


@pytest.mark.parametrize("ref", ["kenhtina", "@KenhTinA", "t.me/KenhTinA", "https://t.me/s/KENHTINA"])
async def test_names_in_all_their_ways(stub, ref):
    wanted = stub.add("bài")
    async with asked(stub, ref) as telegram:
        assert ids(await telegram.posts()) == [wanted]


@pytest.mark.parametrize("ref", ["https://t.me/+AbCdEf123", "t.me/joinchat/AAAA", "https://t.me/c/1234567/5", "tên kênh"])
async def test_invitations_and_private_channels_are_not_asked(stub, ref):
    async with asked(stub, ref) as telegram:
        with pytest.raises(Refusal) as refused:
            await telegram.posts()
    assert refused.value.why == "parameter"
    assert stub.asked == []


async def test_what_has_no_preview_is_gone(stub):
    async with asked(stub, "mot_nguoi") as telegram:
        with pytest.raises(Refusal) as refused:
            await telegram.posts()
    assert refused.value.why == "gone"


async def test_removed_and_edited_messages(stub):
    kept, removed = stub.add("một"), stub.add("hai")
    stub.posts[kept] = stub.posts[kept][0], "một, đã sửa"
    del stub.posts[removed]
    async with asked(stub) as telegram:
        haul = await telegram.connector.again(telegram.watched, [kept, removed])
    assert texts([haul]) == {kept: "một, đã sửa"}
    assert haul.gone == (removed,)


async def test_telegrams_own_notes_are_no_posts(stub):
    first, _ = stub.add("một"), stub.add("đã ghim")
    stub.serviced = {2}
    async with asked(stub) as telegram:
        assert ids(await telegram.posts()) == [first]


async def test_robots_txt_is_heeded(stub):
    stub.add("một")
    stub.robots = 200, "User-agent: *\nDisallow: /s/\n"
    async with asked(stub) as telegram:
        with pytest.raises(Refusal) as refused:
            await telegram.posts()
    assert refused.value.why == "page"
    assert stub.asked == ["/robots.txt"]


async def test_another_shape_is_told_and_asked_too_often_is_waited_for(stub):
    stub.add("một")
    stub.faults = [
        web.Response(text="<html><body><p>Bảo trì</p></body></html>", content_type="text/html"),
        web.Response(status=429, headers={"retry-after": "120"}),
    ]
    async with asked(stub) as telegram:
        with pytest.raises(Refusal) as shape:
            await telegram.posts()
        with pytest.raises(Refusal) as often:
            await telegram.posts()
    assert shape.value.why == "schema"
    assert (often.value.why, often.value.wait) == ("rate", timedelta(minutes=2))
