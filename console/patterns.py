"""Clusters and bursts: what many posts make together, by posts and pages, never by people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from console import filters
from console.desk import desk_of
from console.evidence import Span, excerpt, marked, pieces, showable
from console.pages import page
from enrichers.fold import canon
from search.port import Index
from topics.patterns import Pattern
from topics.records import Assessed

SHOWN_PAGES = 8
_LEAST = 3
"""Posts from which copies are shown: two who say the same are found by `tinwatch clusters`."""

_CASES_OF = 50
"""Posts of a pattern whose cases are listed."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Row:
    """`text` is a sample, the words that its next copy has too marked; `link` leads to the posts of a burst."""

    pattern: Pattern
    pages: tuple[tuple[str, str], ...]
    text: Markup
    name: str
    link: str
    cases: str = ""
    """The list of the cases that its posts are in, where all can be handled at once."""


async def patterns_page(request: Request) -> Response:
    """Clusters of copies, pages that push the same at once, bursts."""
    params, index = request.query_params, desk_of(request).index
    query = filters.pattern_query(params, least=_LEAST)
    try:
        found = await index.patterns(query)
    except ValueError:
        query = replace(query, cursor="")
        found = await index.patterns(query)
    return page(
        request,
        "patterns.html",
        rows=await _rows(index, found.patterns),
        query=query,
        total=found.total,
        kinds=filters.PATTERNS,
        shown_pages=SHOWN_PAGES,
        older=filters.link("/clusters", params, cursor=found.cursor) if found.cursor else "",
    )


async def _rows(index: Index, patterns: Sequence[Pattern]) -> list[Row]:
    names = {health.page.id: health.page.name for health in await index.pages()}
    wanted = [post for pattern in patterns for post in pattern.posts[:3]]
    documents = {document.post.id: document for document in await index.documents(list(dict.fromkeys(wanted)))}
    return [_row(pattern, names, [documents[post] for post in pattern.posts[:3] if post in documents]) for pattern in patterns]


def _row(pattern: Pattern, names: dict[str, str], documents: Sequence[Assessed]) -> Row:
    kind, _, subject = pattern.about.partition(":")
    return Row(
        pattern=pattern,
        pages=tuple((id, showable(names.get(id) or id)) for id in pattern.pages[:SHOWN_PAGES]),
        text=_sample(documents),
        name=showable(names.get(subject) or subject) if kind in ("page", "talk") else subject,
        link=_link(pattern, kind, subject) if kind else "",
        cases="/cases?" + urlencode([("post", post) for post in pattern.posts[:_CASES_OF]]) if pattern.posts else "",
    )


def _sample(documents: Sequence[Assessed]) -> Markup:
    """The first post; where there is another, the words marked that both have in the same order, three in a row or more."""
    if not documents:
        return Markup()
    first, *others = (showable(d.post.text, d.assessment.entities) for d in documents)
    spans = shared(first, others[0]) if others else []
    start, end = excerpt(first, spans)
    inside = [replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start) for s in spans if s.end > start and s.start < end]
    text = marked(pieces(first[start:end], inside), plain=True)
    return Markup("{}{}{}").format("…" if start else "", text, "…" if end < len(first) else "")


def shared(text: str, other: str) -> list[Span]:
    """Spans of the text whose words, accents and case aside, stand in the other too, three in a row or more."""
    words, others = ([(m.start(), m.end(), canon(m.group())) for m in _WORD.finditer(one)] for one in (text, other))
    there = {tuple(word for _, _, word in others[i : i + 3]) for i in range(len(others) - 2)}
    same = [i for i in range(len(words) - 2) if tuple(word for _, _, word in words[i : i + 3]) in there]
    spans: list[Span] = []
    for i in same:
        start, end = words[i][0], words[i + 2][1]
        if spans and start <= spans[-1].end + 1:
            spans[-1] = replace(spans[-1], end=end)
        else:
            spans.append(Span(start, end, 0, ""))
    return spans


def _link(burst: Pattern, kind: str, subject: str) -> str:
    """The search for the posts of a burst."""
    asked = {"page": {"page": subject, "kind": "post"}, "talk": {"page": subject, "kind": "comment"}, "code": {"code": subject}}
    days = {"since": f"{burst.first:%Y-%m-%d}", "until": f"{burst.last + timedelta(hours=1):%Y-%m-%d}"}
    return "/search?" + urlencode(asked.get(kind, {"q": f'"{subject}"'}) | days)
