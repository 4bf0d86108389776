"""Search over all documents: what was said where, not who said it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from console import filters
from console.desk import desk_of
from console.evidence import Span, excerpt, marked, pieces, showable
from console.links import openable
from console.pages import page
from search.port import Found, Query
from topics.records import BANDS, CODES, Assessed

_FACETS = ("code", "band", "page", "kind", "stance")
_SHOWN_VALUES = 12


@dataclass(frozen=True)
class Hit:
    """A document that matched: the part around the words, and the whole when that is more."""

    document: Assessed
    short: Markup
    full: Markup
    url: str


async def search_page(request: Request) -> Response:
    """Posts and comments by words and filters."""
    params = request.query_params
    query = filters.document_query(params)
    index = desk_of(request).index
    try:
        results = await index.search(query)
    except ValueError:
        query = replace(query, cursor="")
        results = await index.search(query)
    names = {f.document.post.page.id: f.document.post.page.name for f in results.found if f.document.post.page.name}
    return page(
        request,
        "search.html",
        query=query,
        results=results,
        hits=[hit(found) for found in results.found],
        facets={facet: _values(facet, results.facets.get(facet, {}), params.getlist(facet)) for facet in _facets(query)},
        page_names=names,
        filtered=filters.chosen(query),
        bands=BANDS,
        codes=CODES,
        kinds=filters.KINDS,
        stances=filters.STANCES,
        older=filters.link("/search", params, cursor=results.cursor) if results.cursor else "",
    )


def _facets(query: Query) -> tuple[str, ...]:
    """The band is offered once only what alerts is asked for: every harmless post would count as LOW."""
    return tuple(facet for facet in _FACETS if facet != "band" or query.alerting or query.bands)


def hit(found: Found) -> Hit:
    post, assessment = found.document.post, found.document.assessment
    text = showable(post.text, assessment.entities)
    spans = [Span(start, end, 0, "") for start, end in found.marks]
    start, end = excerpt(text, spans)
    inside = [replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start) for s in spans if s.end > start and s.start < end]
    short = Markup("{}{}{}").format("…" if start else "", _lit(text[start:end], inside), "…" if end < len(text) else "")
    full = _lit(text, spans) if (start, end) != (0, len(text)) else Markup()
    return Hit(found.document, short, full, openable(post.url))


def _lit(text: str, spans: list[Span]) -> Markup:
    return marked(pieces(text, spans), plain=True)


def _values(facet: str, counted: dict[str, int], chosen: list[str]) -> list[tuple[str, int, bool]]:
    """The values to offer with their counts; what is chosen stays listed so that it can be taken away."""
    known = {"stance": filters.STANCES}.get(facet)
    offered = [(value, n, value in chosen) for value, n in counted.items() if known is None or value in known][:_SHOWN_VALUES]
    return offered + [(value, 0, True) for value in chosen if value and value not in {v for v, _, _ in offered}]
