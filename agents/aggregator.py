"""The aggregator checks A1–A11 (domain.md §2.2; A12, the licensed scope, is for people). Pure: what is known in, outcomes out.

Never tone, never what an item is about: only source, time, words against the original, link, name, licence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from agents.gone import GRACE, outcome
from agents.known import Known
from agents.licences import LicenceRegister
from detectors.checks.rules import day_of, in_force, judged
from enrichers.footers import footer
from enrichers.hosts import registrable
from enrichers.press import Press, press_words, pressy_domain, strong_piece
from enrichers.quoting import END, Quoting, quoting
from enrichers.verbatim import title_changed, verbatim
from topics.records import Check, Evidence, Status, utc

Said = tuple[Status, str, tuple[Evidence, ...]]

SAME, LIKE = 0.95, 0.80
"""Verbatim from here; below this altered; in between a person compares."""

SOON, REPEATED = 5, 3
"""Minutes behind the original that nobody needs to copy honestly; and how often make a sign of planted sources."""

SPAN, AGENCIES = timedelta(days=30), 3


class Numbers(NamedTuple):
    """What was measured: minutes behind the original, share of the copy that is the original's, whether the title is another."""

    delay: float | None = None
    verbatim: float | None = None
    title_changed: bool | None = None


def checks(known: Known, press: Press, licences: LicenceRegister | None = None) -> tuple[Check, ...]:
    """A1–A11 in order."""
    day = day_of(known.post.published_at or known.post.collected_at)
    told = partial(judged, day=day)
    read = quoting(known.post.text, press)
    said = {
        "A1": _source(read), "A2": _time(read), "A3": _verbatim(known), "A4": _delay(known), "A5": _link(known, read, press),
        "A6": named(known, press), "A7": _gone(known), "A8": _own(read), "A9": _comments(known), "A10": _agencies(known, press),
        "A11": _licence(known, licences),
    }  # fmt: skip
    return tuple(told(check, status=status, why=why, evidence=evidence) for check, (status, why, evidence) in said.items())


def numbers(known: Known) -> Numbers:
    """The measures behind A3 and A4."""
    original, article = known.extra.original, known.post.article
    if original is None:
        return Numbers()
    compared = verbatim(known.post.text, original.text)
    return Numbers(_minutes(known), compared and round(compared.ratio, 3), title_changed(article.title if article else "", original.title))


def marks(places: Iterable[tuple[int, int]], why: str, field: str = "text") -> tuple[Evidence, ...]:
    """Evidence of places, at most ten."""
    return tuple(Evidence(start=start, end=end, why=why, field=field) for start, end in list(places)[:10])


def _source(read: Quoting) -> Said:
    if read.sources:
        return "PASS", "có ghi nguồn báo chí", marks(read.sources, "ghi nguồn")
    return "FAIL", "không ghi nguồn báo chí trong bài", ()


def _time(read: Quoting) -> Said:
    if read.times:
        return "PASS", "có ghi ngày giờ của bài gốc", marks(read.times, "ghi ngày giờ")
    return "FAIL", "không ghi thời gian bài gốc đã đăng", ()


def _verbatim(known: Known) -> Said:
    compared = verbatim(known.post.text, known.extra.original.text) if known.extra.original else None
    if compared is None:
        return "UNKNOWN", "chưa có bài gốc để so", ()
    title = "; tít khác bài gốc" if numbers(known).title_changed else ""
    told = f"{compared.ratio:.0%} chữ giống bài gốc đúng thứ tự{title}"
    if compared.ratio >= SAME:
        return "PASS", told, ()
    return ("FAIL" if compared.ratio < LIKE else "UNKNOWN"), told, marks(compared.others, "khác bài gốc")


def _minutes(known: Known) -> float | None:
    original = known.extra.original
    if original is None or original.published_at is None or known.post.published_at is None:
        return None
    return round((utc(known.post.published_at) - utc(original.published_at)).total_seconds() / 60, 1)


def _delay(known: Known) -> Said:
    minutes = _minutes(known)
    if minutes is None:
        return "UNKNOWN", "thiếu giờ đăng của bài này hoặc của bài gốc", ()
    rule = in_force("A4", day_of(known.post.published_at))
    hours = rule.hours if rule else 0
    soon = [one.delay for one in known.extra.quoted if one.delay is not None and one.delay < SOON]
    again = minutes < SOON and len(soon) + 1 >= REPEATED
    sign = f"; {len(soon) + 1} lần đăng trước hoặc sát giờ bài gốc: dấu hiệu cấy nguồn" if again else ""
    status: Status = "PASS" if minutes >= 60 * hours and not again else "FAIL"
    return status, f"sau bài gốc {minutes:g} phút, quy định {hours} giờ{sign}", ()


def _link(known: Known, read: Quoting, press: Press) -> Said:
    theirs = registrable(_host(known.extra.original.url)) if known.extra.original else ""
    ends = tuple(link for link in read.links if press.of_domain(link.host) or (theirs and link.domain == theirs))
    if ends:
        return "PASS", "cuối bài có đường dẫn tới báo", marks(((link.start, link.end) for link in ends), "đường dẫn tới báo")
    beside = [url for url in known.post.links if press.of_domain(_host(url)) or (theirs and registrable(_host(url)) == theirs)]
    if beside:
        return "UNKNOWN", "có đường dẫn tới báo kèm theo bài, chưa rõ có ở cuối bài không", ()
    if read.links or known.post.links:
        shown = marks(((link.start, link.end) for link in read.links), "đường dẫn")
        return "UNKNOWN", "có đường dẫn nhưng tên miền chưa có trong danh sách báo", shown
    return "FAIL", f"không có đường dẫn trong {END} ký tự cuối bài", ()


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0] or url.partition("/")[0]


