"""News sitemaps: shapes and their sources stand in tests/stubs/shapes/sitemap."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from source_answers import asked, ids, let_out, texts
from stubs.press import Maps
from stubs.serving import PLANTED

from collectors.refusal import Refusal


@pytest.fixture
async def stub():
    async with Maps().serving() as served:
        yield served


async def test_titles_links_and_times_without_the_pictures(stub, caplog):
    link = stub.add("Thu hồi giấy phép", datetime(2026, 11, 16, 1, 30, tzinfo=UTC))
    async with asked(stub) as sitemap:
        hauls = await sitemap.posts()
    (post,) = hauls[0].posts
    assert (post.article.title, post.url, post.published_at) == ("Thu hồi giấy phép", link, datetime(2026, 11, 16, 1, 30, tzinfo=UTC))
    assert PLANTED not in let_out(hauls) + caplog.text


async def test_packed_or_not(stub):
    stub.add("bài")
    async with asked(stub) as sitemap:
        plain = texts(await sitemap.posts())
        stub.packed = True
        assert texts(await sitemap.posts()) == plain != {}


async def test_what_did_not_change_is_not_read_again(stub):
    stub.add("bài")
    async with asked(stub) as sitemap:
        first = await sitemap.posts()
        (same,) = await sitemap.posts(first[-1].cursor)
    assert (same.posts, same.cursor) == ((), first[-1].cursor)


async def test_of_an_index_only_what_changed(stub):
    begin = datetime(2026, 11, 16, 1, tzinfo=UTC)
    for day in range(4):
        stub.add(f"bài ngày {day}", begin + timedelta(days=day))
    async with asked(stub, f"{stub.url}/sitemap.xml") as sitemap:
        first = await sitemap.posts()
        assert len(ids(first)) == 4
        stub.asked.clear()
        await sitemap.posts(first[-1].cursor)
        assert stub.asked == ["/sitemap.xml"]
        stub.add("bài nữa", begin + timedelta(days=1, hours=5))
        stub.asked.clear()
        later = await sitemap.posts(first[-1].cursor)
    assert stub.asked == ["/sitemap.xml", "/day-20261117.xml"]
    assert sorted(texts(later).values()) == ["bài ngày 1", "bài nữa"]


async def test_an_index_left_off_is_gone_on_with(stub):
    begin = datetime(2026, 11, 16, 1, tzinfo=UTC)
    for day in range(5):
        stub.add(f"bài ngày {day}", begin + timedelta(days=day))
    async with asked(stub, f"{stub.url}/sitemap.xml") as sitemap:
        first = await sitemap.posts(pieces=2)
        stub.asked.clear()
        rest = await sitemap.posts(first[-1].cursor)
    assert len({*ids(first), *ids(rest)}) == 5
    assert len(stub.asked) == 1 + 3


async def test_one_sitemap_that_is_broken_does_not_hide_the_others_and_is_told(stub):
    begin = datetime(2026, 11, 16, 1, tzinfo=UTC)
    for day in range(3):
        stub.add(f"bài ngày {day}", begin + timedelta(days=day))
    stub.pages["/day-20261117.xml"] = b"<html>"
    found, cursor = [], ""
    async with asked(stub, f"{stub.url}/sitemap.xml") as sitemap:
        why = ""
        try:
            async for haul in sitemap.connector.posts(sitemap.watched, ""):
                found, cursor = found + [post.article.title for post in haul.posts], haul.cursor
        except Refusal as refusal:
            why = refusal.why
        del stub.pages["/day-20261117.xml"]
        assert list(texts(await sitemap.posts(cursor)).values()) == ["bài ngày 1"]
    assert why == "page"
    assert sorted(found) == ["bài ngày 0", "bài ngày 2"]


async def test_sitemaps_of_other_sites_are_not_asked(stub):
    elsewhere = stub.url.replace("127.0.0.1", "localhost")
    stub.pages["/sitemap.xml"] = f"<sitemapindex><sitemap><loc>{elsewhere}/x.xml</loc></sitemap></sitemapindex>".encode()
    async with asked(stub, f"{stub.url}/sitemap.xml") as sitemap:
        assert ids(await sitemap.posts()) == []
    assert "/x.xml" not in stub.asked


@pytest.mark.parametrize("body", [b"<html><body/></html>", b"{}", b"", b"\x1f\x8bbroken"])
async def test_what_is_no_sitemap_is_told(stub, body):
    stub.pages[stub.path] = body
    async with asked(stub) as sitemap:
        with pytest.raises(Refusal) as refused:
            await sitemap.posts()
    assert refused.value.why == "schema"


async def test_entities_and_bombs(stub, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("mật khẩu")
    stub.pages[stub.path] = (
        f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{secret}">]><urlset xmlns:n="n"><url><loc>https://a.vn/1</loc>'
        "<n:news><n:title>a &x; b</n:title></n:news></url></urlset>"
    ).encode()
    async with asked(stub) as sitemap:
        assert "mật khẩu" not in let_out(await sitemap.posts())
        stub.pages[stub.path] = gzip.compress(b"<urlset>" + b" " * 60_000_000 + b"</urlset>")
        with pytest.raises(Refusal) as refused:
            await sitemap.posts()
    assert (refused.value.why, refused.value.said) == ("schema", "a sitemap of more than 50,000,000 bytes")
