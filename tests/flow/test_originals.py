"""Looking at press originals over real HTTP: what each answer means, and what is never asked."""

from __future__ import annotations

import gzip
import json
import socket
import time
from datetime import UTC, datetime

import pytest
from press_site import ARTICLE, Answer, article, press_site

from agents.looked import whole
from collectors import originals as looking
from collectors import public as guard
from collectors.originals import Originals
from collectors.public import public


@pytest.fixture
def site():
    with press_site() as made:
        yield made


@pytest.fixture
async def originals():
    async with Originals(pace=0.0, contact="desk@example.vn", inside=True) as made:
        yield made


async def test_an_article_is_read_without_what_stands_around_it(site, originals):
    site.pages["/a.html"] = Answer(article())
    look = await originals.look(f"{site.url}/a.html")
    assert (look.outcome, look.status, look.title) == ("found", 200, "Thư viện mở lại phòng đọc")
    assert look.text == "\n".join(ARTICLE)
    assert whole(look) == "\n".join(("Thư viện mở lại phòng đọc", *ARTICLE))
    assert look.published_at == datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
    assert len(look.sha256) == 64
    assert "tinwatch" in site.sent["user-agent"]
    assert "desk@example.vn" in site.sent["user-agent"]


GONE = {
    "404": Answer(status=404),
    "410": Answer(status=410),
    "to the front page": Answer(status=302, headers={"location": "/"}),
    "says so": Answer("<html><title>Báo Mẫu</title><body><h1>Bài viết này không còn tồn tại</h1></body></html>".encode()),
}
NOT_GONE = {
    "500": Answer(status=500),
    "a redirect to nowhere": Answer(status=302, headers={}),
    "403": Answer(status=403),
    "429": Answer(status=429),
    "451": Answer(status=451),
    "in a circle": Answer(status=302, headers={"location": "/a.html"}),
    "nowhere": Answer(status=302, headers={"location": "http://127.0.0.1:1/b.html"}),
    "to the front page of somebody else": Answer(status=302, headers={"location": "http://localhost.example/"}),
    "too slow": Answer(article(), wait=1.5),
    "broken packing": Answer(b"no gzip", headers={"content-type": "text/html", "content-encoding": "gzip"}),
}


@pytest.mark.parametrize("how", GONE)
async def test_gone(site, originals, how):
    site.pages["/a.html"] = GONE[how]
    site.pages["/"] = Answer(article("Trang chủ"))
    look = await originals.look(f"{site.url}/a.html")
    assert look.outcome == "gone"
    assert look.removed or look.status in (404, 410)
    assert "/" not in site.asked, "the front page tells nothing more"


@pytest.mark.parametrize("how", NOT_GONE)
async def test_no_answer_that_tells_is_never_gone(site, originals, how, monkeypatch):
    monkeypatch.setattr(looking, "SECONDS", 1.0)
    site.pages["/a.html"] = NOT_GONE[how]
    look = await originals.look(f"{site.url}/a.html")
    assert (look.outcome, look.why != "") == ("unreachable", True)


LARGE = {
    "too large": Answer(b"<p>" + b"a" * 999_997, times=4),
    "a small file that unpacks to much": Answer(
        gzip.compress(b"a" * 20_000_000), headers={"content-type": "text/html", "content-encoding": "gzip"}
    ),
}


@pytest.mark.parametrize("how", LARGE)
async def test_a_page_without_end_is_left(site, originals, how):
    site.pages["/a.html"] = LARGE[how]
    look = await originals.look(f"{site.url}/a.html")
    assert (look.outcome, look.why) == ("unreachable", "more than 3,000,000 bytes")


async def test_a_host_that_does_not_exist_or_has_nobody_listening_is_unreachable(originals):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/a"
    for url in (address, "http://khong-co.invalid/a"):
        assert (await originals.look(url)).outcome == "unreachable"


async def test_an_article_about_a_removal_is_an_article(site, originals):
    told = ("Bài viết này không còn tồn tại là dòng chữ bạn đọc thấy khi mở trang của thư viện sáng nay.", *ARTICLE)
    site.pages["/a.html"] = Answer(article("Trang thư viện báo lỗi 404 suốt buổi sáng", told))
    assert (await originals.look(f"{site.url}/a.html")).outcome == "found"


