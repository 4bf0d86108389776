"""A paper's feed and sitemaps as tests need them: ETag, robots.txt, an index of sitemaps, a feed that holds its newest entries only."""

from __future__ import annotations

import gzip
import hashlib
from datetime import timedelta, timezone
from email.utils import format_datetime
from xml.sax.saxutils import escape

from aiohttp import web
from stubs.serving import Stub, shape

HOLDS = 30
HANOI = timezone(timedelta(hours=7))


class Paper(Stub):
    """`pages`: path → body in place of what it would be; `moved`: path → where it redirects to."""

    def __init__(self) -> None:
        super().__init__()
        self.robots = 404, ""
        self.pages: dict[str, bytes] = {}
        self.moved: dict[str, str] = {}

    @property
    def ref(self) -> str:  # type: ignore[override]
        return f"{self.url}{self.path}"

    path = ""

    def id_of(self, number: int) -> str:
        return f"{self.url}/bai-{number}.html"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/robots.txt":
            return web.Response(status=self.robots[0], text=self.robots[1])
        if request.path in self.moved:
            raise web.HTTPMovedPermanently(self.moved[request.path])
        body = self.pages.get(request.path)
        body = self.body(request.path) if body is None else body
        if body is None:
            return web.Response(status=404)
        etag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        if request.headers.get("if-none-match") == etag:
            return web.Response(status=304)
        return web.Response(body=body, headers={"etag": etag, "last-modified": "Mon, 16 Nov 2026 01:00:00 GMT"}, content_type="text/xml")

    def body(self, path: str) -> bytes | None:
        raise NotImplementedError


class Feed(Paper):
    platform, path = "rss", "/rss/thoi-su.rss"

    def body(self, path: str) -> bytes | None:
        if path != self.path:
            return None
        items = "".join(
            shape("rss", "item.xml")
            .replace("LINK", link)
            .replace("NUMBER", link[-6:-5])
            .replace("TITLE", escape(text))
            .replace("LEAD", f"Lời dẫn của {text}")
            .replace("MOMENT", format_datetime(at.astimezone(HANOI)))
            for link, at, text in self.newest()[:HOLDS]
        )
        return str(shape("rss", "vnexpress.xml")).replace("ITEMS", items).encode()


class Maps(Paper):
    """`days`: one sitemap a day behind an index, else all in one."""

    platform, path = "sitemap", "/sitemap-news.xml"

    def __init__(self) -> None:
        super().__init__()
        self.packed = False

    def body(self, path: str) -> bytes | None:
        if path == "/sitemap.xml":
            return self._index()
        if path.startswith("/day-"):
            chosen = [one for one in self.newest() if f"/day-{one[1]:%Y%m%d}.xml" == path]
        elif path == self.path:
            chosen = self.newest()
        else:
            return None
        items = "".join(
            shape("sitemap", "url.xml")
            .replace("LINK", link)
            .replace("TITLE", escape(text))
            .replace("MOMENT", at.astimezone(HANOI).isoformat())
            for link, at, text in chosen
        )
        body = str(shape("sitemap", "news.xml")).replace("ITEMS", items).encode()
        return gzip.compress(body, mtime=0) if self.packed else body

    def _index(self) -> bytes:
        last: dict[str, str] = {}
        for _, at, _ in self.newest():
            last.setdefault(f"/day-{at:%Y%m%d}.xml", at.isoformat())
        children = "".join(f"<sitemap><loc>{self.url}{path}</loc><lastmod>{when}</lastmod></sitemap>" for path, when in last.items())
        return str(shape("sitemap", "index.xml")).replace("CHILDREN", children).encode()
