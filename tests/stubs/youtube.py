"""YouTube Data API v3 as tests need it: uploads, videos, threads with replies, channels; its pages are cut by position."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from stubs.serving import START, Stub, shape

CHANNEL = "UC" + "x" * 22
KEY = "key-for-tests"
INLINE = 5
"""Replies that come along with their thread at most."""


class YouTube(Stub):
    platform, ref = "youtube", CHANNEL

    def __init__(self) -> None:
        super().__init__()
        self.threads: dict[str, list[dict[str, Any]]] = {}
        self.disabled: set[str] = set()
        self.vanished = False

    @property
    def secrets(self) -> dict[str, str]:
        return {"api": self.url, "key": KEY}

    def id_of(self, number: int) -> str:
        return f"yt:video{number:06}"

    def comment(self, post: str, text: str, at: datetime | None = None, *, under: str = "", own: bool = False) -> str:
        """A comment, or a reply under another; `own`: the channel's."""
        threads = self.threads.setdefault(post, [])
        number = sum(1 + len(thread["said"]) for thread in threads)
        if under:
            thread = next(thread for thread in threads if thread["id"] == under)
            id = f"{under}.r{len(thread['said'])}"
            thread["said"].append({"id": id, "text": text, "at": at or START + timedelta(days=2, minutes=number), "own": own})
        else:
            id = f"yt:Ugx{post[-6:]}{len(threads):05}"
            threads.append({"id": id, "text": text, "at": at or START + timedelta(days=1, minutes=number), "own": own, "said": []})
        return id

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("x-goog-api-key") != KEY:
            return error(400, "badRequest", details="API_KEY_INVALID")
        given = request.query
        match request.path:
            case "/channels":
                found = not self.vanished and (given.get("id") == CHANNEL or given.get("forHandle") == "@kenhtin")
                return web.json_response({"kind": "youtube#channelListResponse", "items": [{"id": CHANNEL}] if found else []})
            case "/playlistItems":
                if not self.posts or self.vanished:
                    return error(404, "playlistNotFound")
                return self._uploads(given)
            case "/videos":
                return self._videos(given)
            case "/commentThreads":
                return self._threads(given)
            case "/comments":
                return self._replies(given)
        return web.Response(status=404)

    def _uploads(self, given: Any) -> web.Response:
        answer = shape("youtube", "playlistItems.json")
        item, items, begin, most = answer["items"][0], [], _place(given.get("pageToken", "")), int(given["maxResults"])
        if begin is None:
            return error(400, "invalidPageToken")
        for id, at, text in self.newest()[begin : begin + most]:
            one = copy.deepcopy(item)
            one["snippet"]["title"] = text
            one["snippet"]["resourceId"]["videoId"] = one["contentDetails"]["videoId"] = id.removeprefix("yt:")
            one["contentDetails"]["videoPublishedAt"] = _written(at)
            items.append(one)
        return _page(answer, items, begin, most, len(self.posts))

    def _videos(self, given: Any) -> web.Response:
        answer = shape("youtube", "videos.json")
        item, items = answer["items"][0], []
        for id in given["id"].split(","):
            if f"yt:{id}" not in self.posts:
                continue
            at, text = self.posts[f"yt:{id}"]
            one = copy.deepcopy(item)
            one["id"], one["snippet"]["publishedAt"] = id, _written(at)
            one["snippet"]["title"], _, one["snippet"]["description"] = text.partition("\n\n")
            items.append(one)
        return web.json_response(answer | {"items": items})

    def _threads(self, given: Any) -> web.Response:
        post = f"yt:{given['videoId']}"
        if post in self.disabled:
            return error(403, "commentsDisabled")
        if post not in self.posts:
            return error(404, "videoNotFound")
        answer = shape("youtube", "commentThreads.json")
        item, items, begin, most = answer["items"][0], [], _place(given.get("pageToken", "")), int(given["maxResults"])
        if begin is None:
            return error(400, "invalidPageToken")
        threads = sorted(self.threads.get(post, []), key=lambda thread: thread["at"], reverse=True)
        for thread in threads[begin : begin + most]:
            one = copy.deepcopy(item)
            one["id"] = thread["id"].removeprefix("yt:")
            one["snippet"]["totalReplyCount"] = len(thread["said"])
            one["snippet"]["topLevelComment"] = _said(one["snippet"]["topLevelComment"], thread)
            reply = one["replies"]["comments"][0]
            one["replies"]["comments"] = [_said(reply, said) for said in thread["said"][-INLINE:]]
            if not thread["said"]:
                del one["replies"]
            items.append(one)
        return _page(answer, items, begin, most, len(threads))

    def _replies(self, given: Any) -> web.Response:
        reply = shape("youtube", "commentThreads.json")["items"][0]["replies"]["comments"][0]
        thread = next((t for some in self.threads.values() for t in some if t["id"] == f"yt:{given['parentId']}"), None)
        if thread is None:
            return error(404, "commentNotFound")
        begin, most = _place(given.get("pageToken", "")) or 0, int(given["maxResults"])
        items = [_said(reply, said) for said in thread["said"][begin : begin + most]]
        return _page({"kind": "youtube#commentListResponse", "nextPageToken": ""}, items, begin, most, len(thread["said"]))


def error(status: int, reason: str, *, details: str = "") -> web.Response:
    body = shape("youtube", "error.json")
    body["error"]["code"], body["error"]["errors"][0]["reason"] = status, reason
    if details:
        body["error"]["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": details, "domain": "googleapis.com"}]
    return web.json_response(body, status=status)


def _said(template: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    one = copy.deepcopy(template)
    one["id"], words = said["id"].removeprefix("yt:"), one["snippet"]
    words["textDisplay"] = words["textOriginal"] = said["text"]
    words["publishedAt"] = words["updatedAt"] = _written(said["at"])
    if said["own"]:
        words["authorChannelId"]["value"] = CHANNEL
    return one


def _page(answer: dict[str, Any], items: list[Any], begin: int, most: int, total: int) -> web.Response:
    answer = answer | {"items": items}
    answer.pop("nextPageToken")
    if begin + most < total:
        answer["nextPageToken"] = f"P{begin + most}"
    return web.json_response(answer)


def _place(mark: str) -> int | None:
    return 0 if not mark else int(mark[1:]) if mark[:1] == "P" and mark[1:].isdecimal() else None


def _written(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
