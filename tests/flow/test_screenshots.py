"""Screenshots of pages that mean no good, by a real Chromium: nothing but the page's own public site is asked."""

import asyncio
import io
import shutil
import socket
from datetime import UTC, datetime

import pytest
from PIL import Image
from press_site import Answer, article, press_site

import collectors.passage as passage
import collectors.public as guard
import collectors.screenshots as screenshots
from collectors.captures import Captures
from collectors.passage import Passage
from collectors.screenshots import HEIGHT, TALLEST, WIDTH, Screenshots
from enrichers.fold import canon
from search.sqlite import SqliteIndex
from tinwatch.evidence.cabinet import Cabinet
from tinwatch.evidence.making import Sources, make
from topics.records import Assessed, Assessment, Page, Post

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium")]


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Other tests may have the cores while a browser starts."""
    monkeypatch.setattr(screenshots, "SECONDS", 60.0)
    monkeypatch.setattr(screenshots, "SETTLE", 30.0)


@pytest.fixture
def site():
    with press_site() as made:
        yield made


@pytest.fixture
async def inside():
    """A server of the desk's own network, which must hear of nobody."""
    heard: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readline())
        writer.write(b"HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 6\r\n\r\nsecret")
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.2", 0)
    yield server.sockets[0].getsockname()[1], heard
    server.close()


@pytest.fixture
def public(site, inside, monkeypatch):
    """Here the site's address passes for a public one and that of the inner server does not; both ports are let through."""
    port = int(site.url.rpartition(":")[2])
    known, names = socket.getaddrinfo, {"trang.example": "127.0.0.1", "trong.example": "127.0.0.2", "localhost": "127.0.0.2"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: known(names.get(host, host), *rest, **more))
    monkeypatch.setattr(guard, "public", lambda addresses: [one for one in addresses if one == "127.0.0.1"])
    monkeypatch.setattr(passage, "PORTS", frozenset({80, 443, port, inside[0]}))
    return f"http://trang.example:{port}"


async def test_a_page_is_shown(site, public) -> None:
    site.pages["/a"] = Answer(article())
    picture, why = await Screenshots().take(f"{public}/a")
    assert why == ""
    with Image.open(io.BytesIO(picture)) as shown:
        assert shown.size == (WIDTH, HEIGHT)
        assert len(set(shown.convert("L").tobytes())) > 10, "not blank"
    assert "/a" in site.asked


TRICKS = """<!doctype html><title>x</title><p style="height:90000px;background:linear-gradient(red,blue)">x</p>
<img src="http://127.0.0.2:{port}/img"><img src="http://2130706434:{port}/number"><iframe src="http://trong.example:{port}/frame"></iframe>
<link rel=stylesheet href="http://localhost:{port}/css"><iframe src="file:///etc/passwd"></iframe><img src="/hop">
<img src="http://[::1]:{port}/six"><img src="http://169.254.169.254/latest">
<form id=f method=post action="/posted"><input name=a value=1></form>
<script>
fetch("http://127.0.0.2:{port}/fetch"); fetch("/posted", {{method: "POST", body: "x"}}); navigator.sendBeacon("http://127.0.0.2:{port}/beacon");
new WebSocket("ws://127.0.0.2:{port}/socket"); new EventSource("http://trong.example:{port}/events");
new RTCPeerConnection({{iceServers: [{{urls: "stun:127.0.0.2:{port}"}}]}}).createDataChannel("x");
navigator.serviceWorker && navigator.serviceWorker.register("/worker.js"); alert("x");
</script>"""


async def test_no_trick_of_a_page_reaches_the_inside(site, inside, public) -> None:
    port, heard = inside
    site.pages["/a"] = Answer(TRICKS.format(port=port).encode())
    site.pages["/hop"] = Answer(status=302, headers={"location": f"http://127.0.0.2:{port}/hop"})
    picture, why = await Screenshots().take(f"{public}/a")
    assert heard == []
    assert "/hop" in site.asked, "the page's scripts and pictures did run"
    assert "/posted" not in site.asked
    assert "/worker.js" not in site.asked
    assert "no public address" in why
    with Image.open(io.BytesIO(picture)) as shown:
        assert shown.size == (WIDTH, TALLEST)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.2:{port}/", "http://trong.example:{port}/", "http://localhost:{port}/", "file:///etc/passwd"]
)
async def test_what_is_inside_is_not_shown(site, inside, public, url: str) -> None:
    port, heard = inside
    picture, why = await Screenshots().take(url.format(port=port))
    assert heard == []
    assert "no public address" in why or "ERR_" in why
    assert picture == b"" or url.startswith("http")  # the proxy's refusal, which is an empty page


async def test_a_page_that_never_ends_is_shown_as_it_is(site, public, monkeypatch) -> None:
    monkeypatch.setattr(screenshots, "SETTLE", 2.0)
    site.pages["/a"] = Answer(b"<p>x<img src=/slow>")
    site.pages["/slow"] = Answer(b"x", wait=30.0)
    picture, _ = await Screenshots().take(f"{public}/a")
    assert picture
    monkeypatch.setattr(screenshots, "SECONDS", 3.0)
    site.pages["/b"] = Answer(b"<script>for(;;);</script>")
    assert (await Screenshots().take(f"{public}/b"))[1] in ("no picture in time", "TimeoutError: Page.screenshot: Timeout 2000ms exceeded.")


async def test_too_many_bytes_end_it(site) -> None:
    site.pages["/a"] = Answer(bytes(300_000))
    async with Passage(inside=True, most=100_000) as way:
        reader, writer = await asyncio.open_connection("127.0.0.1", way.port)
        writer.write(f"GET {site.url}/a HTTP/1.1\r\nhost: x\r\nproxy-connection: keep-alive\r\n\r\n".encode())
        assert len(await reader.read()) <= 100_000
        writer.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", way.port)
        writer.write(f"POST {site.url}/a HTTP/1.1\r\n\r\n".encode())
        assert b"403" in await reader.readline()
        writer.close()
    assert "proxy-connection" not in site.sent


async def test_a_capture_keeps_one_of_the_posts_own_page(site, tmp_path) -> None:
    site.pages |= {"/a": Answer(article(), times=9), "/b": Answer(article(), times=9)}
    index = SqliteIndex(tmp_path / "index.sqlite", canon)
    await index.open()
    at = datetime(2026, 11, 23, 5, tzinfo=UTC)
    post = Post(id="w:1", kind="post", page=Page(id="p"), text="x", url=f"{site.url}/a", links=(f"{site.url}/b",))
    await index.put_documents([Assessed(post=post, assessment=Assessment(id="w:1"), at=at, collected_at=at)])
    async with Captures(pace=0.0, inside=True) as pages:
        sources = Sources(index, tmp_path, pages, Screenshots(inside=True))
        made = await make("w:1", (), Cabinet(tmp_path / "evidence"), sources, at)
    await index.close()
    assert made is not None
    assert made.files["screenshot.png"].startswith(b"\x89PNG")
    facts = made.facts
    assert (facts["screenshot_of"], facts["screenshot_told"], facts["viewport"]) == (f"{site.url}/a", "", f"{WIDTH}x{HEIGHT}")
    assert (facts["logged_in"], facts["user_agent"]) == (False, "tinwatch/0.1")