def named(known: Known, press: Press) -> Said:
    """Name and domain against the register and the words of QĐ 1418; also B1."""
    name, domain = known.post.page.name, known.extra.domain
    if not name and not domain:
        return "UNKNOWN", "không rõ tên và tên miền", ()
    whole = marks(((0, len(name)),), "tên giống báo", "page.name")
    if domain and press.of_domain(domain):
        return "PASS", f"tên miền của {press.of_domain(domain).name}", ()  # type: ignore[union-attr]
    if like := press.like(name) or (press.like(registrable(domain).partition(".")[0]) if domain else None):
        return "FAIL", f"tên gần giống {like.name}", whole
    if same := press.of_name(name):
        return ("FAIL", f"tên trùng {same.name}, tên miền không phải của báo này", whole) if domain else (
            "UNKNOWN", f"tên trùng {same.name}, chưa rõ có phải của báo này", whole)  # fmt: skip
    words, pieces = press_words(name), pressy_domain(domain or name) if domain or " " not in name else ()
    if not words and not pieces:
        return "PASS", "tên không giống báo", ()
    found = marks(((word.start, word.end) for word in words), "chữ dễ nhầm với báo", "page.name")
    strong = any(word.strong for word in words) or any(map(strong_piece, pieces)) or len(words) + len(pieces) > 1
    said = ", ".join([*(name[word.start : word.end] for word in words), *pieces])
    return ("FAIL" if strong else "UNKNOWN"), f"tên có chữ dễ nhầm với báo: {said}", found


def _gone(known: Known) -> Said:
    seen = outcome(known.extra.original.lookups) if known.extra.original else None
    if seen is None:
        return "UNKNOWN", "chưa xem lại bài gốc", ()
    if seen.gone_at is None:
        return "PASS", "bài gốc vẫn còn", ()
    stood = known.extra.seen_at
    lived = seen.lived if stood is None else min(seen.lived, utc(stood) - seen.gone_at)
    if lived > GRACE:
        hours = lived.total_seconds() / 3600
        return "FAIL", f"bài gốc đã gỡ từ {seen.gone_at:%d/%m/%Y %H:%M} UTC, sau {hours:.0f} giờ bài này vẫn còn", ()
    wait = "chờ xem lại" if seen.lived <= GRACE else "chưa rõ bài này còn không"
    return "UNKNOWN", f"bài gốc đã gỡ lúc {seen.gone_at:%d/%m/%Y %H:%M} UTC; {wait}", ()


def _own(read: Quoting) -> Said:
    if not read.bylines:
        return "PASS", "không có dấu hiệu tự sản xuất", ()
    found = marks(read.bylines, "ghi như phóng viên tự làm")
    return ("UNKNOWN", "ghi như phóng viên tự làm nhưng có dẫn nguồn", found) if read.sources else (
        "FAIL", "không dẫn nguồn mà ghi như phóng viên tự làm", found)  # fmt: skip


def _comments(known: Known) -> Said:
    if known.extra.comments_open is None:
        return "UNKNOWN", "không rõ có ô bình luận không", ()
    return ("FAIL", "mở bình luận dưới bài trích", ()) if known.extra.comments_open else ("PASS", "không mở bình luận", ())


def _agencies(known: Known, press: Press) -> Said:
    at = known.post.published_at or known.post.collected_at
    if not known.extra.quoted or at is None:
        return "UNKNOWN", "chưa có danh sách bài 30 ngày", ()
    recent = [one.press for one in known.extra.quoted if one.press and timedelta(0) <= utc(at) - utc(one.at) <= SPAN]
    agencies = {agency.name if (agency := press.of_name(name)) else name.casefold() for name in recent}
    return ("PASS" if len(agencies) >= AGENCIES else "FAIL"), f"trích {len(agencies)} cơ quan báo chí trong 30 ngày", ()


def _licence(known: Known, licences: LicenceRegister | None) -> Said:
    if known.extra.footer is None:
        return "UNKNOWN", "chưa có chân trang", ()
    read = footer(known.extra.footer)
    shown = marks(((one.start, one.end) for one in read.licences), "số giấy phép", "footer")
    if not read.licences:
        return "FAIL", "chân trang không có số giấy phép", ()
    day = day_of(known.post.published_at or known.post.collected_at)
    faults = (
        {one.number: licences.faults(one.number, known.extra.domain, known.extra.licensee, day) for one in read.licences}
        if licences
        else {}
    )
    wrong = [fault for found in faults.values() for fault in found]
    if wrong and all(faults.values()):
        return "FAIL", "; ".join(wrong[:3]), shown
    if not read.says:
        return "FAIL", "chân trang không ghi là trang thông tin điện tử tổng hợp hoặc mạng xã hội", shown
    if licences is None:
        return "UNKNOWN", "có số giấy phép, chưa có sổ cấp phép để đối chiếu", shown
    return "PASS", "số giấy phép khớp sổ cấp phép", shown