async def test_a_moved_article_is_found_where_it_went(site, originals):
    site.pages["/a.html"] = Answer(status=301, headers={"location": "/thu-vien/b.html"})
    site.pages["/thu-vien/b.html"] = Answer(article())
    look = await originals.look(f"{site.url}/a.html")
    assert (look.outcome, look.final) == ("found", f"{site.url}/thu-vien/b.html")


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
async def test_the_encoding_is_seen_whatever_is_declared(site, originals, charset):
    site.pages["/a.html"] = Answer(article(charset=charset), headers={"content-type": "text/html; charset=iso-8859-1"})
    assert (await originals.look(f"{site.url}/a.html")).text == "\n".join(ARTICLE)


@pytest.mark.parametrize("declared", ["undefined", "hex", "khong-co", "punycode"])
async def test_an_encoding_that_is_none(site, originals, declared):
    site.pages["/a.html"] = Answer(b"<p>\xe0\xe1\xe2\xe3 abc</p>", headers={"content-type": f"text/html; charset={declared}"})
    assert (await originals.look(f"{site.url}/a.html")).outcome == "found"


async def test_an_encoding_of_old(site, originals):
    written = ("Nhà in cũ ở phố Hàng vẫn chạy máy mỗi sáng",)  # letters that Windows-1258 has as they stand
    plain = tuple(p.replace("ũ", "u\u0303").replace("ở", "ơ\u0309").replace("ố", "ô\u0301").replace("ẫ", "â\u0303") for p in written)
    plain = tuple(p.replace("ạ", "a\u0323").replace("ỗ", "ô\u0303").replace("à", "a\u0300") for p in plain)
    page = f"<html><head><meta charset=windows-1258></head><body><article><p>{plain[0]}</p></article></body></html>".encode("cp1258")
    site.pages["/a.html"] = Answer(page, headers={"content-type": "text/html"})
    assert (await originals.look(f"{site.url}/a.html")).text == written[0]


@pytest.mark.parametrize("body", [b"", b"\0" * 500, b"<" * 5000, b"<div>" * 30_000, b"<!--", b"\xff\xfe\x00", b"<html><h1></h1><p>"])
async def test_a_page_made_to_break_readers_is_found_and_empty_handed(site, originals, body):
    site.pages["/a.html"] = Answer(body)
    assert (await originals.look(f"{site.url}/a.html")).outcome == "found"


async def test_what_did_not_change_is_not_sent_again(site, originals):
    site.pages["/a.html"] = Answer(article(), headers={"content-type": "text/html", "etag": '"1"'})
    first = await originals.look(f"{site.url}/a.html")
    assert (await originals.look(f"{site.url}/a.html", first.etag)).outcome == "same"
    assert (await originals.look(f"{site.url}/a.html", '"old"')).outcome == "found"
    site.pages["/a.html"] = Answer(article(), headers={"content-type": "text/html", "etag": '"\xe9"', "last-modified": "x" * 300})
    odd = await originals.look(f"{site.url}/a.html")
    assert (odd.outcome, odd.etag, odd.modified) == ("found", "", ""), "what no header can carry is not sent back"


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("User-agent: tinwatch\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /thanh-vien/", True),
        ("User-agent: *\nDisallow: /\nAllow: /a.html", True),
        ("<html>không có</html>", True),
    ],
)
async def test_robots_txt_is_obeyed_and_asked_once(site, originals, rules, allowed):
    site.pages |= {"/robots.txt": Answer(rules.encode()), "/a.html": Answer(article()), "/b.html": Answer(article())}
    look = await originals.look(f"{site.url}/a.html")
    assert (look.outcome, site.count("/a.html")) == (("found", 1) if allowed else ("refused", 0))
    await originals.look(f"{site.url}/b.html")
    assert site.count("/robots.txt") == 1


async def test_a_site_that_cannot_say_what_may_be_fetched_is_left_alone(site, originals):
    site.pages |= {"/robots.txt": Answer(status=503), "/a.html": Answer(article())}
    assert (await originals.look(f"{site.url}/a.html")).outcome == "unreachable"
    assert "/a.html" not in site.asked


