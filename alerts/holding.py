"""Which alerts stay out of the feed, and why: the attention of a desk is small, and nothing is hidden silently.

A held alert is in the index like any other, listed on demand and counted in the feed; it is released as soon as the reason is gone.
"""

from __future__ import annotations

from datetime import timedelta

from topics.records import Alert, Assessed

STALE = timedelta(days=30)

ALONE = "low_alone"
"""One comment of band LOW on one page: shown when a second copy appears or it grows worse."""

OLD = "old"
"""First collected more than thirty days after it was published, as when a page is added to the watch-list."""


def hold(alert: Alert, signal: Assessed) -> str:
    """The reason to keep this alert out of the feed, or nothing."""
    if alert.band == "LOW" and alert.post_count == 1 and signal.post.kind == "comment":
        return ALONE
    return OLD if signal.collected_at - signal.at > STALE else ""
