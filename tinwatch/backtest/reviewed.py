"""What the desk decided about posts: what a pack's precision is measured on."""

from __future__ import annotations

from dataclasses import replace

from search.docket import CaseQuery
from search.port import Index
from tinwatch.learning.desk.rows import Label
from tinwatch.learning.desk.said import Said, said


async def reviewed(index: Index) -> dict[str, Label]:
    """Post → confirmed or a false alarm, of all cases that were decided by what the posts say; of two decisions the later one counts."""
    found: dict[str, Label] = {}
    query = CaseQuery(limit=500)
    while True:
        page = await index.docket.cases(query)
        for case in page.cases:
            if isinstance(told := said(case), Said):
                for post in case.posts:
                    found.setdefault(post, told.label)  # the newest case comes first
        if not page.cursor:
            return found
        query = replace(query, cursor=page.cursor)
