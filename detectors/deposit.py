"""Deposit and prepayment traps: rooms, tours, tickets, vehicles or parcels far below their price, paid before anything is seen.

Not meant: hotels and shops that name themselves, bill, and let the buyer look first; victims; warnings.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "DEPOSIT"
HARM = 2
VERSION = "2"

CUES = {
    "offer.goods": (
        "combo", "tour", "resort|villa|homestay|khach san", "ve (?:may bay|tau|xe|concert|xem|tet|khu hoi|so|vip|khan dai|cao toc|bay)",
        "(?:pass|nhuong|san|de lai) ve", r"\d+ ?ve", "phong (?:tro|nghi|view|khach san|cho thue)",
        "cho thue (?:can ho|nha|phong|xe)|can ho", "thanh ly", "hang (?:thanh ly|hai quan|ton|xach tay|tich thu|order)",
        "xa (?:kho|hang|lo)", "(?:iphone|ip|sh|xe may|tivi|may giat|laptop|tu lanh|dien thoai|xe sh|airblade|vision)",
        "nhan (?:hang|xe|phong|ve) (?:sau|kiem|roi)", "kien (?:hang|qua)|buu kien|buu pham", "vat lieu|lua giong|cay giong|phan bon",
        "be (?:meo|cho|cun)|meo anh|cho poodle", "do (?:co|cu)|sim so dep", "flash sale|sale (?:sap san|soc|sau|cuoi)",
        "suat (?:noi bo|ngoai giao|mua)", r"lo (?:hang|xe|\d+)", "dau gia", "co (?:tet|cuoi)|ga vit|hai san|cua ca mau|yen sao",
        "can ban|ban gap|ban re|ban lai", "tour nhat|du thuyen|san may|trai nghiem",
    ),
    "ease.cheap": (
        r"chi (?:con |tu )?(?:<money>|\d+)", "gia (?:goc|re|soc|chi|huy diet|noi bo|uu dai|mem|khoi diem|hoc sinh)",
        "re (?:hon|bang|nhu|giat minh|nua|bat ngo)", r"(?:giam|sale) \d+ ?%?",
        "<money>/(?:nguoi|khach|chieu|xe|cai|phong|ve|thang|kg|ky|dem)",
        "(?:o xa|dang o nuoc ngoai|di nuoc ngoai|bay gap|cong tac|san bay)",
        "(?:khong|ko|k)<w> (?:xem|coi|gap|tiep khach|nhan cod|cho xem|qua xem|dan di|hen|giao truc tiep|qua trung gian|can gap)",
        "(?:nhieu|muoi may|may chuc) (?:nguoi|khach)<w> (?:hoi|doi|gianh|xep|dat|inbox)", "khoi (?:hoa don|giay to|xem|gap)",
        "tron goi|all ?in", "khong nhan cod|bom hang", "cong ty giai the|dong cua hang|nghi ban|sang nhuong", "giai the|ship toan quoc",
    ),
    "demand.ahead": (
        "coc", "(?:gui|goi|chuyen|nop|thanh toan|tra|ck|dong) (?:tien )?(?:truoc|giu|du|full|100%?|het|mot nua|nua|coc|dat|xe|tien)",
        "tien (?:xe|van chuyen|coc|giu cho|dat|bao dam)<w> ?(?:truoc)?",
        "chuyen (?:khoan|tien)(?: <w>)? (?:giu|dat|du|full|truoc|coc|ngay)", "giu (?:cho|phong|suat|ve|xe|gia|so khung|cabin|hang|visa)",
        "phi (?:bao dam|luu kho|thong quan|hai quan|giao)", "ky quy", "code lien|co code|gui (?:ve|ma) sau",
    ),
}  # fmt: skip
UNLIKE = {
    "offer.goods": "cò |vẻ|về|phòng (?:cháy|chống)|phồng|lỗ|lo |lọ|lô đề|kiến|kiện tụng|bé ",
    "ease.cheap": "chị|rẽ|ở xã|già|giả",
    "demand.ahead": "cốc|cóc|chuyện|gọi|gói|^đông|^đồng|^động|chuyến",
}  # fmt: skip
WHEN = (
    ("offer.goods", "ease.cheap", "demand.ahead|demand.deposit|demand.account", "-proper.notice"),
    ("offer.goods", "demand.ahead|demand.deposit", "urgency|contact.phone|data|absolute|click.site", "-proper"),
    ("offer.goods", "demand.account", "contact|urgency|ease", "-proper"),
    ("offer.goods", "demand.fee", "demand.account"),
)

CATCHES = (
    "Combo 3N2Đ resort chỉ 990k/người, còn 3 suất cuối, chuyển khoản cọc 50% giữ chỗ ngay",
    "Pass vé concert giá gốc, ck trước full, nhiều người hỏi lắm",
    "Thanh lý iPhone giá rẻ 2tr9, ở xa không cho xem máy, cọc 500k em gửi xe",
)
IGNORES = (
    "Nhà hàng nhận đặt tiệc, cọc 30% có phiếu thu, xuất hóa đơn theo yêu cầu",
    "Đi du lịch tự túc vui hơn tour",
    "Vé xem phim rạp này 60k, ghế êm",
    "Shop ship cod, nhận hàng kiểm tra rồi thanh toán",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
