"""Feeds of the press: shapes and their sources stand in tests/stubs/shapes/rss."""

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from source_answers import asked, ids, let_out, texts
from stubs.press import Feed
from stubs.serving import PLANTED, PLANTED_ID, shape

from collectors.excerpts import LONGEST
from collectors.moments import moment
from collectors.refusal import Refusal


@pytest.fixture
async def stub():
    async with Feed().serving() as served:
        yield served


async def test_title_excerpt_link_and_time(stub):
    link = stub.add("Hà Nội thu hồi 3 giấy phép & cảnh báo", datetime(2026, 11, 16, 1, 30, tzinfo=UTC))
    async with asked(stub) as rss:
        (haul,) = await rss.posts()
    (post,) = haul.posts
    assert (post.text, post.article.title, post.article.url, post.url) == ("", "Hà Nội thu hồi 3 giấy phép & cảnh báo", link, link)
    assert post.article.lead == "Lời dẫn của Hà Nội thu hồi 3 giấy phép & cảnh báo"
    assert post.published_at == datetime(2026, 11, 16, 1, 30, tzinfo=UTC)
    assert (post.platform, post.page.id) == ("rss", "rss:page")


async def test_the_whole_text_and_whoever_wrote_it_stay_out(stub, caplog):
    stub.add("bài")
    stub.pages["/atom"] = shape("rss", "atom.xml").encode()
    async with asked(stub) as rss, asked(stub, f"{stub.url}/atom") as atom:
        out = let_out(await rss.posts()) + let_out(await atom.posts())
    assert "Lời dẫn của bài" in out
    for planted in (PLANTED, PLANTED_ID, "Toàn bộ"):
        assert planted not in out + caplog.text


async def test_atom(stub):
    stub.pages["/atom"] = shape("rss", "atom.xml").encode()
    async with asked(stub, f"{stub.url}/atom") as rss:
        (haul,) = await rss.posts()
    (post,) = haul.posts
    assert post.article.title == "Cảnh báo & khuyến cáo mới"
    assert post.published_at == datetime(2026, 11, 16, 2, 10, tzinfo=UTC)


async def test_a_feed_that_did_not_change_is_not_sent_again(stub):
    stub.add("bài")
    async with asked(stub) as rss:
        first = await rss.posts()
        (same,) = await rss.posts(first[-1].cursor)
        assert (same.posts, same.cursor) == ((), first[-1].cursor)
        assert "if-none-match" in stub.sent
        stub.add("bài sau")
        assert len(ids(await rss.posts(same.cursor))) == 2


async def test_an_entry_keeps_its_id_when_it_is_edited(stub):
    link = stub.add("bài")
    async with asked(stub) as rss:
        before = texts(await rss.posts())
        stub.posts[link] = stub.posts[link][0], "bài, đã sửa"
        after = texts(await rss.posts())
    assert list(before) == list(after)
    assert list(after.values()) == ["bài, đã sửa"]


async def test_an_entry_that_left_the_feed_is_not_called_gone(stub):
    for number in range(40):  # the feed holds 30
        stub.add(f"bài {number}")
    async with asked(stub) as rss:
        (haul,) = await rss.posts()
    assert len(haul.posts) == 30
    assert (haul.gone, haul.whole) == ((), False)


async def test_a_feed_without_entries_is_empty_and_a_page_is_no_feed(stub):
    stub.pages["/trang"] = "<!doctype html><html><body>Không tìm thấy</body></html>".encode()
    async with asked(stub) as rss, asked(stub, f"{stub.url}/trang") as page:
        assert ids(await rss.posts()) == []
        with pytest.raises(Refusal) as refused:
            await page.posts()
    assert refused.value.why == "schema"


