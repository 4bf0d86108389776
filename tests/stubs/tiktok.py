"""TikTok's Research API as tests need it: a token, spans of at most thirty days, searches that end, comments in no order of time."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from stubs.serving import Stub, shape

FIRST = 7206222459382287000


class TikTok(Stub):
    """`searches`: those that are known; a test empties it to end them."""

    platform, ref = "tiktok", "@trang.a"

    def __init__(self) -> None:
        super().__init__()
        self.granted = 0
        self.searches: set[str] = set()
        self.said: dict[str, list[tuple[str, str]]] = {}

    @property
    def secrets(self) -> dict[str, str]:
        return {"api": self.url, "client_key": "khoá", "client_secret": "bí mật"}

    def id_of(self, number: int) -> str:
        return f"tt:{FIRST + number}"

    def comment(self, post: str, text: str) -> str:
        said = self.said.setdefault(post, [])
        id = f"tt:{int(post[3:]) * 10 + len(said)}"
        said.append((id, text))
        return id

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/v2/oauth/token/":
            form = await request.post()
            if (form["client_key"], form["client_secret"]) != ("khoá", "bí mật"):
                return web.json_response({"error": "invalid_client", "error_description": "…", "log_id": "1"}, status=401)
            self.granted += 1
            return web.json_response({"access_token": f"clt.{self.granted}", "expires_in": 7200, "token_type": "Bearer"})
        if request.headers.get("authorization") != f"Bearer clt.{self.granted}":
            return error(401, "access_token_invalid")
        body = await request.json()
        return self._videos(body, request.query["fields"]) if request.path == "/v2/research/video/query/" else self._comments(body)

    def _videos(self, body: dict[str, Any], fields: str) -> web.Response:
        begin, end = (datetime.strptime(body[name], "%Y%m%d").replace(tzinfo=UTC).date() for name in ("start_date", "end_date"))
        if (end - begin).days > 30:
            return error(400, "invalid_params")
        at, search = body.get("cursor", 0), body.get("search_id", "")
        if at and search not in self.searches:
            return error(400, "invalid_params")
        search = search or f"7201{len(self.asked)}"
        self.searches.add(search)
        answer = shape("tiktok", "videos.json")
        item = answer["data"]["videos"][0]
        chosen = [one for one in reversed(self.newest()) if begin <= one[1].date() <= end]
        videos = [
            copy.deepcopy(item) | {"id": int(id[3:]), "create_time": int(when.timestamp()), "video_description": text}
            for id, when, text in chosen[at : at + body["max_count"]]
        ]
        asked_for = set(fields.split(","))
        data = {"videos": [{name: video[name] for name in video if name in asked_for} for video in videos]}
        data |= {"cursor": at + len(videos), "has_more": at + len(videos) < len(chosen), "search_id": search}
        return web.json_response(answer | {"data": data})

    def _comments(self, body: dict[str, Any]) -> web.Response:
        answer = shape("tiktok", "comments.json")
        item, said, at = answer["data"]["comments"][0], self.said.get(f"tt:{body['video_id']}", []), body.get("cursor", 0)
        some = [copy.deepcopy(item) | {"id": int(id[3:]), "text": text} for id, text in said[at : at + body["max_count"]]]
        return web.json_response(answer | {"data": {"comments": some, "cursor": at + len(some), "has_more": at + len(some) < len(said)}})


def error(status: int, code: str) -> web.Response:
    return web.json_response({"data": {}, "error": {"code": code, "message": "…", "log_id": "1"}}, status=status)
