"""What one capture keeps of a post: its record as the index has it, its media, its public pages, and what changed since the last."""

from __future__ import annotations

import asyncio
import difflib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from channels.sealing import Fact
from collectors.captures import Captures, Visit, packed
from collectors.pictures import LARGEST, Missing, Unreadable
from collectors.prints import fingerprint
from collectors.screenshots import HEIGHT, WIDTH, Screenshots
from enrichers.hosts import registrable
from search.port import Index
from tinwatch.evidence.cabinet import Cabinet, Made
from topics.cases import Captured
from topics.records import Assessed, Post, decode

RECORD, PAGE, PAGES, WORDS, DIFF = "record.json", "page.txt", "pages.wacz", "pages.txt", "diff.txt"
SCREENSHOT = "screenshot.png"
MOST_PAGES, MOST_MEDIA = 4, 10
WALLED = frozenset(
    {"facebook.com", "fb.com", "fb.watch", "fb.me", "m.me", "messenger.com", "instagram.com", "threads.net", "tiktok.com", "zalo.me",
     "zaloapp.com", "youtube.com", "youtu.be", "t.me", "telegram.me", "twitter.com", "x.com"}
)  # fmt: skip
"""Platforms, which show their pages to those who are logged in, with the names of everybody there: of them the record is kept, no page."""


@dataclass(frozen=True)
class Sources:
    """Where evidence comes from. `pages`, `screenshots` are None where the desk wants none."""

    index: Index
    media: Path
    pages: Captures | None = None
    screenshots: Screenshots | None = None


@dataclass
class _Draft:
    files: dict[str, bytes] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)


async def make(post: str, before: tuple[Captured, ...], cabinet: Cabinet, sources: Sources, at: datetime) -> Made | None:
    """What is there now; None for a post that the index does not have (yet) and of which nothing was kept before."""
    document = await sources.index.document(post)
    if document is None and not before:
        return None
    draft = _Draft()
    url = before[0].url if before else ""
    if document is not None:
        url = document.post.url or url
        draft.files[RECORD] = msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"
        await _media(document.post, draft, sources)
        draft.facts |= {"kind": document.post.kind, "collected_at": document.collected_at.isoformat()}
        await _pages(document.post, draft, sources)
    state = await asyncio.to_thread(_state, document, before, cabinet, draft)
    method = "page" if any(visit.outcome == "found" for visit in draft.visits) else "api"
    agent = sources.pages.agent if sources.pages and draft.visits else ""
    note: dict[str, Fact] = {"logged_in": False, "user_agent": agent, "viewport": f"{WIDTH}x{HEIGHT}" if SCREENSHOT in draft.files else ""}
    return Made(post=post, at=at, state=state, method=method, url=url, files=draft.files, facts={**note, **draft.facts})


async def _media(post: Post, draft: _Draft, sources: Sources) -> None:
    """The bytes of pictures and the like: those that the collector kept, else, where pages are fetched, those at their address."""
    for number, media in enumerate(post.media[:MOST_MEDIA], 1):
        content = None
        if media.url and "://" not in media.url:
            content = await asyncio.to_thread(_kept, sources.media, media.url)
        elif media.url and sources.pages is not None and post.kind == "post":
            content = await sources.pages.media(media.url)
        if content:
            name = f"media/{number}{_suffix(media.url)}"
            draft.files[name] = content
            draft.facts[f"phash:{name}"] = await asyncio.to_thread(_fingerprint, content) or media.phash


def _kept(folder: Path, path: str) -> bytes | None:
    file = (folder / path).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file() or file.stat().st_size > LARGEST:
        return None
    return file.read_bytes()


def _suffix(url: str) -> str:
    suffix = Path(urlsplit(url).path).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 6 else ""


def _fingerprint(content: bytes) -> str:
    try:
        return fingerprint(content)
    except (Unreadable, Missing):
        return ""


async def _pages(post: Post, draft: _Draft, sources: Sources) -> None:
    """Public pages without a login: the post's own, the article it shows, what it links to. Of comments none: others' words stand there."""
    if sources.pages is None or post.kind != "post":
        return
    wanted = [url for url in dict.fromkeys((post.url, post.article.url if post.article else "", *post.links)) if url and not walled(url)]
    draft.visits += await asyncio.gather(*(sources.pages.visit(url) for url in wanted[:MOST_PAGES]))
    if not draft.visits:
        return
    archive, digest = await asyncio.to_thread(packed, draft.visits)
    draft.files[PAGES] = archive
    draft.files[WORDS] = "\n\n".join(f"{visit.url}\n{visit.told}\n{visit.text}" for visit in draft.visits).encode()
    draft.facts["warc_sha256"] = digest
    own = draft.visits[0]
    if own.url == post.url:
        draft.facts["page"] = own.outcome
        if own.outcome == "found":
            draft.files[PAGE] = own.text.encode()
    shown = next((visit.url for visit in draft.visits if visit.outcome == "found"), "")
    if shown and sources.screenshots is not None:
        picture, why = await sources.screenshots.take(shown)
        draft.facts |= {"screenshot_of": shown, "screenshot_told": why}
        if picture:
            draft.files[SCREENSHOT] = picture


def walled(url: str) -> bool:
    """Whether a page is behind a login or no page that we may ask for at all."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return True
    return parts.scheme not in ("http", "https") or (registrable(host) or host) in WALLED


def _state(document: Assessed | None, before: tuple[Captured, ...], cabinet: Cabinet, draft: _Draft) -> str:
    """How the post was found, and `diff.txt` where it was edited. Without a new look at it nobody can say: unknown."""
    if not before:
        return "first"
    if draft.facts.get("page") == "gone":
        return "removed"
    last = next((one for one in reversed(before) if cabinet.content(one, RECORD)), None)
    old = cabinet.content(last, RECORD) if last else None
    if old is None or document is None:
        return "unknown"
    known = decode(old, Assessed)
    assert last is not None
    changed = _diff(last, _lines(known.post), _lines(document.post))
    page, was = draft.files.get(PAGE), cabinet.content(last, PAGE)
    if page is not None and was is not None:
        changed += _diff(last, was.decode().splitlines(), page.decode().splitlines())
    if changed:
        draft.files[DIFF] = changed.encode()
        return "edited"
    return "same" if document.collected_at > known.collected_at or (page is not None and was is not None) else "unknown"


def _diff(last: Captured, was: list[str], now: list[str]) -> str:
    """What was taken out (-) and put in (+); empty where nothing was."""
    told = difflib.unified_diff(was, now, f"{last.path} {last.at:%Y-%m-%d %H:%M:%S}Z", "now", lineterm="", n=2)
    return "".join(f"{line}\n" for line in told)


def _lines(post: Post) -> list[str]:
    """What of a post people see, a line for each; what changes by itself, such as counters, is left out."""
    article = post.article
    shown = [*post.text.splitlines(), *((article.title, article.lead, article.url) if article else ()), *post.links]
    return [*shown, *(f"{media.kind}: {media.url.partition('?')[0]}" for media in post.media)]
