"""The signs of "báo hóa" B1–B5 (QĐ 1418 part III, form only; domain.md §2.3). The sixth group there speaks of tone and is left out.

For a social network B4 is its home page; a fanpage has neither home page nor footer, so B2–B4 do not apply to it.
"""

from __future__ import annotations

import re
from functools import partial

from agents.aggregator import Said, marks, named
from agents.known import Known
from detectors.checks.rules import day_of, judged
from enrichers.fold import Folded
from enrichers.footers import footer
from enrichers.press import Press
from topics.records import Check

_SECTIONS = re.compile(
    r"(?<![a-z])(?:thoi su|the gioi|xa hoi|doi song|van hoa|giai tri|the thao|kinh te|phap luat|giao duc|suc khoe|cong nghe)(?![a-z])"
)
"""Headings of a newspaper's home page; the words say nothing about what stands below them."""

_MANY = 4
_NOT_FANPAGE = "không áp dụng cho fanpage"


def signs(known: Known, press: Press) -> tuple[Check, ...]:
    """B1–B5 in order."""
    day = day_of(known.post.published_at or known.post.collected_at)
    told = partial(judged, day=day)
    said = {
        "B1": named(known, press), "B2": _stated(known), "B3": ("UNKNOWN", "hình thức trang cần người xem", ()),
        "B4": _sections(known), "B5": _desk(known),
    }  # fmt: skip
    return tuple(told(check, status=status, why=why, evidence=evidence) for check, (status, why, evidence) in said.items())


def _stated(known: Known) -> Said:
    if known.extra.site == "fanpage":
        return "UNKNOWN", _NOT_FANPAGE, ()
    if known.extra.footer is None:
        return "UNKNOWN", "chưa có chân trang", ()
    read = footer(known.extra.footer)
    if read.says:
        return "PASS", "có ghi rõ là trang tổng hợp hoặc mạng xã hội", marks(read.says, "ghi loại trang", "footer")
    return "FAIL", "không ghi rõ là trang tổng hợp hoặc mạng xã hội", marks(read.desk, "tự xưng như báo", "footer")


def _sections(known: Known) -> Said:
    if known.extra.site == "fanpage":
        return "UNKNOWN", _NOT_FANPAGE, ()
    if known.extra.site != "social" or known.extra.home is None:
        return "UNKNOWN", "chỉ áp dụng cho trang chủ mạng xã hội", ()
    folded = Folded(known.extra.home[:20_000])
    found = {match.group(): folded.origin("canon", match.start(), match.end()) for match in _SECTIONS.finditer(folded.plain)}
    if len(found) >= _MANY:
        return "FAIL", f"trang chủ chia {len(found)} chuyên mục như báo", marks(sorted(found.values()), "chuyên mục", "home")
    return "PASS", "trang chủ không chia chuyên mục như báo", ()


def _desk(known: Known) -> Said:
    texts = {"footer": known.extra.footer, "home": known.extra.home, "page.name": known.post.page.name or None}
    found = [mark for field, text in texts.items() if text for mark in marks(footer(text).desk, "chữ của tòa soạn", field)]
    if found:
        return "FAIL", "ghi tòa soạn, văn phòng đại diện, phóng viên hoặc nhà báo", tuple(found)
    return ("PASS", "không ghi chữ của tòa soạn", ()) if known.extra.footer is not None else ("UNKNOWN", "chưa có chân trang", ())
