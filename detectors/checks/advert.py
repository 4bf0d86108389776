"""The advertising checks D1–D8 (domain.md §2.4) over one post: its text, the article it shares, the words in its pictures."""

from __future__ import annotations

from functools import partial

from detectors.checks.rules import judged
from detectors.sight import Sight
from topics.records import Check, Evidence, Status

Said = tuple[Status, str, tuple[Evidence, ...]]
"""Status, what a monitor reads, and where it stands."""

FOOD = ("goods.food", "goods.dose")
_UNREAD = "có ảnh chưa đọc được chữ"


def sold(sight: Sight) -> bool:
    """Whether the post offers goods or treatment for health or looks to its reader: only then is there an advertisement to check."""
    return sight.has("goods") and sight.has("order", "contact", "click", "vow", "absolute", "medic")


def checks(sight: Sight) -> tuple[Check, ...]:
    """D1–D8 in order; nothing for a post that sells nothing."""
    if not sold(sight):
        return ()
    told = partial(judged, day=sight.day)
    said = {
        "D1": _cure(sight), "D2": _borrowed(sight), "D3": _disclaimer(sight), "D4": _absolute(sight),
        "D5": _approval(sight), "D6": _disclosed(sight), "D7": _landing(sight), "D8": _media(sight),
    }  # fmt: skip
    return tuple(told(check, status=status, why=why, evidence=evidence) for check, (status, why, evidence) in said.items())


def _cure(sight: Sight) -> Said:
    called = sight.together(("goods", "effect|cure", "order|contact|click"))
    if called:
        return "FAIL", "hứa chữa khỏi, kèm sản phẩm và lời mời mua", called
    cure = sight.hits("effect", "cure")
    return ("UNKNOWN", "có lời hứa chữa khỏi nhưng xa lời mời mua", cure) if cure else ("PASS", "không thấy lời hứa chữa khỏi", ())


def _borrowed(sight: Sight) -> Said:
    """A clinic may name its doctors; food and supplements may not."""
    borrowed = sight.hits("medic.borrowed", "medic.thanks")
    if not borrowed:
        return _unseen(sight, "không thấy mượn bác sĩ, bệnh viện, lời cảm ơn")
    if sight.has(*FOOD) and not sight.has("goods.clinic"):
        return "FAIL", "mượn bác sĩ, cơ sở y tế hoặc lời cảm ơn của bệnh nhân", borrowed
    return "UNKNOWN", "có nhắc bác sĩ, bệnh viện; chưa rõ có phải thực phẩm không", borrowed


def _disclaimer(sight: Sight) -> Said:
    if found := sight.hits("label.disclaimer"):
        return "PASS", "có câu không phải là thuốc", found
    if not sight.has("goods.food"):
        return "UNKNOWN", "chưa rõ có phải thực phẩm không", ()
    return _absent(sight, "thiếu câu “không phải là thuốc, không có tác dụng thay thế thuốc chữa bệnh”")


def _absolute(sight: Sight) -> Said:
    found = sight.hits("vow", "absolute")
    return ("FAIL", "dùng từ cam đoan tuyệt đối", found) if found else ("PASS", "không thấy từ cam đoan tuyệt đối", ())


def _approval(sight: Sight) -> Said:
    if found := sight.hits("label.approval"):
        return "PASS", "có số xác nhận quảng cáo hoặc số công bố; chưa đối chiếu sổ cấp phép", found
    return _absent(sight, "thiếu số xác nhận quảng cáo (GPQC/XNQC) hoặc số công bố")


def _disclosed(sight: Sight) -> Said:
    """Only the words of a paid recommendation tell that somebody paid; a shop that praises its own goods shows itself."""
    if found := sight.hits("label.disclosed"):
        return "PASS", "có ghi là quảng cáo, tài trợ", found
    paid = sight.hits("order.shared")
    return ("FAIL", "giới thiệu có trả tiền mà không ghi là quảng cáo", paid) if paid else ("UNKNOWN", "chưa rõ có được trả tiền không", ())


def _landing(sight: Sight) -> Said:
    if bad := sight.hits("listed", "fake"):
        return "FAIL", "đường dẫn có trong danh sách cảnh báo hoặc nhái tên tổ chức", bad
    if not sight.domains:
        return "UNKNOWN", "bài không dẫn tới tên miền nào", ()
    return "UNKNOWN", "tên miền không có trong danh sách cảnh báo; chưa đối chiếu đăng ký online.gov.vn", ()


def _media(sight: Sight) -> Said:
    found = sight.hits("medic.media")
    return ("FAIL", "mượn tên báo, đài để bán hàng", found) if found else _unseen(sight, "không thấy mượn tên báo, đài")


def _unseen(sight: Sight, why: str) -> Said:
    """Nothing found: that is PASS only when every picture could be read."""
    return ("UNKNOWN", f"{why}; {_UNREAD}", ()) if sight.unread else ("PASS", why, ())


def _absent(sight: Sight, why: str) -> Said:
    """Something required is missing: that is FAIL only when every picture could be read."""
    return ("UNKNOWN", f"{why}; {_UNREAD}", ()) if sight.unread else ("FAIL", why, ())
