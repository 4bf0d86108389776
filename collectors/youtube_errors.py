"""What an error of Google's YouTube API means for who asked: by its `reason` (developers.google.com/youtube/v3/docs/errors)."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from msgspec import Struct

from collectors.asking import Answer, until_midnight
from collectors.listing import Stale
from collectors.refusal import Refusal
from topics.records import Invalid, decode
from topics.watchlist import Why

PACIFIC = ZoneInfo("America/Los_Angeles")
"""The day of the quota begins at midnight there."""

REASONS: Mapping[str, Why] = {
    "quotaExceeded": "app", "dailyLimitExceeded": "app", "rateLimitExceeded": "rate", "userRateLimitExceeded": "rate",
    "keyInvalid": "token", "keyExpired": "token", "accessNotConfigured": "token", "ipRefererBlocked": "token", "API_KEY_INVALID": "token",
    "playlistNotFound": "gone", "channelNotFound": "gone", "videoNotFound": "gone", "commentNotFound": "gone",
    "forbidden": "page", "playlistItemsNotAccessible": "page", "channelForbidden": "page",
    "channelClosed": "gone", "channelSuspended": "gone",
    "backendError": "transient", "internalError": "transient", "processingFailure": "transient",
}  # fmt: skip
DAILY = frozenset({"quotaExceeded", "dailyLimitExceeded"})


class Cause(Struct, frozen=True):
    reason: str = ""


class Fault(Struct, frozen=True):
    message: str = ""
    errors: tuple[Cause, ...] = ()
    details: tuple[Cause, ...] = ()


class Failure(Struct, frozen=True):
    error: Fault


class Disabled(Exception):
    """The channel lets nobody comment here: no fault of anybody's."""


def refused(answer: Answer) -> Exception:
    """To be raised: Refusal, Stale where the mark of a page is no longer good, Disabled."""
    try:
        error = decode(answer.body, Failure).error
    except Invalid:
        return answer.refusal()
    causes = [cause.reason for cause in (*error.details, *error.errors) if cause.reason]
    if "commentsDisabled" in causes:
        return Disabled()
    if "invalidPageToken" in causes:
        return Stale()
    for reason in causes:
        if reason in REASONS:
            return Refusal(
                REASONS[reason], f"{reason} (status {answer.status})", until_midnight(PACIFIC) if reason in DAILY else answer.wait
            )
    refusal = answer.refusal()
    return Refusal(refusal.why, f"{' '.join(causes)} {refusal.said}".strip(), refusal.wait)
