"""When evidence of which posts of a case is kept: at first sight, when somebody asks, and again after an hour, a day and a week. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from alerts.workflow import CLOSED
from topics.cases import Captured, Case, State

AGAIN = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
"""After the first capture of a post (domain.md §4.3)."""

AT_ONCE = frozenset({"CRITICAL", "HIGH"})
OVER: frozenset[State] = CLOSED | {"DISMISSED", "DUPLICATE", "ARCHIVED"}
"""States in which nothing more is kept unless somebody asks; what was kept stays."""

MOST_POSTS = 50
"""Posts of one case that are captured unasked, those that came first: a story may have thousands of copies."""

MOST_CAPTURES = 500
"""Captures of one case; every post of MOST_POSTS takes four."""


def due(case: Case, captures: Sequence[Captured]) -> dict[str, datetime]:
    """Post → since when its evidence is to be kept (again); `captures` are those of this case there are."""
    if len(captures) >= MOST_CAPTURES or case.state == "ARCHIVED":
        return {}
    of_post: dict[str, list[Captured]] = {}
    for capture in captures:
        if capture.method == "upload":  # a person's own picture stands beside what is kept here, not in its place
            continue
        of_post.setdefault(capture.post, []).append(capture)
    found = {post: at for post, at in case.asked.items() if all(capture.at < at for capture in of_post.get(post, ()))}
    if case.state in OVER:
        return found
    if AT_ONCE.intersection((case.band, case.alert.band)):
        found |= {post: case.opened_at for post in case.posts[:MOST_POSTS] if post not in of_post and post not in found}
    for post, before in of_post.items():
        at = _again(before)
        if at is not None and post in case.posts:
            found[post] = min(at, found.get(post, at))
    return found


def _again(before: Sequence[Captured]) -> datetime | None:
    """When a post is to be captured again; what was found removed is not looked for any more. One capture serves all times passed."""
    newest = max(capture.at for capture in before)
    if any(capture.state == "removed" for capture in before):
        return None
    first = min(capture.at for capture in before)
    return next((first + after for after in AGAIN if first + after > newest), None)
