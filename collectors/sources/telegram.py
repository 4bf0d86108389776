"""Public channels of Telegram as its own web preview shows them (t.me/s/…), without an account.

The shapes were observed, Telegram documents none (tests/stubs/shapes/telegram/README.md). A channel without a preview, a group, a person
and a bot are all answered by a redirect away from the preview, so none of them can be read. Signatures under posts, names of whom a post
was forwarded from or answers, and links that name a person's account by number are not taken over. There are no comments.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from collectors.asking import Answer, Ask
from collectors.connector import Allowance, Haul
from collectors.excerpts import plain, web_address
from collectors.listing import Sheet, newest_first
from collectors.polite import Polite
from collectors.refusal import Refusal
from topics.records import Article, Media, Post, Reach
from topics.watchlist import Watched

SITE = "https://t.me"
BRIEFLY = timedelta(minutes=30)

_NAME = re.compile(r"(?:https?://)?(?:t\.me/(?:s/)?|@)?([A-Za-z][A-Za-z0-9_]{3,31})/?", re.ASCII)
_COUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([KMB]?)", re.IGNORECASE)
_PICTURE = re.compile(r"url\(['\"]?([^'\")]+)")
_PARTS = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}


def make(ask: Ask, secrets: Mapping[str, str]) -> Channels:
    """Needs no secret; `api` is where it is asked."""
    return Channels(ask, secrets.get("api", "") or SITE)


class Channels:
    allowance = Allowance(600)
    credential = "preview"
    again_at_once = 1

    def __init__(self, ask: Ask, site: str) -> None:
        self._polite, self._site = Polite(ask, alone=True), site

    async def posts(self, page: Watched, cursor: str) -> AsyncIterator[Haul]:
        name = channel(page.ref)

        async def turn(mark: str) -> Sheet:
            answer = await self._polite.get(f"{self._site}/s/{name}" + (f"?before={mark}" if mark else ""))
            return await asyncio.to_thread(sheet, answer, page, name)

        async for haul in newest_first(turn, cursor):
            yield haul

    async def comments(self, page: Watched, post: str, cursor: str) -> AsyncIterator[Haul]:
        """The preview shows none."""
        return
        yield

    async def again(self, page: Watched, posts: Sequence[str]) -> Haul:
        name, found, gone = channel(page.ref), [], []
        for id in posts:
            answer = await self._polite.get(f"{self._site}/{name}/{id.rpartition('/')[2]}?embed=1&mode=tme")
            one = await asyncio.to_thread(single, answer, page, name)
            if one is None:
                gone.append(id)
            elif one.id == id:
                found.append(one)
        return Haul(tuple(found), gone=tuple(gone))


def channel(ref: str) -> str:
    """The channel's name from `name`, `@name` or its address; Refusal `parameter` for anything else, such as an invitation."""
    match = _NAME.fullmatch(ref.strip())
    if not match:
        raise Refusal("parameter", "is not the name of a public channel")
    return match[1]


def sheet(answer: Answer, page: Watched, name: str) -> Sheet:
    """The posts on a page of the preview, newest first; services' own notes are none."""
    if "/s/" not in answer.url:
        raise Refusal("gone", "no preview: not there, not public, or no channel")
    tree = _tree(answer)
    title = _words(tree, "tgme_channel_info_header_title")
    if not title and not _all(tree, "tgme_widget_message"):
        raise Refusal("schema", "neither a channel's name nor messages")
    messages = _all(tree, "tgme_widget_message")
    posts = [post for message in messages if (post := _post(message, page, name)) is not None]
    numbers = [number for message in messages if (number := _number(message, name))]
    older = str(min(numbers)) if numbers and min(numbers) > 1 else ""
    return Sheet(tuple(reversed(posts)), older, plain(title))


def single(answer: Answer, page: Watched, name: str) -> Post | None:
    """The post of an embedded page; None where Telegram says that it is not there."""
    tree = _tree(answer)
    if said := _words(tree, "tgme_widget_message_error"):
        if "not found" in said.lower():
            return None
        raise Refusal("page", "the post is not shown", BRIEFLY)
    for message in _all(tree, "tgme_widget_message"):
        if (post := _post(message, page, name)) is not None:
            return post
    raise Refusal("schema", "no message in the embedded page")


