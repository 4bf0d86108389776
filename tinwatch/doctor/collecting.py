"""Whether the platforms of the watch-list can be asked at all."""

from __future__ import annotations

from collections import Counter

from collectors.asking import Ask
from collectors.refusal import Refusal
from search.port import Index
from tinwatch.doctor.finding import Finding
from tinwatch.settings import Settings
from tinwatch.sources import connected, secrets_of


async def collecting(settings: Settings, index: Index) -> Finding:
    """Each platform with its pages; nothing is asked."""
    listed = [page.watched for page in await index.pages() if page.watched and not page.watched.gone]
    pages = Counter(watched.platform for watched in listed)
    refused = {platform: why for platform in pages if (why := await _refusal(platform, settings))}
    seen = ", ".join(f"{platform} {n:,}" for platform, n in sorted(pages.items())) or "no pages"
    told = "".join(f"; {platform}: {why}" for platform, why in sorted(refused.items()))
    mend = "Give the platform what it needs (docs/connectors.md), or take its pages off the list (`tinwatch watchlist remove`)."
    return Finding("watch-list", not refused, seen + told, mend)


async def _refusal(platform: str, settings: Settings) -> str:
    """Why it cannot be asked, empty when it can."""
    ask = Ask(_never, lambda usage: None, inside=settings.collect_inside)
    try:
        connected(platform, secrets_of(platform, settings), ask)
    except Refusal as refusal:
        return str(refusal)
    finally:
        await ask.__aexit__()
    return ""


async def _never() -> None:
    raise Refusal("parameter", "the doctor asks nobody")
