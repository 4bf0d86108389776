"""What every index must do with patterns: groups of copies, coordinated groups, bursts."""

from __future__ import annotations

from index_records import HOUR, NOON, pattern

from search.port import Index, PatternQuery, PlacedPattern


class PatternSuite:
    async def test_a_pattern_is_kept_by_position(self, index: Index) -> None:
        whole = pattern("c-1", posts=("a", "b"), post_count=7, score=0.875, about="site:x.vn", expected=0.25, ended=NOON, version=3)
        assert list(await index.put_patterns([PlacedPattern(5, whole), PlacedPattern(3, pattern("c-1"))])) == []
        assert (await index.patterns(PatternQuery())).patterns == (whole,)
        await index.put_patterns([PlacedPattern(4, pattern("c-1"))])
        assert (await index.patterns(PatternQuery())).patterns == (whole,)
        await index.put_patterns([PlacedPattern(5, pattern("c-1", score=0.5))])
        assert (await index.patterns(PatternQuery())).patterns[0].score == 0.5
        assert (await index.counts())["patterns"] == 1

    async def test_pattern_filters(self, index: Index) -> None:
        some = [
            pattern("1", pages=("A", "B"), last=NOON, post_count=2),
            pattern("2", kind="coordinated", pages=("A", "C", "D"), last=NOON + HOUR, post_count=40),
            pattern("3", kind="burst", pages=(), about="code:LOAN", last=NOON + 2 * HOUR, post_count=9),
            pattern("4", kind="coordinated", pages=("A",), last=NOON + 3 * HOUR, gone="untied"),
        ]
        await index.put_patterns([PlacedPattern(n, one) for n, one in enumerate(some)])
        for query, expected in (
            (PatternQuery(), "321"), (PatternQuery(kinds=("copies", "coordinated")), "21"), (PatternQuery(kinds=("burst",)), "3"),
            (PatternQuery(pages=("A",)), "21"), (PatternQuery(pages=("D", "B")), "21"), (PatternQuery(pages=("X",)), ""),
            (PatternQuery(least_posts=3), "32"), (PatternQuery(since=NOON + HOUR), "32"), (PatternQuery(until=NOON + HOUR), "1"),
        ):  # fmt: skip
            page = await index.patterns(query)
            assert "".join(found.id for found in page.patterns) == expected, query
            assert (page.total, page.cursor) == (len(expected), "")
        assert [(p.position, p.pattern.id) for p in await index.patterns_after(1)] == [(2, "3"), (3, "4")]
        assert [p.position for p in await index.patterns_after(-1, limit=2)] == [0, 1]

    async def test_a_pattern_that_turns_out_to_be_none_goes_and_may_come_back(self, index: Index) -> None:
        await index.put_patterns([PlacedPattern(0, pattern("g-1"))])
        await index.put_patterns([PlacedPattern(1, pattern("g-1", gone="untied"))])
        assert (await index.patterns(PatternQuery())).total == 0
        await index.put_patterns([PlacedPattern(2, pattern("g-1"))])
        assert (await index.patterns(PatternQuery())).total == 1

    async def test_pattern_pages(self, index: Index) -> None:
        await index.put_patterns([PlacedPattern(n, pattern(f"{n}", last=NOON + (n % 3) * HOUR)) for n in range(20)])
        seen, cursor = [], ""
        while True:
            page = await index.patterns(PatternQuery(limit=6, cursor=cursor))
            assert page.total == 20
            seen += page.patterns
            cursor = page.cursor
            if not cursor:
                break
        assert len({found.id for found in seen}) == len(seen) == 20
        assert [found.last for found in seen] == sorted((found.last for found in seen), reverse=True)

    async def test_what_ended_long_ago_goes(self, index: Index) -> None:
        some = [
            pattern("1", last=NOON),
            pattern("2", last=NOON + HOUR),
            pattern("3", last=NOON, gone="untied"),
            pattern("4", last=NOON - HOUR),
        ]
        await index.put_patterns([PlacedPattern(n, one) for n, one in enumerate(some)])
        assert await index.delete_patterns(NOON + HOUR, dry=True) == 3
        assert (await index.patterns(PatternQuery())).total == 3
        assert await index.delete_patterns(NOON + HOUR) == 3
        assert [placed.pattern.id for placed in await index.patterns_after(-1)] == ["2"]
        assert await index.delete_patterns(NOON + HOUR) == 0
        await index.put_patterns([PlacedPattern(9, pattern("1", last=NOON + HOUR))])
        assert (await index.patterns(PatternQuery())).total == 2, "one that goes on is there again"

    async def test_a_pattern_it_can_never_take_is_refused_alone(self, index: Index) -> None:
        (refused,) = await index.put_patterns([PlacedPattern(0, pattern("a")), PlacedPattern(1, pattern("b", posts=("\ud83d",)))])
        assert refused.id == "b"
        assert (await index.counts())["patterns"] == 1
