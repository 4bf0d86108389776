"""What every index must do with filters, facets, order and cursors."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from index_records import HOUR, NOON, alert, doc, ids, located

from search.port import AlertQuery, Index, Placed, Query
from topics.records import Place, Unit


class FilterSuite:
    async def test_filters(self, index: Index) -> None:
        await index.put_documents(
            [
                doc("1", "vay tiền", codes=("LOAN", "DEPOSIT"), alert_codes=("LOAN",), stance="PROMOTE", band="HIGH", at=NOON),
                doc("2", "vay tiền", codes=("LOAN",), stance="WARN", page="B", at=NOON + HOUR),
                doc("3", "vay nóng", kind="comment", parent="1", stance="VICTIM", band="MEDIUM", at=NOON + 2 * HOUR),
                doc("4", "mưa rồi", codes=("DISASTER",), page="B", at=NOON + 3 * HOUR),
            ]
        )
        for query, expected in (
            (Query(codes=("LOAN",)), "21"), (Query(codes=("DEPOSIT", "DISASTER")), "41"), (Query(codes=("LOA",)), ""),
            (Query(pages=("B",)), "42"),
            (Query(pages=("A", "B")), "4321"), (Query(kind="comment"), "3"), (Query(stance="WARN"), "2"),
            (Query(bands=("HIGH", "MEDIUM")), "31"),
            (Query(alerting=True), "1"), (Query(alerting=False), "432"), (Query(since=NOON + HOUR), "432"), (Query(until=NOON + HOUR), "1"),
            (Query(since=NOON + HOUR, until=NOON + 2 * HOUR), "2"), (Query(text="vay", codes=("LOAN",)), "21"),
            (Query(text="tien", pages=("B",), since=NOON), "2"), (Query(text="vay", alerting=False, kind="post"), "2"),
            (Query(kind="x"), ""),
            (Query(pages=("' OR 1=1 --",)), ""), (Query(stance="\ud800"), ""),
        ):  # fmt: skip
            assert "".join(await ids(index, query)) == expected, query
            results = await index.search(query)
            assert results.total == len(expected) == sum(results.facets["page"].values()), query

    async def test_places(self, index: Index) -> None:
        unresolved = Place(text="Quận Mười", start=0, end=1, legacy="Quận Mười")
        await index.put_documents(
            [
                doc("1", places=(located("Phường Vườn Lài", "Hồ Chí Minh", "Phường 9"), located("Xã Ea Kar", "Đắk Lắk"))),
                doc("2", places=(located("Xã Ea Kar", "Đắk Lắk"), unresolved), at=NOON + HOUR),
                doc("3", "Ea Kar", at=NOON + 2 * HOUR),
            ]
        )
        for place, expected in (
            ("Đắk Lắk", "21"), ("dak lak", "21"), ("ea k", "21"), ("VƯỜN LÀI", "1"), ("phuong 9", "1"), ("hồ chí minh", "1"),
            ("quận mười", ""),
            ("%", ""), ("", "321"),
        ):  # fmt: skip
            assert "".join(await ids(index, Query(place=place))) == expected, place
        assert await ids(index, Query(place="dak lak", since=NOON + HOUR)) == ["2"]

    async def test_places_by_code(self, index: Index) -> None:
        """A code is found whole, never as a part of another; the number in a name is none."""
        for id, code in (("1", "00097"), ("2", "00970")):
            unit = Unit(code=code, name="Phường 00097" if id == "2" else "Phường Hồng Hà", level="commune", province="Hà Nội")
            await index.put_documents([doc(id, places=(Place(text="x", start=0, end=1, unit=unit),))])
        assert await ids(index, Query(place="00097")) == ["1"]
        assert await ids(index, Query(place="0097")) == ["2"]
        assert await ids(index, Query(place="00098")) == []

    async def test_facets_count_every_match(self, index: Index) -> None:
        rng = random.Random(7)
        made = [
            doc(
                str(n), rng.choice(["mưa to", "nắng to"]), page=rng.choice("ABC"), kind=rng.choice(["post", "comment"]), at=NOON + n * HOUR,
                stance=rng.choice(["NONE", "WARN"]), band=rng.choice(["LOW", "HIGH"]), codes=rng.sample(["JOB", "GIFT", "LOAN"],
                rng.randrange(3)),
            )
            for n in range(120)
        ]  # fmt: skip
        await index.put_documents(made)
        for query, keep in (
            (Query(limit=5), lambda d: True),
            (Query(text="mua", limit=5), lambda d: "mưa" in d.post.text),
            (Query(since=NOON + 50 * HOUR, limit=5), lambda d: d.at >= NOON + 50 * HOUR),
            (
                Query(text="mua", codes=("JOB",), limit=5),
                lambda d: "mưa" in d.post.text and "JOB" in {s.code for s in d.assessment.signals},
            ),
        ):
            kept = [d for d in made if keep(d)]
            results = await index.search(query)
            assert results.total == len(kept)
            assert results.facets == {
                "code": Counter(s.code for d in kept for s in d.assessment.signals),
                "page": Counter(d.post.page.id for d in kept),
                "kind": Counter(d.post.kind for d in kept),
                "stance": Counter(d.assessment.stance for d in kept),
                "band": Counter(d.assessment.severity.band for d in kept),
            }

    async def test_a_facet_lists_the_fifty_most_frequent(self, index: Index) -> None:
        await index.put_documents([doc(f"{page}-{n}", page=f"p{page}") for page in range(60) for n in range(1 + page // 30)])
        pages = (await index.search(Query())).facets["page"]
        assert len(pages) == 50
        assert sorted(pages.values()) == [1] * 20 + [2] * 30

    @pytest.mark.parametrize(
        "query", [Query(), Query(text="chung"), Query(text="chung", order="relevance"), Query(kind="post", since=NOON)]
    )
    async def test_cursors_give_each_match_once(self, index: Index, query: Query) -> None:
        await index.put_documents([doc(str(n), "chung " * (n % 4 + 1), at=NOON + (n % 5) * HOUR) for n in range(43)])
        seen: list[str] = []
        cursor, rounds = "", 0
        while True:
            results = await index.search(replace(query, limit=7, cursor=cursor))
            assert results.total == 43
            seen += [found.document.post.id for found in results.found]
            rounds += 1
            if not results.cursor:
                break
            cursor = results.cursor
        assert (sorted(seen), len(seen), rounds) == (sorted(map(str, range(43))), 43, 7)
        if query.order == "newest":
            assert [int(id) % 5 for id in seen] == sorted((int(id) % 5 for id in seen), reverse=True)

    async def test_paging_is_steady_while_new_documents_come(self, index: Index) -> None:
        await index.put_documents([doc(str(n), at=NOON + n * HOUR) for n in range(6)])
        first = await index.search(Query(limit=3))
        await index.put_documents([doc("new", at=NOON + 9 * HOUR)])
        rest = await index.search(Query(limit=3, cursor=first.cursor))
        assert [found.document.post.id for found in rest.found] == ["2", "1", "0"]

    async def test_the_last_page_has_no_cursor(self, index: Index) -> None:
        await index.put_documents([doc("1"), doc("2")])
        assert (await index.search(Query(limit=2))).cursor == ""
        assert (await index.search(Query(limit=1))).cursor != ""

    async def test_a_cursor_serves_its_query_only(self, index: Index) -> None:
        await index.put_documents([doc("1", "kẹo"), doc("2", "kẹo")])
        await index.put_alerts([Placed(1, alert("a")), Placed(2, alert("b"))])
        cursor = (await index.search(Query(text="kẹo", limit=1))).cursor
        for wrong in (Query(text="bánh", cursor=cursor), Query(cursor=cursor), Query(text="kẹo", order="relevance", cursor=cursor)):
            with pytest.raises(ValueError, match="cursor"):
                await index.search(wrong)
        for rubbish in ("x", "'", "é", "eyJhIjoxfQ", cursor[:-3], cursor + "A", "A" * 100_000):
            with pytest.raises(ValueError, match="cursor"):
                await index.search(Query(text="kẹo", cursor=rubbish))
            with pytest.raises(ValueError, match="cursor"):
                await index.alerts(AlertQuery(cursor=rubbish))
        with pytest.raises(ValueError, match="cursor"):
            await index.alerts(AlertQuery(cursor=cursor))

    async def test_relevance_puts_the_better_match_first(self, index: Index) -> None:
        noise = [doc(str(n), f"chuyện số {n} ở chợ", at=NOON + HOUR) for n in range(20)]
        best = doc("best", "vàng giả, vàng giả: đổi vàng ở chợ", at=NOON - HOUR)
        await index.put_documents([*noise, doc("long", "một lần nghe nói về vàng " + "và nhiều chuyện khác nữa " * 20, at=NOON), best])
        results = await index.search(Query(text="vàng", order="relevance"))
        assert [found.document.post.id for found in results.found] == ["best", "long"]
        assert results.found[0].score > results.found[1].score > 0
        assert await ids(index, "vàng") == ["long", "best"]
