"""The rules that checks are made under: what, from when, until when, read where. One table, to be read by people too.

`mark` tells how sure we are: V read in the source named, V-2 in a secondary copy, R recalled only, P our own proposal, X looked for
and not found. A draft of 2021 with 30 minutes for A4 was never in force and is not here. Not verified: the clauses of ND 147 on how
soon a copy must go when its original is gone, on footers and on keeping logs. Dates are days in Viet Nam, `ends` is the last day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from topics.records import Check, Evidence, Status

VIETNAM = timezone(timedelta(hours=7))


class Rule(NamedTuple):
    """One rule; `hours` is the least delay behind the original where it sets one."""

    name: str
    begins: date
    ends: date | None
    checks: tuple[str, ...]
    says: str
    source: str
    mark: str
    hours: int = 0


_ND72_ENDS = date(2024, 12, 24)
_ALL_AGGREGATOR = tuple(f"A{i}" for i in range(1, 12))

RULES: tuple[Rule, ...] = (
    Rule("Luật Quảng cáo 2012", date(2013, 1, 1), None, ("D4", "D8"),
         "Không dùng từ tuyệt đối không có tài liệu chứng minh; không mượn uy tín tổ chức", "domain.md §2.4 D4, D8", "R"),
    Rule("NĐ 72/2013 Điều 20(2)", date(2013, 7, 15), _ND72_ENDS, ("A1", "A2", "A3"),
         "Trích nguyên văn, chính xác; ghi tên tác giả hoặc cơ quan, thời gian đăng", "lsu.vn", "V"),
    Rule("NĐ 15/2018 Điều 27", date(2018, 2, 2), None, ("D1", "D2", "D3", "D5", "D7"),
         "Không dùng hình ảnh, tên, thư của đơn vị y tế, bác sĩ, lời cảm ơn của bệnh nhân; phải ghi không phải là thuốc",
         "Cục ATTP, CV 2310/BYT-ATTP; vanluat.vn; ngày hiệu lực chưa kiểm", "V"),
    Rule("CV 3825/BTTTT", date(2019, 10, 29), _ND72_ENDS, ("A4", "A5", "A6"),
         "Cách bài gốc ít nhất 3 giờ; dẫn liên kết dưới bài; tránh tên miền giống báo", "truyenhinhthanhhoa.vn; VNS", "V", hours=3),
    Rule("CV 841/BTTTT", date(2022, 3, 10), None, ("A7", "A8"),
         "Không để bài khi báo gốc đã gỡ; không tự sản xuất tin, bài điều tra nhiều kỳ", "văn bản 003", "V"),
    Rule("QĐ 1418/QĐ-BTTTT", date(2022, 7, 22), None, ("B1", "B2", "B3", "B4", "B5"),
         "Dấu hiệu báo hóa, nhóm hình thức", "thuvienphapluat 523570; lsvn a121783", "V"),
    Rule("NĐ 147/2024", date(2024, 12, 25), None, _ALL_AGGREGATOR,
         "Cách bài gốc ít nhất 1 giờ; nguồn từ ít nhất 3 cơ quan báo chí; tên không giống báo; không mở bình luận; "
         "không phóng sự điều tra", "kinhtedothi 494464; lsvn a150303 (Điều 24, 28)", "V", hours=1),
    Rule("CV 48/CP-KGVX đính chính NĐ 147", date(2025, 4, 24), None, (), "Nội dung đính chính chưa đọc", "thuviennhadat 642160", "V"),
    Rule("Luật Quảng cáo sửa đổi 2025, Điều 15a", date(2026, 1, 1), None, ("D6",),
         "Người chuyển tải quảng cáo phải báo cho người xem biết đó là quảng cáo", "luatvietnam 883-106335; thanhnien", "V"),
    Rule("NĐ 342/2025", date(2026, 2, 15), None, (), "Quảng cáo video: chờ tắt tối đa 5 giây; không thấy được trong bài đăng",
         "dantri 20260201104836488", "V"),
    Rule("Luật Báo chí 2025", date(2026, 7, 1), None, (), "Tác động tới trang tổng hợp: chưa tìm thấy", "sggp post832352", "V"),
)  # fmt: skip


def day_of(moment: datetime | None) -> date | None:
    """The day in Viet Nam; a time without zone is UTC."""
    if moment is None:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=timezone(timedelta()))).astimezone(VIETNAM).date()
    except OverflowError:
        return moment.date()


def in_force(check: str, day: date | None) -> Rule | None:
    """The youngest rule a check is made under on that day, none before there was one; without a day the youngest of all."""
    return next(
        (r for r in reversed(RULES) if check in r.checks and (day is None or (r.begins <= day and (r.ends is None or day <= r.ends)))), None
    )


def judged(check: str, day: date | None, status: Status, why: str, evidence: Sequence[Evidence] = ()) -> Check:
    """The outcome under the rule of the day; what no rule covered yet is UNKNOWN, whatever it looks like."""
    rule = in_force(check, day)
    if rule is None:
        return Check(id=check, status="UNKNOWN", why="chưa có quy định vào ngày đăng", evidence=tuple(evidence))
    named = f"{rule.name} [{rule.mark}]" + ("" if day else ", không rõ ngày đăng")
    return Check(id=check, status=status, why=why, rule=named, evidence=tuple(evidence))
