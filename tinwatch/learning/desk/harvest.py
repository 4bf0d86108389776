"""From the desk's cases to rows: one a case, naming nobody, near-copies once. What gives no row is counted with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from agents.assessor import Assessor
from agents.features import LETTERS
from agents.texts import texts
from enrichers.blocklist import Blocklist
from search.docket import CaseQuery
from search.port import Index
from tinwatch.learning.desk.baring import bared
from tinwatch.learning.desk.rows import Row, row
from tinwatch.learning.desk.said import Said, code, said
from tinwatch.learning.folds import groups
from tinwatch.learning.samples import filled
from topics.cases import Case
from topics.records import Assessed, Page, Post

STEP = 200
LOOKED = 20
"""Posts of a case that are looked at for one that may be used."""

DEEP = 10
"""Posts above a comment that are looked at for a request."""


@dataclass(frozen=True)
class Harvest:
    """`left_out`: why how many of the `cases` gave no row."""

    rows: Sequence[Row]
    cases: int
    left_out: Counter[str]


class Harvester:
    """`lists` are the lists of reported sites; `asked` are ids or addresses of posts whose deletion or restriction was asked for."""

    def __init__(self, index: Index, assessor: Assessor, lists: Blocklist, asked: frozenset[str]) -> None:
        self._index, self._assessor, self._lists = index, assessor, lists
        self._asked = {one.rstrip("/") for one in asked}

    async def harvest(self) -> Harvest:
        """Goes through every case of the index."""
        rows: list[Row] = []
        left_out: Counter[str] = Counter()
        async for case in self._cases():
            found = await self._row(case)
            if isinstance(found, str):
                left_out[found] += 1
            else:
                rows.append(found)
        kept, why = once(rows)
        left_out += why
        return Harvest(kept, len(kept) + left_out.total(), left_out)

    async def _cases(self) -> AsyncIterator[Case]:
        query = CaseQuery(limit=STEP)
        while True:
            page = await self._index.docket.cases(query)
            for case in page.cases:
                yield case
            if not page.cursor:
                return
            query = replace(query, cursor=page.cursor)

    async def _row(self, case: Case) -> Row | str:
        """The row of a case, or why there is none."""
        decided = said(case)
        if isinstance(decided, str):
            return decided
        found = await self._document(case)
        return found if isinstance(found, str) else self._made(case, found, decided)

    async def _document(self, case: Case) -> Assessed | str:
        """A post of the case that may be used: the one with the claim as it was found, else the first; or why there is none."""
        documents = await self._index.documents(case.posts[:LOOKED])
        claim = case.finding.claim if case.finding else ""
        why = "gone"
        for document in sorted(documents, key=lambda one: not (claim and claim in one.post.text)):
            if await self._spoken_for(document.post):
                why = "asked"
            elif document.removed_at and document.post.kind == "comment":
                why = "removed"
            else:
                return document
        return why

    async def _spoken_for(self, post: Post) -> bool:
        """Whether somebody asked for the deletion or restriction of the post or of one above it, whatever became of that."""
        above: Post | None = post
        for _ in range(DEEP):
            if above is None:
                return False
            if not self._asked.isdisjoint({above.id, above.parent or above.id, above.url.rstrip("/")}):
                return True
            document = await self._index.document(above.parent) if above.parent else None
            above = document.post if document else None
        return False

    def _made(self, case: Case, document: Assessed, decided: Said) -> Row | str:
        post = document.post
        whole = "\n".join(text for _, text in texts(post) if text)
        if len(whole) < LETTERS:
            return "short"
        text = bared((text for _, text in texts(post)), self._lists)
        if self._seen(post, filled(text)) != self._seen(post, whole):
            return "changed"
        name = code(case, document, decided.label)
        return row(text, post.kind, name, decided.label, decided.stance) if name else "code"

    def _seen(self, post: Post, text: str) -> tuple[object, ...]:
        """What the rules make of these words: it must be the same without what leads to somebody."""
        seen = self._assessor.seen(Post(id="desk", kind=post.kind, page=Page(id="desk"), text=text, parent=post.parent and "desk"))
        return seen.look and seen.look.stance, {(signal.code, signal.alert) for signal in seen.signals}, {one.type for one in seen.found}


def once(rows: Sequence[Row]) -> tuple[list[Row], Counter[str]]:
    """Of near-copies the first; none of those on which the desk said both. With how many went as `copy` and as `contradicted`."""
    group = groups([one.text for one in rows])
    labels: dict[int, set[str]] = {}
    for one, first in zip(rows, group, strict=True):
        labels.setdefault(first, set()).add(one.label)
    kept = [one for i, one in enumerate(rows) if group[i] == i and len(labels[i]) == 1]
    contradicted = sum(len(labels[first]) > 1 for first in group)
    return sorted(kept, key=lambda one: one.id), Counter(contradicted=contradicted, copy=len(rows) - len(kept) - contradicted)
