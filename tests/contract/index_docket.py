"""What every index must do with cases and the audit log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from index_records import HOUR, NOON, alert, doc

from search.docket import CaseQuery
from search.port import Index, Placed, Query
from topics.cases import Answer, Captured, Case, Entry, Event, Finding, Item, Outcome, Remark
from topics.mutes import Mute


def case(id: str, **more: Any) -> Case:
    codes = more.pop("codes", ("JOB",))
    given: dict[str, Any] = {
        "number": f"VN-2026-{id}", "alert": alert(id, codes=codes), "opened_at": NOON, "updated_at": NOON, "posts": (f"p{id}",),
        "alerts_to": 1, "decisions_to": 1,
    }  # fmt: skip
    return Case(id=id, **(given | more))


def entry(seq: int, case: str = "a", **more: Any) -> Entry:
    given: dict[str, Any] = {
        "at": NOON,
        "by": "lan",
        "role": "analyst",
        "deed": "keep",
        "reason": "",
        "refused": (),
        "digest": "d",
        "chain": "c",
    }
    return Entry(seq=seq, case=case, **(given | more))


class DocketSuite:
    async def test_a_case_comes_back_exactly(self, index: Index) -> None:
        finding = Finding(verdict="FALSE", claim="Uống nước chanh khỏi hẳn", evidence=(Item(kind="expert", url="https://y.example/1"),))
        whole = case(
            "a", state="REVIEW", before="DRAFT_FINDING", band="CRITICAL", finding=finding, signers=("lan",), assignee="lan", held="Tòa giữ",
            captures=(Captured(post="pa", at=NOON, sha256="0f"),), outcome=Outcome(sent_at=NOON, sent_by="minh"), late=("finding",),
            remarks=(Remark(by="lan", at=NOON + timedelta(microseconds=7), text="Xem\n\0lại 🔥", mentions=("minh",)),),
            due={"finding": NOON, "reply": NOON + HOUR}, history=(Event(id="1", case="a", deed="keep", at=NOON),),
            answers=(Answer(event="1"),),
        )  # fmt: skip
        assert list(await index.docket.put_cases([whole])) == []
        assert await index.docket.case("a") == whole
        assert await index.docket.case("b") is None
        assert (await index.docket.cases(CaseQuery())).cases == (whole,)
        assert (await index.counts())["cases"] == 1

    async def test_cases_come_in_the_order_asked_for(self, index: Index) -> None:
        await index.docket.put_cases([case("a"), case("b"), case("c")])
        assert [found.id for found in await index.docket.cases_of(["c", "x", "a", "c"])] == ["c", "a", "c"]
        assert list(await index.docket.cases_of([])) == list(await index.docket.put_cases([])) == []

    async def test_mutes_that_have_not_ended(self, index: Index) -> None:
        def muted(hours: int) -> Mute:
            return Mute(until=NOON + hours * HOUR, pages=("A",), codes=("JOB",), by="lan", at=NOON, reason="repeats", text="ba bài mỗi giờ")

        await index.docket.put_cases(
            [case("a"), case("b", mute=muted(1)), case("c", mute=muted(3), state="ARCHIVED"), case("d", mute=muted(2))]
        )
        await index.docket.put_cases([case("d", decisions_to=2)])  # ended before its time
        for hours, ids in ((0, "cb"), (1, "c"), (3, "")):
            found = await index.docket.cases(CaseQuery(muted_at=NOON + hours * HOUR))
            assert ("".join(sorted((one.id for one in found.cases), reverse=True)), found.total) == (ids, len(ids)), hours
        assert [one.mute for one in await index.docket.cases_of(["b", "d"])] == [muted(1), None]

    async def test_who_knows_less_never_overwrites(self, index: Index) -> None:
        docket = index.docket
        await docket.put_cases([case("a", reason="mới", alerts_to=5, decisions_to=9)])
        await docket.put_cases([case("a", reason="cũ", alerts_to=7, decisions_to=6)])
        assert (await docket.cases_of(["a"]))[0].reason == "mới"
        await docket.put_cases([case("a", reason="khác", alerts_to=4, decisions_to=10)])
        assert (await docket.cases_of(["a"]))[0].reason == "khác"
        await docket.put_cases([case("a", alerts_to=n, decisions_to=20, reason=str(n)) for n in (1, 3, 2, 3, 0)])
        found = (await docket.cases(CaseQuery())).cases
        assert [(one.reason, one.far) for one in found] == [("3", 23)]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            (CaseQuery(), "54321"),
            (CaseQuery(states=("NEW", "REVIEW")), "531"), (CaseQuery(states=("ARCHIVED",)), ""),
            (CaseQuery(bands=("CRITICAL",)), "2"), (CaseQuery(bands=("HIGH", "LOW")), "5431"),
            (CaseQuery(codes=("LOAN",)), "32"), (CaseQuery(codes=("LOAN", "GIFT")), "432"), (CaseQuery(codes=("LO",)), ""),
            (CaseQuery(assignee="lan"), "52"), (CaseQuery(assignee="la"), ""),
            (CaseQuery(numbers=("VN-2026-3", "VN-2026-1")), "31"), (CaseQuery(posts=("p4", "xx")), "42"), (CaseQuery(posts=("p",)), ""),
            (CaseQuery(merged_into="1"), "4"),
            (CaseQuery(late=True), "2"), (CaseQuery(late=False), "5431"), (CaseQuery(held=True), "3"), (CaseQuery(held=False), "5421"),
            (CaseQuery(since=NOON + 3 * HOUR), "543"), (CaseQuery(until=NOON + 3 * HOUR), "21"),
            (CaseQuery(since=NOON + 2 * HOUR, until=NOON + 4 * HOUR), "32"),
            (CaseQuery(ended_before=NOON + 5 * HOUR), "4"), (CaseQuery(ended_before=NOON + 4 * HOUR), ""),
            (CaseQuery(order="due"), "251"), (CaseQuery(order="due", late=False), "51"),
            (CaseQuery(states=("NEW",), codes=("LOAN",), held=True), "3"),
        ],
    )  # fmt: skip
    async def test_case_filters(self, index: Index, query: CaseQuery, expected: str) -> None:
        await index.docket.put_cases(
            [
                case("1", updated_at=NOON + HOUR, band="HIGH", due={"finding": NOON + 9 * HOUR}),
                case("2", updated_at=NOON + 2 * HOUR, state="IN_CHECK", band="CRITICAL", codes=("LOAN", "JOB"), assignee="lan",
                     posts=("a", "xx"), due={"acknowledge": NOON - HOUR, "finding": NOON + 2 * HOUR}, late=("acknowledge",)),
                case("3", updated_at=NOON + 3 * HOUR, codes=("LOAN",), held="Giữ lại cho tòa"),
                case("4", updated_at=NOON + 4 * HOUR, state="DUPLICATE", codes=("GIFT",), merged_into="1", ended_at=NOON + 4 * HOUR),
                case("5", updated_at=NOON + 5 * HOUR, state="REVIEW", assignee="lan", due={"reply": NOON + 3 * HOUR}),
            ]
        )  # fmt: skip
        page = await index.docket.cases(query)
        assert "".join(found.id for found in page.cases) == expected
        assert (page.total, page.cursor) == (len(expected), "")

    @pytest.mark.parametrize("order", ["newest", "due"])
    async def test_case_pages(self, index: Index, order: str) -> None:
        made = [case(f"{n}", updated_at=NOON + (n % 3) * HOUR, due={"finding": NOON + (n % 4) * HOUR}) for n in range(23)]
        await index.docket.put_cases(made)
        seen: list[Case] = []
        query = CaseQuery(order=order, limit=5)  # type: ignore[arg-type]
        while True:
            page = await index.docket.cases(query)
            assert page.total == 23
            seen += page.cases
            if not page.cursor:
                break
            query = CaseQuery(order=order, limit=5, cursor=page.cursor)  # type: ignore[arg-type]
        assert len({found.id for found in seen}) == len(seen) == 23
        moments = [found.due["finding"] if order == "due" else found.updated_at for found in seen]
        assert moments == sorted(moments, reverse=order == "newest")
        for wrong in (CaseQuery(cursor=query.cursor, order=order, late=False), CaseQuery(cursor="rác")):  # type: ignore[arg-type]
            with pytest.raises(ValueError, match="cursor"):
                await index.docket.cases(wrong)

    async def test_a_case_goes_with_its_alert_and_may_come_again(self, index: Index) -> None:
        await index.put_documents([doc("pa")])
        await index.put_alerts([Placed(n, alert(id)) for n, id in enumerate("abc")])
        await index.docket.put_cases([case("a"), case("b")])
        await index.docket.put_entries([entry(1)])
        assert await index.docket.delete_cases(["a", "c", "x"]) == 1
        assert await index.docket.delete_cases(["a"]) == await index.docket.delete_cases([]) == 0
        assert [placed.alert.id for placed in await index.alerts_after(-1)] == ["b"]
        assert await index.alert("a") is None
        counted = await index.counts()
        assert (counted["documents"], counted["alerts"], counted["cases"]) == (1, 1, 1)
        assert len(await index.docket.entries()) == 1, "the audit log outlives the case"
        await index.docket.put_cases([case("a")])
        assert [found.id for found in await index.docket.cases_of(["a", "b"])] == ["a", "b"]

    async def test_the_log_is_written_once(self, index: Index) -> None:
        docket = index.docket
        assert list(await docket.put_entries([entry(1), entry(2, "b"), entry(3, ""), entry(3, "b")])) == []
        await docket.put_entries([entry(2, "a", by="kẻ gian"), entry(4, "b", refused=("state",), reason="opinion")])
        log = [entry(1), entry(2, "b"), entry(3, ""), entry(4, "b", refused=("state",), reason="opinion")]
        assert list(await docket.entries()) == log
        assert list(await docket.entries(after=1, limit=2)) == log[1:3]
        assert [one.seq for one in await docket.entries(case="b")] == [2, 4]
        assert list(await docket.entries(after=4)) == list(await docket.entries(case="x")) == list(await docket.entries(after=2**70)) == []

    async def test_old_lines_of_the_log_go(self, index: Index) -> None:
        docket = index.docket
        await docket.put_entries([entry(n) for n in range(1, 8)])
        assert await docket.delete_entries(4) == 4
        assert await docket.delete_entries(4) == await docket.delete_entries(-1) == 0
        assert [one.seq for one in await docket.entries()] == [5, 6, 7]

    async def test_old_documents_go_but_for_those_to_keep(self, index: Index) -> None:
        await index.put_documents([doc(str(n), "kẹo", kind=("post", "comment")[n % 2], at=NOON + n * HOUR) for n in range(10)])
        assert await index.delete_documents(NOON + 6 * HOUR, kind="comment", keep=["3", "x", "\ud800"]) == 2
        assert await index.delete_documents(NOON + 4 * HOUR, keep=["0", "3"]) == 1
        assert sorted(found.document.post.id for found in (await index.search(Query(text="kẹo"))).found) == list("0346789")
        assert await index.forget_documents(["3", "nicht da", "9", "\ud800"]) == 2
        assert await index.forget_documents([]) == await index.forget_documents(["9"]) == 0
        assert await index.existing(list("0123456789")) == set("04678")
        assert (await index.counts())["documents"] == (await index.search(Query())).total == 5

    async def test_odd_strings(self, index: Index) -> None:
        docket, odd = index.docket, "x' OR 1=1 -- \x1f*\\"
        await docket.put_cases([case("a", assignee=odd, merged_into="ệ" * 9000, posts=(odd,)), case(odd)])
        assert [found.id for found in (await docket.cases(CaseQuery(assignee=odd, posts=(odd, "p")))).cases] == ["a"]
        assert [found.id for found in await docket.cases_of([odd, "\ud800", "", "a"])] == [odd, "a"]
        for nothing in (CaseQuery(assignee="\ud800"), CaseQuery(posts=("*",)), CaseQuery(numbers=("",)), CaseQuery(codes=("\ud83d",))):
            assert (await docket.cases(nothing)).total == 0
        await docket.put_entries([entry(1, odd), entry(2, "đ" * 40_000)])
        assert [one.seq for one in await docket.entries(case=odd)] == [1]
        assert len(await docket.entries()) == 2
        assert await docket.delete_cases([odd, "\ud800", ""]) == 1

    async def test_a_case_it_can_never_take_is_refused_alone(self, index: Index) -> None:
        (refused,) = await index.docket.put_cases([case("a"), case("b", reason="\ud83d"), case("c")])
        assert refused.id == "b"
        assert refused.reason
        assert [found.id for found in await index.docket.cases_of(["a", "b", "c"])] == ["a", "c"]
        (refused,) = await index.docket.put_entries([entry(1), entry(2, by="\udc00")])
        assert refused.id == "2"
        assert [one.seq for one in await index.docket.entries()] == [1]
