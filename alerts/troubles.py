"""What of collecting the desk is told: one notice for each cause on a platform, however many pages it holds up, and one when it is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec.structs import replace

from alerts.health import ENDING, Condition, conditions, entry, renamed
from topics.cases import Notice
from topics.records import Band, utc
from topics.watchlist import PageHealth, Trouble

AGAIN = timedelta(days=1)
"""When a trouble that holds up more pages than before is told again."""

BORNE = timedelta(minutes=30)
"""How long a quota may be used up before the desk is told: most waits are shorter and need nobody."""

NEARLY = 0.95
"""Part of a quota above which the desk is told: the collectors plan no more than this, so somebody else uses it too."""

LATELY = timedelta(hours=6)
"""For how long after a visit that found a quota nearly used it is."""

_QUOTAS = frozenset({"app", "user", "page", "rate"})
_TOLD_ONCE = frozenset({"renamed"})
"""News of which nobody waits for the end."""

_GRAVE = frozenset({"token", "permission", "blocked", "schema", "never"})


@dataclass
class Found:
    """What is wrong now with pages of a platform. `level` grows as it becomes more pressing."""

    cause: str
    platform: str
    pages: int = 0
    level: int = 0


def found(pages: Iterable[PageHealth], now: datetime) -> dict[str, Found]:
    """By key, which is the same as long as it is the same trouble."""
    listed = {page.page.id: page for page in pages if entry(page)}
    made: dict[str, Found] = {}
    for id, one in conditions(listed.values(), now).items():
        watched = listed[id].watched
        assert watched is not None
        if one.state != "OK" and not (one.cause in _QUOTAS and one.since and now - utc(one.since) < BORNE):
            _add(made, one.cause, watched.platform, 0)
        if level := _ending(one):
            _add(made, "ending", watched.platform, level)
        for cause in _beside(listed[id], one, now):
            _add(made, cause, watched.platform, 0)
    return made


def told(before: Mapping[str, Trouble], now_found: Mapping[str, Found], watched: int, now: datetime) -> list[tuple[Trouble, Notice | None]]:
    """What changed since `before`: each trouble as it stands now, with its notice where one is due."""
    news: list[tuple[Trouble, Notice | None]] = []
    for key, one in now_found.items():
        known = before.get(key)
        if known is None or known.over:
            trouble = Trouble(key=key, cause=one.cause, platform=one.platform, pages=one.pages, level=one.level, since=now, told=now)
        elif one.level > known.level or (one.pages > known.pages and now - utc(known.told) >= AGAIN):
            trouble = replace(known, pages=one.pages, level=one.level, told=now)
        elif one.pages < known.pages:  # what comes on top of the fewer is news again
            news.append((replace(known, pages=one.pages), None))
            continue
        else:
            continue
        news.append((trouble, notice(trouble, watched)))
    for key, known in before.items():
        if key not in now_found and not known.over:
            trouble = replace(known, over=True, told=now)
            news.append((trouble, notice(trouble, watched)))
    return news


def notice(trouble: Trouble, watched: int) -> Notice | None:
    """Its id follows from the trouble: the same is delivered once. None where nobody waits for this end."""
    if trouble.over and trouble.cause in _TOLD_ONCE:
        return None
    band: Band = "LOW" if trouble.over else "HIGH" if trouble.cause in _GRAVE or trouble.level > 1 else "MEDIUM"
    return Notice(
        id=f"collect:{trouble.key}:{utc(trouble.since).isoformat()}:{utc(trouble.told).isoformat()}",
        telling="collected" if trouble.over else "uncollected",
        case="",
        number="",
        band=band,
        at=trouble.told,
        about=trouble.cause,
        headline=f"{trouble.platform}: {trouble.pages}/{watched}",
    )


def _ending(one: Condition) -> int:
    """1 for the first warning that a credential ends, more for the later ones; one that was refused already is another trouble."""
    if one.left is None or one.cause == "token":
        return 0
    return sum(one.left <= span for span in ENDING)


def _beside(page: PageHealth, one: Condition, now: datetime) -> Iterator[str]:
    """What is worth telling of a page that may be collected all the same."""
    if renamed(page, now):
        yield "renamed"
    if one.doubled:
        yield "doubled"
    if page.last and page.last.quota > NEARLY and now - utc(page.last.at) < LATELY:
        yield "quota"


def _add(made: dict[str, Found], cause: str, platform: str, level: int) -> None:
    key = f"{platform} {cause}"
    one = made.setdefault(key, Found(cause, platform))
    one.pages += 1
    one.level = max(one.level, level)
