"""The Threads API as tests need it: profiles of others and one's own, marks without `next`, whole conversations, one post at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiohttp import web
from stubs.serving import START, Stub, shape

TOKEN = "THQW-bi-mat"
NAME = "trang.a"


class Threads(Stub):
    """`barred`: replies of others may not be read with this token. `passed_on`: posts of others in the profile's list."""

    platform, ref = "threads", f"@{NAME}"

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, list[dict[str, Any]]] = {}
        self.gone: set[str] = set()
        self.passed_on: set[str] = set()
        self.barred = False

    @property
    def secrets(self) -> dict[str, str]:
        return {"api": self.url, "token": TOKEN}

    def id_of(self, number: int) -> str:
        return f"th:{18050000000000000 + number}"

    def comment(self, post: str, text: str, at: datetime = START, *, hidden: str = "NOT_HUSHED") -> str:
        said = self.said.setdefault(post, [])
        number = f"{post.removeprefix('th:')}{len(said):04}"
        when = at.strftime("%Y-%m-%dT%H:%M:%S+0000")
        said.append(shape("threads", "reply.json") | {"id": number, "text": text, "timestamp": when, "hide_status": hidden})
        return f"th:{number}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("authorization") != f"Bearer {TOKEN}" or "access_token" in request.query:
            return error(190, 463)
        kind = request.path.rpartition("/")[2]
        match kind:
            case "profile_posts" if request.query["username"] == NAME:
                return self._page(request, self._posts(request))
            case "threads" if request.path == "/me/threads":
                return self._page(request, self._posts(request))
            case "conversation":
                return self._conversation(request)
        if f"th:{kind}" not in self.posts or f"th:{kind}" in self.gone:
            return error(100, 33)
        return web.json_response(self._post(f"th:{kind}"))

    def _posts(self, request: web.Request) -> list[dict[str, Any]]:
        return [self._post(id) for id, *_ in self.newest() if id not in self.gone]

    def _post(self, id: str) -> dict[str, Any]:
        at, text = self.posts[id]
        item = shape("threads", "post.json") | {"id": id[3:], "text": text, "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S+0000")}
        item |= {"has_replies": bool(self.said.get(id))}
        return item | ({"media_type": "REPOST_FACADE"} if id in self.passed_on else {})

    def _conversation(self, request: web.Request) -> web.Response:
        id = f"th:{request.path.split('/')[-2]}"
        if self.barred:
            return error(10)
        if id in self.gone:
            return error(100, 33)
        assert request.query["reverse"] == "false"
        return self._page(request, self.said.get(id, []))

    def _page(self, request: web.Request, items: list[Any]) -> web.Response:
        limit, mark = int(request.query["limit"]), request.query.get("after", "")
        if mark and not mark.startswith("QVFI"):
            return error(100)
        at = int(mark[4:] or 0)
        data = items[at : at + limit]
        return web.json_response(
            {"data": data, "paging": {"cursors": {"before": "QVFI0", "after": f"QVFI{at + len(data)}"}} if data else {}}
        )


def error(code: int, subcode: int = 0) -> web.Response:
    said = shape("threads", "error.json")
    said["error"] |= {"code": code, "error_subcode": subcode}
    return web.json_response(said, status=400)