async def test_a_long_description_is_cut_between_words(stub):
    item = f"<item><title>t</title><link>https://a.vn/1</link><description>{'lời dẫn dài ' * 200}</description></item>"
    stub.pages["/dai"] = f'<rss version="2.0"><channel><title>x</title>{item}</channel></rss>'.encode()
    async with asked(stub, f"{stub.url}/dai") as rss:
        (haul,) = await rss.posts()
    lead = haul.posts[0].article.lead
    assert LONGEST - 10 < len(lead) <= LONGEST
    assert lead.endswith(("dài…", "dẫn…", "lời…"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1258"])
async def test_encodings(stub, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>x</title>'
    title = "Tin s\u01b0\u0301c"  # windows-1258 writes the tone apart
    text += f"<item><title>{title}</title><link>https://a.vn/1</link></item></channel></rss>"
    stub.pages["/ma"] = text.encode(encoding)
    async with asked(stub, f"{stub.url}/ma") as rss:
        (haul,) = await rss.posts()
    assert haul.posts[0].article.title == title


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://lan:mat-khau@a.vn/", "ftp://a.vn/1"])
async def test_links_that_are_none_of_the_web_or_hold_a_password_are_dropped(stub, link):
    item = f"<item><title>t</title><guid isPermaLink='false'>7</guid><link>{link}</link></item>"
    stub.pages["/la"] = f'<rss version="2.0"><channel><title>x</title>{item}</channel></rss>'.encode()
    async with asked(stub, f"{stub.url}/la") as rss:
        (haul,) = await rss.posts()
    assert (haul.posts[0].url, haul.posts[0].article.url) == ("", "")


async def test_a_link_that_is_relative_is_one_of_the_site(stub):
    item = "<item><title>t</title><link>/bai-1.html</link></item>"
    stub.pages["/la"] = f'<rss version="2.0"><channel><title>x</title>{item}</channel></rss>'.encode()
    async with asked(stub, f"{stub.url}/la") as rss:
        (haul,) = await rss.posts()
    assert haul.posts[0].url == f"{stub.url}/bai-1.html"


async def test_entities_that_name_files_or_grow_do_nothing(stub, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("mật khẩu")
    grow = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    stub.pages["/xxe"] = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY l0 "lol">{grow}]>'
        '<rss version="2.0"><channel><title>x</title><item><title>a &x; &l8;</title><link>https://a.vn/1</link></item></channel></rss>'
    ).encode()
    async with asked(stub, f"{stub.url}/xxe") as rss:
        out = let_out(await rss.posts())
    assert "mật khẩu" not in out
    assert len(out) < 2_000


async def test_robots_txt_and_redirects(stub):
    stub.add("bài")
    stub.moved["/cu"] = "/rss/thoi-su.rss"
    stub.robots = 200, "User-agent: *\nDisallow: /rss/\n"
    async with asked(stub, f"{stub.url}/cu") as rss:
        with pytest.raises(Refusal) as refused:
            await rss.posts()
    assert refused.value.why == "page"
    assert not [path for path in stub.asked if path.startswith("/rss/")]
    stub.robots = 404, ""
    async with asked(stub, f"{stub.url}/cu") as rss:
        assert len(ids(await rss.posts())) == 1


@pytest.mark.parametrize(("status", "why"), [(404, "gone"), (410, "gone"), (403, "page"), (401, "page"), (429, "page"), (503, "page")])
async def test_one_sites_trouble_is_its_own(stub, status, why):
    stub.faults = [web.Response(status=status, headers={"retry-after": "90"})]
    async with asked(stub) as rss:
        with pytest.raises(Refusal) as refused:
            await rss.posts()
    assert (refused.value.why, refused.value.wait) == (why, timedelta(seconds=90))


async def test_a_site_that_does_not_answer_is_its_own_trouble_too(stub):
    async with asked(stub, "http://127.0.0.1:9/rss") as rss:
        with pytest.raises(Refusal) as refused:
            await rss.posts()
    assert refused.value.why == "page"


async def test_every_request_is_counted_robots_txt_too(stub):
    stub.add("bài")
    async with asked(stub) as rss:
        await rss.posts()
        await rss.posts()
    assert len(rss.counted) == len(stub.asked) == 3  # robots.txt once


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("Mon, 23 Nov 2026 10:00:00 +0700", 3),
        ("Mon, 23 Nov 2026 10:00:00 GMT+7", 3),
        ("Mon, 23 Nov 2026 10:00:00 GMT", 10),
        ("Mon, 23 Nov 2026 10:00:00", 3),  # a Vietnamese paper means its own time
        ("2026-11-23T10:00:00Z", 10),
        ("2026-11-23 10:00:00", 3),
        ("23/11/2026 10:00:00", 3),
        ("11/23/2026 10:00:00 AM", 3),
        ("11/23/2026 10:00:00 PM", 15),
    ],
)
def test_times_as_the_press_writes_them(written, hour):
    assert moment(written) == datetime(2026, 11, 23, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "hôm nay", "2026-11-23", "Thứ hai, 23/11/2026", "32/13/2026 10:00", "Mon, 23 Nov 0001 10:00:00 +0700"]
)
def test_what_is_no_moment(written):
    assert moment(written) is None
