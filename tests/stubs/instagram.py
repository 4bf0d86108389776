"""Instagram's part of the Graph API as tests need it: business discovery without `next`, comments newest first with replies in them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from aiohttp import web
from stubs.serving import START, Stub, shape

TOKEN = "EAAB-bi-mat"
ACCOUNT = "17841400000000001"
NAME = "trang.a"


class Instagram(Stub):
    """`own`: the page is the desk's own account, asked by its number; else another's, by its name. `absent`: that name is not there."""

    platform = "instagram"

    def __init__(self, *, own: bool = False) -> None:
        super().__init__()
        self.own, self.ref = own, ACCOUNT if own else NAME
        self.absent = False
        self.said: dict[str, list[dict[str, Any]]] = {}
        self.gone: set[str] = set()

    @property
    def secrets(self) -> dict[str, str]:
        return {"api": self.url, "token": TOKEN, "account": ACCOUNT}

    def id_of(self, number: int) -> str:
        return f"ig:{17854000000000000 + number}" if self.own else f"ig:AB-c_{number}"

    def comment(self, post: str, text: str, at: datetime = START, *, under: str = "") -> str:
        """`under`: the comment that this is a reply to."""
        said = self.said.setdefault(post, [])
        many = len(said) + sum(len(one.get("replies", {"data": []})["data"]) for one in said)
        number = f"{post.removeprefix('ig:')}{many:04}"
        item = shape("instagram", "comment.json") | {"id": number, "text": text, "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S+0000")}
        if under:
            next(one for one in said if f"ig:{one['id']}" == under).setdefault("replies", {"data": []})["data"].append(item)
        else:
            said.append(item)
        return f"ig:{number}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("authorization") != f"Bearer {TOKEN}" or "access_token" in request.query:
            return error(190, 463)
        kind = request.path.rpartition("/")[2]
        match kind:
            case "media":
                return web.json_response(self._page(request, request.query.get("after", ""), self._media(), following=True))
            case "comments":
                return self._comments(request)
        asked = re.fullmatch(
            r"business_discovery\.username\(([^)]*)\){name,username,media\.limit\(50\)(?:\.after\(([^)]*)\))?{[\w,]+}}",
            request.query["fields"],
        )
        if asked is None or request.path != f"/{ACCOUNT}":
            return error(100)
        if self.absent or asked[1] != NAME:
            return error(110, 2207013)
        media = self._page(request, asked[2] or "", self._media(), following=False)
        if "error" in media:
            return error(100)
        return web.json_response(
            {"business_discovery": {"name": "Trang A", "username": NAME, "media": media, "id": "17841401441775531"}, "id": ACCOUNT}
        )

    def _media(self) -> list[dict[str, Any]]:
        items = []
        for id, at, text in self.newest():
            item = shape("instagram", "media.json") | {"caption": text, "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S+0000")}
            item |= {"id": id[3:]} if self.own else {"permalink": f"https://www.instagram.com/p/{id[3:]}/"}
            items.append(item | {"comments_count": len(self.said.get(id, []))})
        return items

    def _comments(self, request: web.Request) -> web.Response:
        id = f"ig:{request.path.split('/')[-2]}"
        if id in self.gone:
            return error(100, 33)
        newest = sorted(self.said.get(id, []), key=lambda one: one["timestamp"], reverse=True)
        return web.json_response(self._page(request, request.query.get("after", ""), newest, following=True))

    def _page(self, request: web.Request, mark: str, items: list[Any], *, following: bool) -> dict[str, Any]:
        if mark and not mark.startswith("QVFI"):
            return shape("instagram", "error.json")
        at = int(mark[4:] or 0)
        data = items[at : at + 50]
        paging: dict[str, Any] = {"cursors": {"before": "QVFI0", "after": f"QVFI{at + len(data)}"}} if data else {}
        if following and at + 50 < len(items):
            paging["next"] = f"{self.url}{request.path}?access_token={TOKEN}"
        return {"data": data, "paging": paging}


def error(code: int, subcode: int = 0) -> web.Response:
    said = shape("instagram", "error.json")
    said["error"] |= {"code": code, "error_subcode": subcode}
    return web.json_response(said, status=400)
