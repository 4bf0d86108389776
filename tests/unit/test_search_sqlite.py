"""The SQLite index against a plain reading of the same posts, with whatever text hypothesis thinks of."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.port import Query, Results
from search.sqlite import SqliteIndex
from search.words import WORD, as_written, terms
from topics.records import Assessed, Assessment, Page, Post

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SYLLABLES = ["lừa", "lúa", "lua", "đảo", "đao", "dao", "an", "ăn", "công", "cống", "hoà", "hòa", "x-y", "0901"]
OPERATORS = st.sampled_from(
    ['"', "*", "-", ":", "(", ")", "^", "{", "}", "+", "'", "\0", "\\", ";", " NEAR ", " OR ", " NOT ", " AND ", ",", "%"]
)
QUERIES = st.lists(st.one_of(OPERATORS, st.sampled_from(SYLLABLES), st.text(max_size=6), st.just(" ")), max_size=10).map("".join)


def fold(text: str) -> str:
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in spread if not unicodedata.combining(c))


def document(number: int) -> Assessed:
    """Every pair and many triples of the syllables occur, in changing case and normal form."""
    words = [SYLLABLES[number % 14], SYLLABLES[number // 14 % 14], SYLLABLES[number // 5 % 14]]
    text = unicodedata.normalize(("NFC", "NFD")[number % 2], " ".join(words).upper() if number % 3 else " ".join(words))
    return Assessed(
        post=Post(id=str(number), kind="post", page=Page(id="A"), text=text),
        assessment=Assessment(id=str(number)),
        at=NOON,
        collected_at=NOON,
    )


DOCUMENTS = {str(number): document(number).post.text for number in range(196)}


class Asker:
    """Asks an index from tests that are not coroutines."""

    def __init__(self, path: Path) -> None:
        self.runner = asyncio.Runner()
        self.index = SqliteIndex(path, fold)
        self.runner.run(self.index.open())
        self.runner.run(self.index.put_documents([document(number) for number in range(len(DOCUMENTS))]))

    def search(self, query: Query) -> Results:
        return self.runner.run(self.index.search(query))

    def close(self) -> None:
        self.runner.run(self.index.close())
        self.runner.close()


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    asker = Asker(tmp_path_factory.mktemp("index") / "index.db")
    yield asker
    asker.close()


def matches(text: str, query: str) -> bool:
    wanted = terms(query, fold)
    if wanted is None:
        return True
    views = {True: WORD.findall(as_written(text)), False: WORD.findall(fold(text))}

    def occurs(words: tuple[str, ...], view: list[str]) -> bool:
        return any(tuple(view[n : n + len(words)]) == words for n in range(len(view)))

    return bool(wanted) and all(occurs(term.words, views[term.exact]) for term in wanted)


@settings(max_examples=300, deadline=None)
@given(QUERIES)
def test_finds_what_a_plain_reading_finds(asker: Asker, text: str) -> None:
    found = asker.search(Query(text=text, limit=1000)).found
    assert {f.document.post.id for f in found} == {id for id, post in DOCUMENTS.items() if matches(post, text)}


@settings(max_examples=200, deadline=None)
@given(text=st.text(), place=st.text(), kind=st.text(), page=st.text(), code=st.text(), relevance=st.booleans())
def test_nothing_in_any_field_raises(asker: Asker, text: str, place: str, kind: str, page: str, code: str, relevance: bool) -> None:
    order = "relevance" if relevance else "newest"
    for query in (
        Query(text=text, order=order),
        Query(place=place),
        Query(kind=kind),
        Query(pages=(page,)),
        Query(codes=(code,), stance=kind),
    ):
        results = asker.search(query)
        assert results.total == sum(results.facets["page"].values())
