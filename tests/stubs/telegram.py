"""Telegram's web preview as tests need it: twenty messages a page, embedded single ones, redirects away from what has no preview."""

from __future__ import annotations

import html

from aiohttp import web
from stubs.serving import Stub, shape

CHANNEL = "KenhTinA"
A_PAGE = 20


class Telegram(Stub):
    """A text is HTML where it begins with `<`; `serviced`: numbers of Telegram's own notes."""

    platform, ref = "telegram", f"https://t.me/{CHANNEL}"

    def __init__(self) -> None:
        super().__init__()
        self.robots = web.Response(status=404).status, ""
        self.serviced: set[int] = set()

    def id_of(self, number: int) -> str:
        return f"tg:{CHANNEL.lower()}/{number}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/robots.txt":
            return web.Response(status=self.robots[0], text=self.robots[1])
        parts = request.path.strip("/").split("/")
        if parts[0] == "s":
            if parts[1].lower() != CHANNEL.lower():
                raise web.HTTPFound(f"/{parts[1]}")
            return self._page(request.query.get("before", ""))
        if len(parts) == 2 and request.query.get("embed") == "1":
            return self._single(self.id_of(int(parts[1])))
        return web.Response(text="<html><body><div class='tgme_page_title'>Ai đó</div></body></html>", content_type="text/html")

    def _page(self, before: str) -> web.Response:
        numbers = sorted(int(id.rpartition("/")[2]) for id in self.posts)
        shown = [number for number in numbers if not before or number < int(before)][-A_PAGE:]
        text = shape("telegram", "page.html").replace("MESSAGES", "".join(self._message(number) for number in shown))
        return web.Response(text=text, content_type="text/html")

    def _single(self, id: str) -> web.Response:
        if id not in self.posts:
            text = '<html><body><div class="tgme_widget_message_error">Post not found</div></body></html>'
        else:
            text = f"<html><body>{self._message(int(id.rpartition('/')[2]))}</body></html>"
        return web.Response(text=text, content_type="text/html")

    def _message(self, number: int) -> str:
        at, text = self.posts[self.id_of(number)]
        written = text if text.startswith("<") else html.escape(text).replace("\n", "<br/>")
        message = shape("telegram", "message.html").replace("NUMBER", str(number)).replace("MOMENT", at.isoformat())
        body = '<div class="tgme_widget_message_text js-message_text" dir="auto">TEXT</div>'
        assert body in message
        message = message.replace(body, body.replace("TEXT", written) if text else "")
        if number in self.serviced:
            return message.replace('js-widget_message"', 'service_message js-widget_message"', 1)
        return message
