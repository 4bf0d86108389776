"""Pages that publish for some days by a clock of their own, over HTTP in shapes of the Graph API (domain.md §6.1), with what goes wrong.

Run: `python graph_week.py '{"port": …, "clock": "START@SECONDS*SPEED", …}'`. It counts what no client may do: more than 200 calls in an
hour, and calls after it said that it is not to be asked (more of them than may have been under way then).
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter, deque
from datetime import UTC, datetime, timedelta

from aiohttp import web

HOUR = 3600.0
PER_DAY = {"A": 24.0, "B": 4.0, "C": 0.5}
"""Posts of a page in a day, by its tier; there are two weeks of them before the first day, so that nobody takes a page for a quiet one."""

UNDER_WAY = 8
"""Questions that may be on their way when the first is refused: six are asked at a time, and a collector that was killed may ask anew."""


class Week:
    """`given` has port, clock, days, tiers (page → A, B or C), seed, throttle and expiry (hours), vanish and rename (page → hour)."""

    def __init__(self, given):
        self.given = given
        start, _, rest = given["clock"].partition("@")
        epoch, _, speed = rest.partition("*")
        self.start, self.epoch, self.speed = datetime.fromisoformat(start), float(epoch), float(speed)
        self.calls, self.noes, self.violations, self.total = deque(), Counter(), [], 0
        self.times = []
        rng = random.Random(given["seed"])
        self.posts = {page: self._life(page, tier, rng) for page, tier in given["tiers"].items()}

    def hour(self):
        return (time.time() - self.epoch) * self.speed / HOUR

    def stamp(self, hour):
        return (self.start + timedelta(hours=hour)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")

    def _life(self, page, tier, rng):
        """A page's posts: hour, id, text, when it is edited or taken away, and the hours of its comments."""
        hour, posts, end = -14 * 24.0, [], self.given["days"] * 24.0
        while (hour := hour + rng.expovariate(PER_DAY[tier] / 24)) < end:
            fate = rng.random() if hour > 0 else 1.0
            comments = sorted(hour + rng.expovariate(1 / 3) for _ in range(rng.choice((0,) * 9 + (1, 4)) if hour > 0 else 0))
            posts.append(
                {
                    "id": f"{page}_{page}{len(posts):05}", "page": page, "tier": tier, "hour": hour,
                    "text": f"Chợ {page} phiên thứ {len(posts)}",
                    "edited": hour + 2 if fate < 0.02 else None, "removed": hour + 30 if 0.02 <= fate < 0.04 else None,
                    "comments": comments if fate >= 0.04 else [],
                }
            )  # fmt: skip
        return posts

    def refusal(self, token, now):
        """Code and minutes to wait, where this call is not answered; counts what should not have been asked."""
        self.total += 1
        self.times.append(now)
        self.calls.append(now)
        while now - self.calls[0] > 1:
            self.calls.popleft()
        if len(self.calls) > 200:
            self.violations.append(["more than 200 calls in an hour", now])
        begins, ends = self.given["throttle"]
        if begins <= now < ends:
            return self._no("throttled", 4, (ends - now) * 60)
        if token == "first" and now >= self.given["expiry"]:
            return self._no("expired", 190, 0)
        return None

    def _no(self, name, code, minutes):
        self.noes[name] += 1
        if self.noes[name] > UNDER_WAY:
            self.violations.append([f"asked again while {name}", self.hour()])
        return code, minutes


def answered(week, data, status=200):
    used = min(100, len(week.calls) * 100 // 200)
    return web.json_response(data, status=status, headers={"x-app-usage": json.dumps({"call_count": used, "total_time": 1})})


def error(week, code, minutes=0.0, subcode=0):
    body = {"message": f"(#{code}) no", "type": "OAuthException", "code": code, "error_subcode": subcode, "fbtrace_id": "A"}
    answer = answered(week, {"error": body}, 400)
    if minutes:
        usage = {"1": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": int(minutes) + 1}]}
        answer.headers["x-business-use-case-usage"] = json.dumps(usage)
    return answer


def shown(week, post, now):
    edited = post["edited"] is not None and post["edited"] <= now
    many = sum(hour <= now for hour in post["comments"])
    return {
        "id": post["id"], "message": post["text"] + (" (đã sửa)" if edited else ""), "created_time": week.stamp(post["hour"]),
        "is_published": True, "comments": {"data": [], "summary": {"total_count": many}},
    }  # fmt: skip


def there(post, now):
    return post["hour"] <= now and not (post["removed"] is not None and post["removed"] <= now)


async def graph(request):
    week, now = request.app["week"], request.app["week"].hour()
    if (no := week.refusal(request.headers["authorization"].removeprefix("Bearer "), now)) is not None:
        return error(week, *no)
    path = request.match_info["path"].split("/")
    if path == ["debug_token"]:
        ends = week.start + timedelta(hours=week.given["expiry"]) if request.query["input_token"] == "first" else None
        return answered(week, {"data": {"is_valid": True, "expires_at": int(ends.timestamp()) if ends else 0}})
    page = (request.query.get("ids") or path[0]).partition(",")[0].partition("_")[0]
    if page not in week.posts or week.given["vanish"].get(page, 1e9) <= now:
        return error(week, 100, subcode=33)
    posts = [post for post in week.posts[page] if there(post, now)]
    if "ids" in request.query:
        wanted = set(request.query["ids"].split(","))
        return answered(week, {post["id"]: shown(week, post, now) for post in posts if post["id"] in wanted})
    if path[-1] == "comments":
        post = next((post for post in posts if post["id"] == path[0]), None)
        hours = [hour for hour in post["comments"] if hour <= now] if post else []
        data = [
            {"id": f"{path[0].rpartition('_')[2]}_{n}", "message": f"bình luận {n}", "created_time": week.stamp(hour)}
            for n, hour in enumerate(hours)
        ]
        return answered(week, {"data": data}) if post else error(week, 100, subcode=33)
    begin = int(request.query.get("after", 0))
    newest = posts[::-1][begin : begin + 50]
    more = {"cursors": {"after": str(begin + 50)}, "next": "…"} if begin + 50 < len(posts) else {}
    renamed = week.given["rename"].get(page, 1e9) <= now
    name = f"Trang {page}" + (" tên mới" if renamed else "")
    return answered(week, {"data": [shown(week, post, now) | {"from": {"id": page, "name": name}} for post in newest], "paging": more})


async def admin(request):
    """What a test compares with."""
    week = request.app["week"]
    return web.json_response({"violations": week.violations, "total": week.total, "times": week.times, "posts": week.posts})


def main():
    given = json.loads(sys.argv[1])
    app = web.Application()
    app["week"] = Week(given)
    app.router.add_get("/admin", admin)
    app.router.add_get("/{path:.*}", graph)
    web.run_app(app, host="127.0.0.1", port=given["port"], print=None, access_log=None)


if __name__ == "__main__":
    main()
