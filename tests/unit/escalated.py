"""A case as people walk it through the desk, for the tests of what leaves it: folded from events, nothing set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from alerts.cases import advance
from alerts.plan import Plan
from channels.desk import Desk
from channels.destination import known
from channels.packet import Brought, Kept, unfit
from topics.cases import Captured, Case, Event, Finding, Item
from topics.records import Alert, Assessed, Assessment, Page, Post, Reach

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
CLAIM = "Uống nước lá đu đủ đực mỗi sáng là khỏi hẳn ung thư, không cần đi viện."
PLAN = Plan(destinations=frozenset(known()), scope_signed=True, unfit=unfit)
SOURCES = (
    Item(kind="official_document", title="Hướng dẫn điều trị", url="https://moh.example.vn/huong-dan", retrieved_at=NOON, sha256="a" * 64),
    Item(kind="prior_debunk", title="Lá đu đủ không chữa ung thư", url="https://kiemchung.example.vn/la-du-du", retrieved_at=NOON),
)
FINDING = Finding(
    verdict="FALSE",
    type="FALSE_CLAIM",
    destination="vafc",
    field=3,
    claim=CLAIM,
    checkable_fact="Lá đu đủ đực chữa khỏi ung thư.",
    reason="Không hướng dẫn điều trị nào nêu lá đu đủ. Bộ Y tế đã bác bỏ thông tin này.",
    method="Đối chiếu hướng dẫn điều trị và các bài kiểm chứng đã công bố.",
    subject="PAGE",
    subject_name="Sống khỏe mỗi ngày",
    subject_id="fb:1002",
    urls=("https://www.facebook.com/1002/posts/9008",),
    evidence=SOURCES,
)
SCAM = replace(
    FINDING,
    verdict="SCAM_CONFIRMED",
    type="SCAM",
    destination="ncsc",
    field=0,
    claim="Vay nhanh 50 triệu, chuyển phí hồ sơ 500k trước rồi giải ngân ngay.",
    checkable_fact="Trang thu phí hồ sơ trước khi giải ngân khoản vay.",
    subject="WEBSITE",
)
DESK = Desk(
    organisation="Sở Văn hóa, Thể thao tỉnh Ví Dụ",
    parent="UBND TỈNH VÍ DỤ",
    name="Phòng Thông tin",
    phone="0900 000 000",
    email="phong@example.vn",
    place="Ví Dụ",
    console="https://desk.example.vn",
    reviews="https://kiemchung.example.vn/{number}",
)


def document(id: str = "fb:1002_9008", text: str = CLAIM) -> Assessed:
    post = Post(
        id=id,
        kind="post",
        platform="facebook",
        page=Page(id="fb:1002", name="Sống khỏe mỗi ngày"),
        text=text,
        collected_at=NOON,
        reach=Reach(reactions=412, comments=57, shares=34),
    )
    return Assessed(post=post, assessment=Assessment(id=id, alert_codes=("HEALTH",)), at=NOON - timedelta(hours=2), collected_at=NOON)


def brought(**more: object) -> Brought:
    given = {"desk": DESK, "conceal": lambda text: text, "documents": (document(),), "kept": Kept(screenshot_sha256="c" * 64)}
    return Brought(**(given | more))  # type: ignore[arg-type]


def alert(codes: tuple[str, ...] = ("HEALTH",)) -> Alert:
    return Alert(
        id="a-1", codes=codes, band="HIGH", score=62.0, opened_at=NOON, updated_at=NOON, posts=("fb:1002_9008",), pages=("fb:1002",),
        headline=CLAIM,
    )  # fmt: skip


def walked(*deeds: tuple[str, str, str, dict[str, object]], codes: tuple[str, ...] = ("HEALTH",)) -> Case:
    """The case after these deeds (deed, by, role, fields), each of them accepted, an hour apart."""
    case, _ = advance(None, Event(id="0", case="a-1", deed="alert", at=NOON, alert=alert(codes), number="VN-2026-000123"), PLAN)
    assert case is not None
    for n, (deed, by, role, fields) in enumerate(deeds, 1):
        event = Event(id=str(n), case="a-1", deed=deed, at=NOON + timedelta(hours=n), by=by, role=role, seen=case.version, **fields)  # type: ignore[arg-type]
        case, _ = advance(case, event, PLAN)
        assert case is not None
        assert not [answer for answer in case.answers if answer.refused], (deed, case.answers[-1])
    return case


CAPTURED = Captured(post="fb:1002_9008", at=NOON + timedelta(seconds=40), sha256="b" * 64, path="a-1/1", method="page")


def drafted(finding: Finding = FINDING, codes: tuple[str, ...] = ("HEALTH",)) -> Case:
    return walked(*_to_draft(finding), codes=codes)


def escalated(
    finding: Finding = FINDING, codes: tuple[str, ...] = ("HEALTH",), more: tuple[tuple[str, str, str, dict[str, object]], ...] = ()
) -> Case:
    """An approved case; `more` deeds come after."""
    approvers = ("minh", "hoa") if finding.field == 5 else ("minh",)
    approvals = tuple(("approve", name, "approver", {}) for name in approvers)
    return walked(*_to_draft(finding), ("submit", "lan", "analyst", {}), *approvals, *more, codes=codes)


def _to_draft(finding: Finding) -> tuple[tuple[str, str, str, dict[str, object]], ...]:
    return (
        ("capture", "tinwatch", "", {"captured": CAPTURED}),
        ("check", "lan", "analyst", {}),
        ("waive", "lan", "analyst", {"reason": "danger_to_life", "text": "Có người bệnh bỏ thuốc điều trị"}),
        ("draft", "lan", "analyst", {"finding": finding}),
    )