async def test_a_host_is_asked_no_faster_than_its_pace(site):
    site.pages |= {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.4"), "/a.html": Answer(article())}
    async with Originals(pace=0.05, inside=True) as originals:
        began = time.monotonic()
        for _ in range(3):
            await originals.look(f"{site.url}/a.html")
    assert site.count("/a.html") == 3
    assert time.monotonic() - began >= 2 * 0.4  # two waits; when each request arrives here is for a busy machine to say


INSIDE = [
    "http://127.0.0.1/a", "http://localhost/a", "http://2130706433/a", "http://0x7f.1/a", "http://[::1]/a", "http://[::ffff:127.0.0.1]/a",
    "http://10.0.0.1/a", "http://192.168.1.1/a", "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/a", "http://0.0.0.0/a",
    "https://user:secret@127.0.0.1/a", "file:///etc/passwd", "ftp://127.0.0.1/a", "http://[fe80::1]/a", "http://[64:ff9b::7f00:1]/a",
]  # fmt: skip


@pytest.mark.parametrize("url", INSIDE)
async def test_what_is_inside_is_never_asked(url):
    async with Originals(pace=0.0) as originals:
        assert (await originals.look(url)).outcome == "refused"


async def test_not_even_a_site_that_would_answer(site, monkeypatch):
    site.pages["/a.html"] = Answer(article())
    async with Originals(pace=0.0) as originals:
        look = await originals.look(f"{site.url}/a.html")
        assert (look.outcome, look.why.split()[0]) == ("refused", "port")
        monkeypatch.setattr(guard, "PORTS", frozenset({int(site.url.rpartition(":")[2])}))
        assert "no public address" in (await originals.look(f"{site.url}/a.html")).why
    assert site.asked == []


def test_public_addresses():
    private = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.1.1", "100.64.0.1", "224.0.0.1", "0.0.0.0", "255.255.255.255",
               "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:8.8.8.8", "2002:7f00:1::1", "64:ff9b::808:808",
               "2001:db8::1"]  # fmt: skip
    assert list(public(private)) == []
    assert list(public(["203.162.0.1", "8.8.8.8", "2402:800::1"])) == ["203.162.0.1", "8.8.8.8", "2402:800::1"]


async def test_every_hop_is_held_against_the_guard(site, monkeypatch):
    site.pages["/a.html"] = Answer(status=302, headers={"location": site.url.replace("127.0.0.1", "127.0.0.2") + "/secret"})
    monkeypatch.setattr(guard, "PORTS", frozenset({int(site.url.rpartition(":")[2])}))
    monkeypatch.setattr(guard, "public", lambda addresses: [one for one in addresses if one == "127.0.0.1"])
    async with Originals(pace=0.0) as originals:
        look = await originals.look(f"{site.url}/a.html")
    assert look.outcome == "refused"
    assert site.asked == ["/robots.txt", "/a.html"]


async def test_the_address_that_was_checked_is_the_one_connected_to(site, monkeypatch):
    site.pages["/a.html"] = Answer(article())
    known, asked = socket.getaddrinfo, []

    def names(host, *rest, **more):
        asked.append(host)
        return known("127.0.0.1" if host == "bao-mau.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", names)
    async with Originals(pace=0.0, inside=True) as originals:
        look = await originals.look(site.url.replace("127.0.0.1", "bao-mau.example") + "/a.html")
    assert look.outcome == "found"
    assert site.sent["host"].startswith("bao-mau.example")
    assert asked.count("bao-mau.example") == 2, "once for robots.txt, once for the page"


def line(site, **more):
    text = "\n".join((*ARTICLE, f"Theo Báo Mẫu {site.url}/a.html"))
    given = {"id": "t:1", "kind": "post", "page": {"id": "p", "name": "Chợ Quê"}, "text": text, "links": [f"{site.url}/a.html"], **more}
    return json.dumps(given, ensure_ascii=False) + "\n"


def test_checks_with_fetch_measure_against_the_original(desk, site):
    site.pages["/a.html"] = Answer(article())
    (desk.home / "press.csv").write_text("name,domains\nBáo Mẫu,127.0.0.1\n", "utf-8")
    desk.environ |= {"TINWATCH_ORIGINALS_INSIDE": "yes", "TINWATCH_ORIGINALS_PACE": "0"}
    given = line(site, published_at="2026-03-02T02:00:00Z")
    done = desk.run("checks", "--press", "press.csv", "--fetch", stdin=given)
    said = json.loads(done.stdout)
    outcome = {check["id"]: check["status"] for check in said["checks"]}
    assert {id: outcome[id] for id in ("A1", "A3", "A4", "A7")} == {"A1": "PASS", "A3": "PASS", "A4": "PASS", "A7": "PASS"}
    assert (said["delay_minutes"], said["verbatim"], said["fetched"]["outcome"]) == (90.0, 1.0, "found")
    site.pages.clear()
    [second] = [json.loads(one) for one in desk.run("checks", "--press", "press.csv", "--fetch", stdin=given).stdout.splitlines()]
    assert (second["fetched"]["outcome"], second["fetched"]["status"]) == ("gone", 404)
    assert "A3" not in {check["id"] for check in second["checks"] if check["status"] != "UNKNOWN"}


def test_without_fetch_nothing_is_asked(desk, site):
    desk.run("checks", stdin=line(site))
    assert site.asked == []
