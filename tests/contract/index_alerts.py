"""What every index must do with alerts and pages."""

from __future__ import annotations

from datetime import datetime

from index_records import HOUR, NOON, alert

from search.port import AlertQuery, Index, Placed
from topics.records import Page
from topics.watchlist import PageHealth


class AlertSuite:
    async def test_an_alert_is_kept_by_position(self, index: Index) -> None:
        assert await index.last_position() == -1
        await index.put_alerts([Placed(5, alert("a", version=2)), Placed(3, alert("a", version=1)), Placed(4, alert("b"))])
        assert await index.alert("a") == alert("a", version=2)
        await index.put_alerts([Placed(4, alert("a", version=1))])
        assert await index.alert("a") == alert("a", version=2)
        await index.put_alerts([Placed(5, alert("a", version=2, state="SEEN"))])
        assert (await index.alert("a") or alert("x")).state == "SEEN"
        assert await index.alert("c") is None
        assert await index.last_position() == 5
        assert (await index.counts())["alerts"] == 2

    async def test_the_feed_resumes_after_a_position(self, index: Index) -> None:
        await index.put_alerts([Placed(n, alert(f"a{n}")) for n in range(6)])
        await index.put_alerts([Placed(6, alert("a1", version=2)), Placed(7, alert("a4", version=2, held="watch"))])
        assert [(p.position, p.alert.id, p.alert.version) for p in await index.alerts_after(2)] == [
            (3, "a3", 1), (5, "a5", 1), (6, "a1", 2), (7, "a4", 2),
        ]  # fmt: skip
        assert [p.position for p in await index.alerts_after(-1, limit=2)] == [0, 2]
        assert list(await index.alerts_after(7)) == []

    async def test_alert_filters(self, index: Index) -> None:
        stories = [
            alert("1", codes=("JOB", "DEPOSIT"), band="HIGH", pages=("A", "B"), updated_at=NOON),
            alert("2", codes=("JOB",), band="LOW", state="CLOSED", updated_at=NOON + HOUR),
            alert("4", codes=("FINRUM",), band="LOW", set_band="MEDIUM", updated_at=NOON - HOUR),
            alert("3", codes=("HEALTH",), band="CRITICAL", pages=("C",), held="one word only", updated_at=NOON + 2 * HOUR),
        ]
        await index.put_alerts([Placed(n, story) for n, story in enumerate(stories)])
        for query, expected in (
            (AlertQuery(), "214"), (AlertQuery(held=None), "3214"), (AlertQuery(held=True), "3"),
            (AlertQuery(held=True, reasons=("one word only",)), "3"), (AlertQuery(held=None, reasons=("budget",)), ""),
            (AlertQuery(held=None, reasons=("budget", "one word only")), "3"), (AlertQuery(reasons=("one word only",)), ""),
            (AlertQuery(codes=("DEPOSIT", "HEALTH")), "1"),
            (AlertQuery(bands=("LOW", "CRITICAL"), held=None), "32"), (AlertQuery(states=("CLOSED",)), "2"),
            (AlertQuery(pages=("B", "C")), "1"),
            (AlertQuery(since=NOON + HOUR), "2"), (AlertQuery(until=NOON + HOUR), "14"),
            (AlertQuery(bands=("MEDIUM",)), "4"), (AlertQuery(codes=("JO",)), ""),
        ):  # fmt: skip
            page = await index.alerts(query)
            assert "".join(found.id for found in page.alerts) == expected, query
            assert (page.total, page.cursor) == (len(expected), "")

    async def test_alert_pages(self, index: Index) -> None:
        await index.put_alerts([Placed(n, alert(f"{n}", updated_at=NOON + (n % 3) * HOUR)) for n in range(20)])
        seen, cursor = [], ""
        while True:
            page = await index.alerts(AlertQuery(limit=6, cursor=cursor))
            assert page.total == 20
            seen += page.alerts
            cursor = page.cursor
            if not cursor:
                break
        assert len({found.id for found in seen}) == len(seen) == 20
        assert [found.updated_at for found in seen] == sorted((found.updated_at for found in seen), reverse=True)

    async def test_page_health(self, index: Index) -> None:
        def seen(id: str, at: datetime | None, name: str = "") -> PageHealth:
            return PageHealth(page=Page(id=id, name=name), last_seen_at=at)

        await index.put_pages([seen("A", NOON + HOUR, "mới"), seen("B", NOON), seen("C", None)])
        await index.put_pages([seen("A", NOON, "cũ"), seen("C", None, "tên")])
        assert [(p.page.id, p.page.name) for p in await index.pages()] == [("C", "tên"), ("B", ""), ("A", "mới")]
        await index.put_pages([seen("B", NOON + 2 * HOUR)])
        assert [p.page.id for p in await index.pages()] == ["C", "A", "B"]
        assert (await index.counts())["pages"] == 3
