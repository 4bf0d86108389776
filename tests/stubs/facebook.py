"""The Graph API as tests need it: ranked lists with `next` on an empty page, counts that may lack, two spellings of comment ids."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiohttp import web
from stubs.serving import START, Stub, shape

PAGE = "100200300"
TOKEN = "EAAB-bi-mat"


class Facebook(Stub):
    """`gone`: posts that were taken away. `nameless`: comments come without ids, as with Page Public Content Access. `user_token`: no
    comments are told, with HTTP 200. `stirred`: neighbours stand swapped."""

    platform, ref = "facebook", PAGE

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, list[tuple[str, str, datetime]]] = {}
        self.gone: set[str] = set()
        self.user_token = self.stirred = self.nameless = False
        self.name = "Trang A"
        self.usage: dict[str, str] = {"x-app-usage": '{"call_count":28,"total_time":25,"total_cputime":25}'}

    @property
    def secrets(self) -> dict[str, str]:
        return {"api": self.url, "token": TOKEN}

    def id_of(self, number: int) -> str:
        return f"fb:{PAGE}_{9000 + number}"

    def comment(self, post: str, text: str, at: datetime = START) -> str:
        said = self.said.setdefault(post, [])
        told = f"{post.rpartition('_')[2]}_{70000 + len(said)}"
        said.append((told, text, at))
        return f"fb:{told}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("authorization") != f"Bearer {TOKEN}" or "access_token" in request.query:
            return self.error(190, 463)
        kind = request.path.rpartition("/")[2]
        match kind:
            case "published_posts":
                return self._posts(request)
            case "comments":
                return self._comments(request)
            case "debug_token":
                return self.answer({"data": {"is_valid": True, "expires_at": 0}})
        ids = request.query["ids"].split(",")
        if any(f"fb:{id}" in self.gone or f"fb:{id}" not in self.posts for id in ids):
            return self.error(100, 33)
        return self.answer({id: self._post(f"fb:{id}") for id in ids})

    def answer(self, body: Any) -> web.Response:
        return web.json_response(body, headers=self.usage)

    def error(self, code: int, subcode: int = 0, status: int = 400) -> web.Response:
        said = shape("facebook", "error.json")
        said["error"] |= {"code": code, "error_subcode": subcode}
        return web.json_response(said, status=status, headers=self.usage)

    def _post(self, id: str) -> dict[str, Any]:
        at, text = self.posts[id]
        item: dict[str, Any] = shape("facebook", "post.json")
        item |= {"id": id[3:], "message": text, "created_time": at.strftime("%Y-%m-%dT%H:%M:%S+0000")}
        item["from"]["name"] = self.name
        item["comments"]["summary"]["total_count"] = len(self.said.get(id, []))
        if len(self.posts) % 2:
            del item["shares"]
        return item

    def _posts(self, request: web.Request) -> web.Response:
        if int(request.query["limit"]) > 100:
            return self.error(100)
        order = [id for id, *_ in self.newest() if id not in self.gone][:600]
        if self.stirred:
            order = [id for i in range(0, len(order), 2) for id in reversed(order[i : i + 2])]
        return self._page(request, [self._post(id) for id in order])

    def _comments(self, request: web.Request) -> web.Response:
        assert (request.query["filter"], request.query["order"]) == ("stream", "chronological")
        id = f"fb:{request.path.split('/')[-2]}"
        if id in self.gone:
            return self.error(100, 33)
        said = self.said.get(id, [])
        items = []
        for told, text, at in [] if self.user_token else said:
            items.append(shape("facebook", "comment.json") | {"message": text, "created_time": at.strftime("%Y-%m-%dT%H:%M:%S+0000")})
            if self.nameless:
                del items[-1]["id"]
                continue
            items[-1]["id"] = told if len(items) % 2 else told.rpartition("_")[2]
        return self._page(request, items, {"summary": {"order": "chronological", "total_count": len(said)}})

    def _page(self, request: web.Request, items: list[Any], more: dict[str, Any] | None = None) -> web.Response:
        """One empty page stands between the others and still has a `next`."""
        limit, mark = int(request.query["limit"]), request.query.get("after", "")
        if mark and not mark.startswith("QVFI"):
            return self.error(100)
        at = int(mark[4:] or 0)
        if at == limit and not mark.endswith("0"):
            return self.answer({"data": [], "paging": self._paging(request, f"QVFI{at:03}0")} | (more or {}))
        data, following = items[at : at + limit], at + limit
        body: dict[str, Any] = {"data": data, "paging": {"cursors": {"before": "QVFI0", "after": f"QVFI{following}"}}} | (more or {})
        if following < len(items):
            body["paging"] = self._paging(request, f"QVFI{following}")
        return self.answer(body)

    def _paging(self, request: web.Request, mark: str) -> dict[str, Any]:
        return {"cursors": {"after": mark}, "next": f"{self.url}{request.path}?access_token={TOKEN}&after={mark}"}
