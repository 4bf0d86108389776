"""Pages captured from servers that mean no good: real HTTP on this machine, through the guard as it stands."""

import asyncio
import gzip
import hashlib
import io
import json
import socket
import zipfile

import pytest
from press_site import ARTICLE, Answer, article, press_site
from warcio.archiveiterator import ArchiveIterator

import collectors.captures as captures
import collectors.public as guard
from collectors.captures import Captures, packed
from collectors.originals import LARGEST
from tinwatch.evidence.making import walled


@pytest.fixture
def site():
    with press_site() as made:
        yield made


async def visited(url: str, *, inside: bool = True) -> captures.Visit:
    async with Captures(pace=0.0, inside=inside) as pages:
        return await pages.visit(url)


async def test_a_page_with_its_redirect_is_kept_as_it_was_sent(site) -> None:
    page = article()
    site.pages["/moi"] = Answer(status=301, headers={"location": "/bai.html"})
    site.pages["/bai.html"] = Answer(page, headers={"content-type": "text/html; charset=utf-8", "x-seen": "1"})
    visit = await visited(f"{site.url}/moi")
    assert (visit.outcome, [one.status for one in visit.exchanges]) == ("found", [301, 200])
    assert ARTICLE[0] in visit.text
    assert site.sent["accept-encoding"] == "identity"
    assert "cookie" not in site.sent
    archive, digest = packed([visit])
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    raw = files["archive/data.warc.gz"]
    assert hashlib.sha256(raw).hexdigest() == digest
    records = [
        (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
        for one in ArchiveIterator(io.BytesIO(raw))
    ]
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "request", "response", "request"]
    assert records[3][1:] == (f"{site.url}/bai.html", page)
    package = json.loads(files["datapackage.json"])
    for one in package["resources"]:
        assert one["hash"] == "sha256:" + hashlib.sha256(files[one["path"]]).hexdigest()
    told = json.loads(files["datapackage-digest.json"])
    assert told["hash"] == "sha256:" + hashlib.sha256(files["datapackage.json"]).hexdigest()
    for line in files["indexes/index.cdx"].splitlines():
        entry = json.loads(line.split(b" ", 2)[2])
        start = int(entry["offset"])
        [found] = ArchiveIterator(io.BytesIO(raw[start : start + int(entry["length"])]))
        assert found.rec_headers.get_header("WARC-Target-URI") == entry["url"]


INSIDE = ("http://127.0.0.2/x", "http://169.254.169.254/latest/meta-data", "http://[::1]/x", "http://localhost/x", "http://inside.example/x",
          "http://[::ffff:127.0.0.1]/x", "http://2130706433/x", "file:///etc/passwd", "gopher://127.0.0.1/")  # fmt: skip


@pytest.mark.parametrize("target", INSIDE)
async def test_no_redirect_leads_inside(site, monkeypatch, target: str) -> None:
    """Only this site's address passes for a public one here; names that resolve to the desk's network do not."""
    port = int(site.url.rpartition(":")[2])
    site.pages["/a"] = Answer(status=302, headers={"location": target.replace("/x", f":{port}/x", 1) if target.endswith("/x") else target})
    known, names = socket.getaddrinfo, {"inside.example": "127.0.0.3", "localhost": "127.0.0.4"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: known(names.get(host, host), *rest, **more))
    monkeypatch.setattr(guard, "PORTS", frozenset({80, port}))
    public = guard.public
    monkeypatch.setattr(guard, "public", lambda found: ["127.0.0.1"] if found == ["127.0.0.1"] and port else public(found))
    if target.startswith("http://2130706433"):
        monkeypatch.setattr(guard, "public", public)  # the same address in another spelling
        assert (await visited(target, inside=False)).outcome == "refused"
        return
    visit = await visited(f"{site.url}/a", inside=False)
    assert visit.outcome == "refused"
    assert site.asked == ["/robots.txt", "/a"]


async def served(answer) -> tuple[asyncio.Server, str]:  # type: ignore[no-untyped-def]
    """A server that allows robots everything and then answers as it likes."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await reader.readuntil(b"\r\n\r\n")
            if b" /robots.txt " in asked:
                writer.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            else:
                await answer(writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


async def slow(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
    for _ in range(4000):
        writer.write(b"<p>")
        await writer.drain()
        await asyncio.sleep(0.05)


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
    for _ in range(4 * LARGEST // 100_000):
        writer.write(b"x" * 100_000)
        await writer.drain()


async def headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        writer.write(f"x-{number}: {'y' * 100}\r\n".encode())
        await writer.drain()


async def nonsense(writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x16\x03\x01\x00\x00 not http")


async def silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(200)


async def ring(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")


@pytest.mark.parametrize("answer", [slow, endless, headers, nonsense, silent, ring])
async def test_what_never_ends_or_makes_no_sense_ends_soon(monkeypatch, answer) -> None:
    monkeypatch.setattr(captures, "PATIENCE", 1.0)
    server, url = await served(answer)
    try:
        visit = await asyncio.wait_for(visited(url), 100)
    finally:
        server.close()
    assert visit.outcome == "unreachable"
    assert visit.told


async def test_a_bomb_is_kept_packed() -> None:
    bomb = gzip.compress(b"<p>" + bytes(200_000_000), 9)
    assert len(bomb) < LARGEST

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: gzip\r\nconnection: close\r\n")
        writer.write(f"content-length: {len(bomb)}\r\n\r\n".encode() + bomb)

    server, url = await served(answer)
    try:
        visit = await visited(url)
    finally:
        server.close()
    assert visit.outcome == "found"
    assert visit.exchanges[0].body == bomb
    assert len(visit.text) <= LARGEST
    assert len(packed([visit])[0]) < LARGEST


async def test_robots_and_pictures(site) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /kin", headers={"content-type": "text/plain"})
    site.pages |= {"/a.jpg": Answer(b"\xff\xd8picture", headers={"content-type": "image/jpeg"}), "/kin/a.html": Answer(article())}
    assert (await visited(f"{site.url}/kin/a.html")).outcome == "refused"
    async with Captures(pace=0.0, inside=True) as pages:
        assert await pages.media(f"{site.url}/a.jpg") == b"\xff\xd8picture"
        assert await pages.media(f"{site.url}/kin/a.jpg") is None
        assert await pages.media(f"{site.url}/none.jpg") is None
    async with Captures(pace=0.0) as pages:
        assert await pages.media(f"{site.url}/a.jpg") is None, "inside"


def test_pages_behind_a_login_are_never_asked() -> None:
    for url in (
        "https://www.facebook.com/1",
        "https://m.facebook.com/x",
        "https://zalo.me/0900",
        "https://vt.tiktok.com/a",
        "ftp://a.vn/",
        "http://[",
        "x",
    ):
        assert walled(url), url
    assert not walled("https://bao-mau.example/bai.html")
