"""Black credit: somebody lends money with daily instalments, without papers, or asks a fee before a loan that never comes.

Not meant: a bank's or pawnshop's rates at its counter, warnings, borrowers who complain, talk about credit.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "LOAN"
HARM = 3
VERSION = "1"

CUES = {
    "offer.loan": (
        "cho vay", "ho tro vay", "vay nong", "vay nhanh", "vay tien", "vay tra gop", "vay tin chap", "vay ca nhan", "vay online",
        "vay cho", "vay mat", "vay gop", "vay von", "tin chap", "cam do", "ho tro tai chinh", "giai phap tai chinh", "boc bat ho",
        "bat ho", "boc ho", "dao han", "dao no", "rut tien the", "khoan vay", "goi vay", "duyet vay",
        "vay (?:theo|bang|qua) (?:sim|luong|bang luong|cccd|icloud|ca ?vet|app)",
        "(?:ai|ae|ac|ban nao|anh chi) (?:can|muon|dang can) vay", "lay dung", "(?:nghe|lam) cho gop", "cho gop",
        "(?:gop|tra) (?:theo )?(?:ngay|tuan)", "(?:gop|dong|tra)<w> (?:moi|mot) (?:ngay|bua)",
        "(?:moi|mot) (?:ngay|bua) (?:gop|tra|dong)", "(?:thu|nhan) ho so", "v4y", "vay tin dung", "giay muon tien", "muon tien nong",
        r"vaytien\w*", r"vaynhanh\w*", r"vaynong\w*", r"tinchap\w*",
    ),
    "need.cash": (
        "(?:ket|can|thieu|het|bi|dang ket) (?:tien|von|xien|xeng)", "can (?:tien|von) gap", "ket qua", "(?:no|doi no|goi no)<w> app",
        "app doi no", "gom (?:tat ca|no|het)", "tat toan (?:gium|giup|toan bo|ho|app)", "chua co luong", "can vay",
    ),
    "ease.loan": (
        "no xau<w> (?:van|cung|ok|duyet|vay|ra|ho tro|nhom)", "bao (?:no xau|dau|duyet)(?: ho so)?", "no xau nhom",
        "(?:dang )?no nhom may",
        "<no>(?: can| phai| co)? (?:the chap|tham dinh|giu|chung minh|nguoi bao lanh|bao lanh|gap mat|tai san|giay to|"
        "goi nguoi than|goi tham dinh|hoi han|ly do|ra mat)",
        "chi (?:can|chup)<w> (?:cccd|cmnd|can cuoc|sim|dien thoai|hinh|so ho khau|sap|ca ?vet|giay xe|anh)",
        "(?:cccd|can cuoc)<w> la (?:du|xong|duoc|co)", "(?:du|tu|moi|tuoi) 18", "thu tuc (?:nhanh|don gian|gon|trong|de)",
        "lai (?:thap|nhe|suat thap|0%)", "(?:0%|khong lai|mien lai|khong tinh lai)", "lich su tin dung", "chua tung vay",
        "(?:ho so|thu tuc) (?:0 dong|online|don gian|gon)", "de lai the atm", "(?:khong|ko|k) nguoi bao lanh",
    ),
    "promise.payout": (
        "giai ngan", "(?:nhan|ra|co|lay|cam) (?:tien|xeng|xien|luon)<w> (?:lien|ngay|trong|sau|nhanh|nong|ve tay)",
        "tien (?:ve|vao|chay)<w> (?:vi|tai khoan|tay|the|sau|trong|ngay)", r"(?:duyet|xet duyet)<w> (?:nhanh|ngay|trong|online|sau|\d+)",
        "han muc", r"\d+ ?(?:p|phut|giay|h|tieng)<w> (?:co|ra|nhan|duyet|giai ngan|tien)", "(?:co|nhan|duyet) (?:luon|lien|ngay)",
        r"trong (?:buoi|ngay|\d+ ?p|2 not nhac|hai not nhac)", "co mat trong",
        "(?:dua|lay|ghi|muon|boc|vay) <money> (?:thi |tui |a |anh |em |toi )?(?:dua |nhan |tinh |tra |cam )(?:ve |"
        r"lien )?(?:<money>|\d+)",
        "<money> nhan(?: ve)? <money>", "(?:dua|boc|lay) <num> (?:tinh|nhan|con) <num>", "gop <money>",
        r"(?:moi ngay|moi bua|ngay|mot ngay) (?:gop|tra|dong) (?:<money>|\d+)", "(?:gop|tra) (?:moi ngay|ngay) <money>",
        "(?:gop|tra)<w> <money><w>(?:/| )(?:ngay|mot ngay|tuan)", "ra tien (?:trong|ngay|lien)", "bao (?:dau|duyet|giai ngan)",
    ),
    "demand.loan": (
        "phi (?:ho so|mo khoa|tham dinh|giai ngan|bao hiem khoan vay|dich vu|hop dong)", "mo khoa khoan vay", "dong (?:truoc )?phi",
        "(?:giu|de lai) (?:the|giay to|giay xe|ca ?vet|so)", "cat (?:phi|truoc)", "thu truoc",
    ),
}  # fmt: skip
UNLIKE = {
    "offer.loan": ("vậy", "váy", "vây", "vẫy", "vầy"),
    "need.cash": ("vậy",),
}  # fmt: skip
WHEN = (
    ("offer.loan", "ease.loan"),
    ("offer.loan", "promise.payout", "contact|click"),
    ("offer.loan", "need.cash", "contact|click"),
    ("offer.loan", "contact.phone"),
    ("offer.loan", "demand.loan|demand.fee"),
    ("need.cash", "ease.loan|promise.payout", "contact|click"),
    ("ease.loan", "promise.payout", "contact|click|need.cash"),
    ("ease.loan", "contact"),
    ("need.cash", "demand.fee"),
)
UNLESS = (("proper",),)

CATCHES = (
    "Cho vay góp ngày, không cần thế chấp, chỉ cần CCCD, alo Zalo 0900 000 000",
    "ai cần tiền gấp ib em, nợ xấu vẫn duyệt, 15p có tiền",
    "V.a.y t.i.ề.n nhanh, h.ỗ t.r.ợ nợ x.ấ.u, gọi 0900 000 000",
    "Vay online 0% kỳ đầu, đóng phí hồ sơ 500k là mở khóa khoản vay 30 triệu",
)
IGNORES = (
    "Vậy là mai được nghỉ rồi, chúc cả nhà ngủ ngon",
    "Ngân hàng công bố lãi suất cho vay mua nhà 8%/năm, niêm yết tại quầy giao dịch",
    "Vay tiền bạn bè mà quên trả thì ngại lắm",
    "Nhà em vay ngân hàng 500 triệu, trả góp 6 triệu một tháng",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN, UNLESS)
