"""Alerts as ActivityStreams 2.0: each a Flag of the posts it is about, attributed to the page, never to a person.

https://www.w3.org/TR/activitystreams-vocabulary/#dfn-flag
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from channels.packet import moment
from topics.cases import Case

CONTEXT = "https://www.w3.org/ns/activitystreams"


def flag(case: Case, conceal: Callable[[str], str], console: str = "") -> dict[str, object]:
    """One alert; its object the posts, their words concealed and cut."""
    alert = case.alert
    posts = [{"type": "Note", "id": f"urn:tinwatch:{post}"} for post in case.posts]
    return {
        "@context": CONTEXT,
        "type": "Flag",
        "id": f"{console.rstrip('/')}/alerts/{case.id}" if console else f"urn:tinwatch:{case.number}",
        "published": moment(case.opened_at),
        "updated": moment(case.updated_at),
        "actor": {"type": "Application", "name": "tinwatch"},
        "attributedTo": [f"urn:tinwatch:{page}" for page in alert.pages],
        "summary": conceal(alert.headline),
        "object": posts,
        "tag": [{"type": "Object", "name": code} for code in (*alert.codes, case.band, case.state)],
    }


def feed(cases: Sequence[Case], conceal: Callable[[str], str], console: str = "") -> dict[str, object]:
    """Many, in the order given."""
    items = [{name: value for name, value in flag(case, conceal, console).items() if name != "@context"} for case in cases]
    return {"@context": CONTEXT, "type": "OrderedCollection", "totalItems": len(items), "orderedItems": items}
