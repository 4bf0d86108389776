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
VERSION = "2"

CUES = {
    "offer.loan": (
        "cho vay", "ho tro vay", "vay nong", "vay nhanh", "vay tien", "vay tra gop", "vay tin chap", "vay ca nhan", "vay online", "vay cho",
        "vay mat", "vay gop", "vay von", "tin chap", "cam do", "ho tro tai chinh", "giai phap tai chinh", "boc bat ho", "bat ho", "boc ho",
        "dao han", "dao no", "rut tien the", "khoan vay", "goi vay", "duyet vay",
        "vay (?:theo|bang|qua) (?:sim|luong|bang luong|cccd|icloud|ca ?vet|app)", "(?:ai|ae|ac|ban nao|anh chi) (?:can|muon|dang can) vay",
        "lay dung", "(?:nghe|lam) cho gop", "cho gop", "(?:gop|tra) (?:theo )?(?:ngay|tuan)",
        "(?:gop|dong|tra)<w> (?:moi|mot) (?:ngay|bua)", "(?:moi|mot) (?:ngay|bua) (?:gop|tra|dong)", "v4y", "vay tin dung",
        "giay muon tien", "muon tien nong", "vay theo (?:hoa don|bao hiem|luong|sim|so|ca ?vet|giay)",
        "quy tin dung|cong ty tai chinh|tin dung (?:ca nhan|tieu dung|nhanh)", "(?:mot|1|moi) trieu<w> (?:gop|tra|moi ngay)",
        "ca ?vet(?: xe)? (?:la|thi|photo)", "(?:em|minh|chi|ben em) cho (?:dung|muon|vay|lay)",
        "cho (?:ba con|anh em|chi em|ac|mn) (?:muon|vay)", "tien (?:cho|tu nhan) vay",
        r"lai (?:ba|hai|nam|\d+)<w> (?:ngan|k|nghin)?<w> (?:mot|1|moi|/)<w>(?:ngay|trieu)", r"vaytien\w*", r"vaynhanh\w*", r"vaynong\w*",
        r"tinchap\w*", "ho tro von", "xoay von", "tien nong", "ung tien", "vay lai", "vay tien mat", "vay nho",
        "vay (?:tin dung|the chap|phat|lien|ngay|gap|sv|sinh vien|cong nhan|hoc sinh)", "cho muon tien",
        "cam (?:sim|ca ?vet|bang lai|giay to|so ho khau|xe|so do|do tai nha)", "mo the tin dung", "rut tien mat", "lam the tin dung",
        "app (?:cho )?vay", "vay (?:qua|tren|bang) (?:app|web|zalo|cmnd|cccd|hoa don|bao hiem|sim)", "co von",
        r"gop (?:tuan|thang|\d+ ngay)", "tra (?:gop ngay|lai ngay|trong ngay)", "xoa (?:no xau|cic)", "ho tro (?:no xau|cic)", "go no",
        "lo von", "dung gop", "tien dung|tien gop", "muon (?:dung|gop)", "tai chinh (?:nhanh|ca nhan|online|toan quoc|uy tin)", "thu ho so",
        "nhan ho so vay", "(?:cho |cho em |em cho )?(?:muon|dung|vay) <money>", r"gop (?:cho|sap)|<money> gop|gop \d+ (?:bua|ngay|tuan)",
        r"rut tien (?:tu |mat )?(?:the|tin dung)(?: \w+)?|rut tien tu the", "cam (?:giay to xe|giay xe|xe may|o to|dien thoai|laptop)",
        "ung (?:truoc )?<money>",
    ),
    "offer.lent": (
        "tien vay|khoan vay|goi vay|ho so vay", "giai ngan", "ma rut tien|lenh rut tien", "mo khoa (?:khoan|giai ngan|tien)",
        "quy tin dung|tin dung ngan hang|nhan vien tin dung", "(?:duyet|phe duyet)<w> (?:han muc|khoan)",
    ),
    "need.cash": (
        "(?:ket|can|thieu|het|bi|dang ket) (?:tien|von|xien|xeng)", "can (?:tien|von) gap", "ket qua", "(?:no|doi no|goi no)<w> app",
        "app doi no", "gom (?:tat ca|no|het)", "tat toan (?:gium|giup|toan bo|ho|app)", "chua co luong", "can vay", "bi tien", "het tien",
        "thieu tien (?:tieu|nha|tro|hoc)", "xoay (?:tien|khong kip|tien gap)", r"can gap (?:tien|von|\d)", "can xoay", "dang bi",
        "kho khan (?:tai chinh|ve von)", "ket (?:luong|hang|xu)", "can tien (?:nong|ngay|lien|mat|dong|nop|mua|lam)", "tra no", "om no",
        "viem mang tui", "von lam an", "bi app", "(?:khong|k|ko|hong) vay (?:dc|duoc)", "vay (?:khong|k|ko) (?:dc|duoc|ra)",
        "xoay vong|can tien (?:sua|chay|tra)",
    ),
    "ease.loan": (
        "no xau<w> (?:van|cung|ok|duyet|vay|ra|ho tro|nhom)", "bao (?:no xau|dau|duyet)(?: ho so)?", "no xau nhom", "(?:dang )?no nhom may",
        "<no>(?: can| phai| co)? (?:the chap|tham dinh|giu|chung minh|nguoi bao lanh|bao lanh|gap mat|tai san|giay to|goi nguoi than|"
        "goi tham dinh|hoi han|ly do|ra mat)",
        "chi (?:can|chup)<w> (?:cccd|cmnd|can cuoc|sim|dien thoai|hinh|so ho khau|sap|ca ?vet|giay xe|anh)",
        "(?:cccd|can cuoc)<w> la (?:du|xong|duoc|co)", "(?:du|tu|moi|tuoi) 18",
        r"(?:thu tuc|giay to|ho so) (?:nhanh|don gian|gon|trong|de|\d+ ?(?:p|phut))", "giu giay(?: to)? khong giu xe",
        "(?:khong|ko|k) (?:can gi het|can giay|check cic|cic|hoi han|hoi nhieu)", "(?:khach|no|dang)<w> tre han", "tre hen<w> thoa thuan",
        "<no>(?: can)? (?:giay to|cam co|dam bao)", "lai (?:bac|hong bao nhieu|tuy tam|re|mem)", "suat tuy tam",
        "lai (?:thap|nhe|suat thap|0%)", "(?:0%|khong lai|mien lai|khong tinh lai)", "lich su tin dung", "chua tung vay",
        "(?:ho so|thu tuc) (?:0 dong|online|don gian|gon)", "de lai the atm", "(?:khong|ko|k) nguoi bao lanh",
        "(?:khong|ko|k|khoi|chang)<w> (?:goi tham chieu|goi dien nguoi than|xac minh|chung minh|giu so|giu giay|giay to|so ho khau|"
        "ho khau|nguoi than|gap truc tiep)", "chi can (?:cmt|cmnd|so dien thoai|ho khau|bang lai|so|zalo|ten|facebook|dien thoai|chu ky)",
        "no (?:chu y|nhom)", "cic (?:xau|do)", "no xau", "bao no xau", "lai suat (?:thap|0|uu dai|chi)", r"lai (?:0|re|chi tu|tu \d)",
        "0 ?%", "khong (?:lai|phi)", "ai cung vay duoc", "tuoi tu 18", "(?:tu )?18 (?:den|tuoi)", "moi doi tuong",
        "co cua|lo duoc het|cung (?:ra|vay duoc)|nao cung ra", "tra dan|phi re|lam tan nha",
    ),
    "promise.payout": (
        "(?:nhan|ra|co|lay|cam) (?:tien|xeng|xien|luon)<w> (?:lien|ngay|trong|sau|nhanh|nong|ve tay)",
        "tien (?:ve|vao|chay)<w> (?:vi|tai khoan|tay|the|sau|trong|ngay)", r"(?:duyet|xet duyet)<w> (?:nhanh|ngay|trong|online|sau|\d+)",
        "han muc", r"\d+ ?(?:p|phut|giay|h|tieng)<w> (?:co|ra|nhan|duyet|giai ngan|tien)", "(?:co|nhan|duyet) (?:luon|lien|ngay)",
        r"trong (?:buoi|ngay|\d+ ?p|2 not nhac|hai not nhac)", "co mat trong",
        "(?:dua|lay|ghi|muon|boc|vay) <money> (?:thi |tui |a |anh |em |toi )?(?:dua |nhan |tinh |tra |cam )(?:ve |lien )?(?:<money>|"
        r"\d+)", "giai ngan", "la co tien", "ship tien", "<money> nhan(?: ve)? <money>", "(?:dua|boc|lay) <num> (?:tinh|nhan|con) <num>",
        "gop <money>", r"(?:moi ngay|moi bua|ngay|mot ngay) (?:gop|tra|dong) (?:<money>|\d+)", "(?:gop|tra) (?:moi ngay|ngay) <money>",
        "(?:gop|tra)<w> <money><w>(?:/| )(?:ngay|mot ngay|tuan)", "ra tien (?:trong|ngay|lien)", "bao (?:dau|duyet|giai ngan)",
        r"(?:\d+|vai|nam|muoi) (?:phut|p|tieng|gio|giay)(?: la)? (?:co|xong|nhan|tien|duyet)", "co tien (?:mat|lien|trong|ngay|sau|nong)",
        "tien (?:trao tay|mat|lien tay|ve tay|vo tai khoan|vao tai khoan|ting ting)", "chuyen (?:khoan )?(?:lien|ngay)",
        "lay (?:tien )?(?:lien|ngay|trong)", "duyet (?:tu dong|lien|1|2|5|10|nhanh|100)", "vay (?:duoc )?(?:tu )?<money>",
        "(?:den|toi|len den|tu) <money>", r"trong (?:vong )?\d+ ?(?:p|phut|h|gio)", "nhan ngay", "ting ting", "ra ngay",
        "ky (?:giay )?la co", "tien (?:toi|tan) (?:sap|nha|noi|cho|tay)", "(?:lay|nhan|ra) <money><w> (?:trong|sau|lien|ngay)",
    ),
    "demand.loan": (
        "phi (?:ho so|mo khoa|tham dinh|giai ngan|bao hiem khoan vay|dich vu|hop dong)", "mo khoa (?:khoan vay|giai ngan)",
        "phi (?:chinh sua|mo khoa|dam bao)", "tien (?:dam bao|bao dam|bao hiem)(?: khoan vay)?", "sai so (?:tai khoan|stk)",
        "dong (?:truoc )?phi", "(?:giu|de lai) (?:the|giay to|giay xe|ca ?vet|so)", "cat (?:phi|truoc)", "thu truoc",
    ),
}  # fmt: skip
UNLIKE = {
    "offer.loan": "đứng đầu|đúng|dùng|vậy|váy|vây|vẫy|vầy|vảy|cấm|gộp|gốp|đạo|đảo|hộ chiếu|tiện dụng|tiền dùng|dao động|con dao",
    "need.cash": "vậy|kết|kẹt xe|kẹt quá|nổ|ốp",
    "ease.loan": "lại|lái|chưa từng vậy|bảo|báo|giày|giây|lai giống",
    "promise.payout": "lấy chồng|đưa con|gộp|chở|cặp|nhân|nhẫn|nhấn",
    "demand.loan": "cát|cặt|thứ|đe lại|giữ gìn",
}  # fmt: skip
WHEN = (
    ("offer.loan", "ease.loan", "-proper|hire.call"),
    ("offer.loan", "promise.payout", "contact|click|reader", "-proper"),
    ("offer.loan", "contact", "reader|need.cash", "-proper"),
    ("offer.loan", "promise.payout", "urgency|absolute|need.cash", "-proper"),
    ("ease.loan", "promise.payout", "need.cash|urgency", "-proper"),
    ("offer.loan", "need.cash", "contact|click", "-proper"),
    ("offer.loan", "contact", "absolute", "-proper.notice"),
    ("offer.loan", "contact.phone", "-proper"),
    ("offer.loan", "demand.loan|demand.fee"),
    ("need.cash", "ease.loan|promise.payout", "contact|click", "-proper|hire.call|task"),
    ("ease.loan", "promise.payout", "contact|click|need.cash", "-proper"),
    ("ease.loan", "contact", "-proper|hire|task|office.state"),
    ("need.cash", "demand.fee", "contact"),
    ("offer.lent", "demand.loan|demand.fee|demand.deposit|demand.account|demand.job", "reader|contact|click|urgency"),
    ("offer.loan", "promise.payout", "ease.loan|ease.job", "-proper"),
    ("offer.loan", "data.secret", "reader"),
)


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
    return meet(sight, WHEN)
