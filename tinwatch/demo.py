"""A Tuesday at a provincial desk: the bundled example stream, played so that its day ends now."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import faust
from msgspec import structs

from agents.flow import Flow, settled
from collectors.lines import Line, read
from collectors.schedule import EVERY
from collectors.watchlists import listed
from console.users import Users
from tinwatch.metrics import Metrics
from tinwatch.replay import Progress, pour
from tinwatch.settings import SettingError, Settings, private
from tinwatch.watchlists import writer
from topics.records import utc
from topics.river import ROUNDS
from topics.watchlist import Round, Watched

EXAMPLES = Path(__file__).parent.parent / "examples"
STREAM, LIST = EXAMPLES / "stream.jsonl", EXAMPLES / "watchlist.csv"


def prepared(settings: Settings) -> tuple[Settings, str]:
    """Settings for a demo whose state lies apart and empty, and the password of its user."""
    if not STREAM.exists():
        raise SettingError(f"{STREAM} is missing: the demo runs from a clone of the repository")
    home = settings.home / "demo"
    shutil.rmtree(home, ignore_errors=True)
    private(home)
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    users = Users(home / "users.sqlite")
    users.add("demo", password, "analyst")
    users.close()
    return replace(settings, home=home, broker="", index=""), password


async def play(app: faust.App, settings: Settings, speed: float) -> None:
    """Send the day's posts as they were published, `speed` times faster than life.

    No platform is asked: that the stream brings the pages' posts is told as visits to them, when the day begins and when it is over.
    """
    with LIST.open("rb") as lines:
        pages = [one.watched for one in listed(lines, "demo", datetime.now(UTC)) if one.watched]
    await writer(app)(pages)
    await _visited(app, pages)
    await pour(app, _today(read([str(STREAM)])), Progress(settings, ["-"]), speed)
    await _visited(app, pages)


async def _visited(app: faust.App, pages: Sequence[Watched]) -> None:
    flow, now = Flow(app, Metrics()), datetime.now(UTC)
    rounds = [
        Round(page=one.page, platform=one.platform, at=now, ok=True, tier=one.tier, every=EVERY[one.tier].total_seconds()) for one in pages
    ]
    await settled([await flow.send(ROUNDS, round.page.id, round) for round in rounds])


def _today(lines: Iterator[Line]) -> Iterator[Line]:
    """The stream moved in time so that its last post is published now."""
    day = [line for line in lines if line.post is not None]
    times = [utc(line.post.published_at) for line in day if line.post is not None and line.post.published_at]
    shift = datetime.now(UTC) - max(times, default=datetime.now(UTC))
    for line in day:
        assert line.post is not None
        moved = {"published_at": _moved(line.post.published_at, shift), "collected_at": _moved(line.post.collected_at, shift)}
        yield replace(line, post=structs.replace(line.post, **moved))


def _moved(moment: datetime | None, shift: timedelta) -> datetime | None:
    return utc(moment) + shift if moment else None
