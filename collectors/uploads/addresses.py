"""What an address on a platform says by itself: whose page, which post, and whether it is a person's profile. Nothing is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

PLATFORMS = {
    "facebook.com": "facebook", "fb.com": "facebook", "fb.watch": "facebook", "instagram.com": "instagram", "tiktok.com": "tiktok",
    "youtube.com": "youtube", "youtu.be": "youtube", "t.me": "telegram", "threads.net": "threads", "threads.com": "threads",
    "zalo.me": "zalo",
}  # fmt: skip
PREFIX = {"facebook": "fb", "instagram": "ig", "tiktok": "tt", "youtube": "yt", "telegram": "tg", "threads": "th", "zalo": "zalo"}
"""How ids of a platform begin; those of other sites begin with `web`."""

_NOT_PAGES = {
    "watch", "photo", "photo.php", "permalink.php", "story.php", "profile.php", "people", "groups", "reel", "reels", "share", "sharer",
    "hashtag", "events", "marketplace", "login", "p", "shorts", "explore", "c", "s", "video", "videos", "posts", "pages", "stories",
}  # fmt: skip
_HANDLE = re.compile(r"@?[\w.\-]{1,100}")


@dataclass(frozen=True)
class Address:
    """`page` and `post` are ids as records carry them, empty where the address does not tell them. `person`: a profile's, or of a group."""

    platform: str
    page: str = ""
    post: str = ""
    person: bool = False


def located(url: str) -> Address | None:
    """What an http(s) address tells; None when it is none."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("web.").removeprefix("vt.").removeprefix("vm.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host:
        return None
    platform = PLATFORMS.get(host, "")
    if not platform:
        return Address("web", f"web:{host}", f"web:{host}{parts.path}" + (f"?{parts.query}" if parts.query else ""))
    steps = [step for step in parts.path.split("/") if step]
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return _FINDERS.get(platform, _channel)(platform, steps, asked, parts)


def _facebook(platform: str, steps: list[str], asked: dict[str, str], parts: SplitResult) -> Address:
    first = steps[0].lower() if steps else ""
    if first == "people" or (first == "profile.php" and "story_fbid" not in asked):
        return Address(platform, person=True)
    if first == "groups":  # its posts are its members'
        return Address(platform, person=True)
    page = asked.get("id", "") if first in ("permalink.php", "story.php", "photo.php") else ""
    if first == "pages" and len(steps) > 2:
        page = steps[2]
    elif first == "p" and len(steps) > 1:  # facebook.com/p/Name-100012345
        page = steps[1].rpartition("-")[2]
    elif steps and first not in _NOT_PAGES:
        page = steps[0]
    post = asked.get("story_fbid") or asked.get("fbid") or asked.get("v") or ""
    if not post and len(steps) > 1 and {"posts", "videos", "photos", "reel", "watch"} & {step.lower() for step in steps[:-1]}:
        post = steps[-1]
    page = f"fb:{page}" if page and _HANDLE.fullmatch(page) else ""
    return Address(platform, page, f"{page or 'fb:'}_{post}".replace("fb:_", "fb:") if post else "")


def _handled(platform: str, steps: list[str], asked: dict[str, str], parts: SplitResult) -> Address:
    """Platforms whose addresses are `/@handle/kind/id`: TikTok, Threads."""
    prefix = PREFIX[platform]
    handle = steps[0].removeprefix("@") if steps and steps[0].startswith("@") else ""
    post = steps[2] if len(steps) > 2 and steps[1] in ("video", "photo", "post") else ""
    return Address(platform, f"{prefix}:{handle}" if handle else "", f"{prefix}:{post}" if post else "")


def _instagram(platform: str, steps: list[str], asked: dict[str, str], parts: SplitResult) -> Address:
    marks = [n for n, step in enumerate(steps[:-1]) if step in ("p", "reel", "tv")]
    post = steps[marks[0] + 1] if marks else ""
    handle = steps[0] if steps and steps[0].lower() not in _NOT_PAGES | {"tv"} else ""
    return Address(platform, f"ig:{handle}" if handle else "", f"ig:{post}" if post else "")


def _youtube(platform: str, steps: list[str], asked: dict[str, str], parts: SplitResult) -> Address:
    post = asked.get("v", "") or (steps[1] if len(steps) > 1 and steps[0] in ("shorts", "live", "embed") else "")
    if (parts.hostname or "").endswith("youtu.be") and steps:
        post = steps[0]
    channel = steps[1] if len(steps) > 1 and steps[0] == "channel" else steps[0] if steps and steps[0].startswith("@") else ""
    return Address(platform, f"yt:{channel}" if channel else "", f"yt:{post}" if post else "")


def _channel(platform: str, steps: list[str], asked: dict[str, str], parts: SplitResult) -> Address:
    """Platforms whose addresses are `/channel/number`: Telegram, Zalo."""
    steps = steps[1:] if steps[:1] == ["s"] else steps
    prefix = PREFIX[platform]
    channel = steps[0] if steps and not steps[0].startswith("+") else ""
    if not channel:
        return Address(platform)
    channel = channel.lower() if platform == "telegram" else channel
    return Address(platform, f"{prefix}:{channel}", f"{prefix}:{channel}/{steps[1]}" if len(steps) > 1 else "")


_FINDERS = {"facebook": _facebook, "instagram": _instagram, "tiktok": _handled, "threads": _handled, "youtube": _youtube}