def _post(message: Any, page: Watched, name: str) -> Post | None:
    number = _number(message, name)
    if not number or "service_message" in message.get("class", "") or _all(message, "service_message"):
        return None
    for quoted in _all(message, "tgme_widget_message_reply"):  # another's words, with a name
        quoted.drop_tree()
    bodies = _all(message, "js-message_text") or _all(message, "tgme_widget_message_text")
    times = message.xpath(".//a[contains(@class, 'tgme_widget_message_date')]//time/@datetime")
    return Post(
        id=f"tg:{name.lower()}/{number}",
        kind="post",
        platform="telegram",
        page=page.page,
        by_page=True,
        text=_text(bodies[-1]) if bodies else "",
        url=f"https://t.me/{name}/{number}",
        published_at=_moment(times[0]) if times else None,
        links=tuple(dict.fromkeys(address for body in bodies for address in _links(body))),
        article=_preview(message),
        media=tuple(_media(message)),
        reach=Reach(reactions=_reactions(message), views=_count(_words(message, "tgme_widget_message_views"))),
    )


def _number(message: Any, name: str) -> int:
    """The message's number; 0 where it is not this channel's. The channel's name is written in its own capitals."""
    owner, _, number = message.get("data-post", "").partition("/")
    return int(number) if owner.lower() == name.lower() and number.isdecimal() and number.isascii() else 0


def _preview(message: Any) -> Article | None:
    """What a link in the post leads to, as Telegram shows it."""
    for one in _all(message, "tgme_widget_message_link_preview"):
        title, lead = _words(one, "link_preview_title"), _words(one, "link_preview_description")
        if title or lead:
            return Article(title=title[:1000], lead=lead[:600], url=web_address(one.get("href", "")))
    return None


def _media(message: Any) -> list[Media]:
    found = []
    for kind, part in (("photo", "tgme_widget_message_photo_wrap"), ("video", "tgme_widget_message_video_thumb")):
        for one in _all(message, part):
            match = _PICTURE.search(one.get("style", ""))
            address = match[1] if match else ""
            found.append(Media(kind=kind, url=web_address(f"https:{address}" if address.startswith("//") else address)))
    found += [Media(kind="document", alt=words) for one in _all(message, "tgme_widget_message_document_title") if (words := _text(one))]
    found += [Media(kind="poll", alt=words) for one in _all(message, "tgme_widget_message_poll_question") if (words := _text(one))]
    return found


def _links(body: Any) -> list[str]:
    """Where its words lead, which may be another place than they say; `tg://user` and the like, which name a person, do not count."""
    return [address for link in body.iter("a") if (address := web_address(link.get("href", "")))]


def _reactions(message: Any) -> int | None:
    counts = [_count(_text(one)) for one in _all(message, "tgme_reaction")]
    return sum(count or 0 for count in counts) if counts else None


def _count(text: str) -> int | None:
    """`35.6K` is 35600: Telegram tells no more of it."""
    match = list(_COUNT.finditer(text))
    return round(float(match[-1][1]) * _PARTS[match[-1][2].upper()]) if match else None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _text(node: Any) -> str:
    """Its words, with the lines they were written in."""
    for stop in node.xpath(".//br"):
        stop.tail = "\n" + (stop.tail or "")
    return str(node.text_content()).strip()[:200_000]


def _words(node: Any, part: str) -> str:
    found = _all(node, part)
    return " ".join(found[0].text_content().split()) if found else ""


def _all(node: Any, part: str) -> list[Any]:
    """Parts of this class, which may have others as well."""
    return list(node.xpath(".//*[contains(concat(' ', normalize-space(@class), ' '), $part)]", part=f" {part} "))


def _tree(answer: Answer) -> Any:
    from lxml import etree, html

    try:
        return html.fromstring(answer.body.decode("utf-8", "replace"))
    except (etree.LxmlError, ValueError):
        raise Refusal("schema", "no page") from None
