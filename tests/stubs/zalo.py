"""Zalo's article list and its login as tests need them: ten a question, access tokens that end, refresh tokens good for one use."""

from __future__ import annotations

import copy
import json
from pathlib import Path

from aiohttp import web
from stubs.serving import Stub, shape


class Zalo(Stub):
    """`used`: refresh tokens that were spent; `hidden`: articles that are not shown."""

    platform, ref = "zalo", "579745863508352884"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.tokens = folder / "zalo.json"
        self.tokens.write_text(json.dumps({"refresh_token": "refresh-0"}))
        self.access, self.refresh, self.used = "", "refresh-0", list[str]()
        self.videos: set[str] = set()
        self.hidden: set[str] = set()

    @property
    def secrets(self) -> dict[str, str]:
        return {"api": self.url, "login": self.url, "app_id": "1", "app_secret": "bí mật".encode().hex(), "tokens": str(self.tokens)}

    def id_of(self, number: int) -> str:
        return f"zalo:bai{number:04}"

    def expire(self) -> None:
        self.access = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/v4/oa/access_token":
            return await self._login(request)
        if request.path != "/v2.0/article/getslice":
            return web.Response(status=404)
        if not self.access or request.headers.get("access_token") != self.access:
            return web.json_response({"error": -216, "message": "Access token is invalid"})
        if int(request.query["limit"]) > 10:
            return web.json_response({"error": -201, "message": "maximum limit is 10"})
        return self._slice(int(request.query["offset"]), request.query["type"])

    async def _login(self, request: web.Request) -> web.Response:
        form = await request.post()
        if request.headers.get("secret_key") != self.secrets["app_secret"] or form["refresh_token"] != self.refresh:
            return web.json_response({"error": -14014, "error_name": "Invalid refresh token"})
        self.used.append(self.refresh)
        self.access, self.refresh = f"access-{len(self.used)}", f"refresh-{len(self.used)}"
        answer = shape("zalo", "token.json")
        return web.json_response(answer | {"access_token": self.access, "refresh_token": self.refresh})

    def _slice(self, offset: int, kind: str) -> web.Response:
        answer = shape("zalo", "getslice.json")
        item = answer["data"]["medias"][0]
        chosen = [one for one in self.newest() if (one[0] in self.videos) == (kind == "video")]
        answer["data"]["medias"], answer["data"]["total"] = [], len(chosen)
        for id, at, text in chosen[offset : offset + 10]:
            one = copy.deepcopy(item) | {
                "id": id.removeprefix("zalo:"),
                "title": text,
                "create_date": int(at.timestamp() * 1000),
                "type": kind,
            }
            answer["data"]["medias"].append(one | {"status": "hide" if id in self.hidden else "show"})
        return web.json_response(answer)
