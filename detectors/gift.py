"""False giveaways, subsidies and refunds: a prize that costs a fee, a login, card or identity numbers, or a round of shares first.

Not meant: a shop's real offers without a fee or login, children's gifts handed out in the village, jokes, people who fell for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "GIFT"
HARM = 2
VERSION = "1"

CUES = {
    "prize.gift": (
        "(?:tang|phat|trao|gui tang|cho|bieu|nhan)<w> (?:mien phi|free|fr33|0d|0 dong)",
        r"tang (?:\d|<num>|ngay|qua|iphone|xe|voucher|the|ban|cho|moi|data|goi|vang|may|acc|li xi|tien|hoc bong|khoa hoc|phieu|sim|"
        "hoan toan)",
        r"(?:mien phi|free)<w> (?:\d+ ?gb|data|iphone|khoa hoc|skin|hoan toan|voucher)",
        "trung (?:thuong|giai|xe|vang|qua|iphone|sh|tivi|so|may)",
        "(?:nhan|lay|linh|doi|rinh|hup)<w> (?:qua|thuong|giai|li xi|voucher|phan thuong|ma qua|acc|skin|hoc bong|giftcode|may|may loc)",
        "give ?away", "li xi", "(?:chuc mung|xin chuc mung)<w> (?:ban|so|fb|facebook|thue bao|quy khach|chu|anh|chi)",
        "(?:duoc|da duoc) chon", "(?:sac|acc|may|kem|qua|iphone|nhan vang|tui|sach)<w> (?:tang|free|0d|mien phi)", "phan qua", "doi diem",
        "diem (?:thuong|tich luy)", "minigame", "mini game", "tri an(?: khach hang)?", "phat (?:qua|tien|mien phi)", "nh4n qu4",
        "quay<w> trung", "vong quay(?: may man)?", "boc tham", "danh sach trung", "0d that", "hoc bong", "suat (?:qua|hoc bong)",
        "tang khach",
    ),
    "prize.money": (
        r"ho tro (?:moi|cho|nguoi|ho|tien|\d|<money>)", "(?:moi|mot) (?:ho|nguoi|cong dan|nhan khau|nha|gia dinh)<w> <money>", "tro cap",
        "hoan tien", "nhan (?:tien|<money>)", "tien ho tro", "chi tra", "an sinh(?: xa hoi)?", "hoan (?:thue|phi|<money>)",
        "goi (?:ho tro|cuu tro)", "tien chay (?:vo|vao|ve)", "tien ve", "tang (?:tien|<money>)", "phat tien",
    ),
    "demand.gift": (
        "(?:tra|dong|nop|mat|chi|ton|chiu|chuyen|gui)<w> <money>",
        "phi (?:van chuyen|ship|ho so|bao hiem|lam|gui|nhan|xac minh|lam giay)", "tien (?:ship|hop|cuoc|van chuyen|chuyen phat)",
        "<money> (?:ship|tien hop|phi|cuoc|chuyen phat|le phi)", "le phi", "(?:phi van chuyen va )?thue<w> <money>", "ck giup",
        "cuoc (?:van chuyen|bao dam|truoc)", "nap the", "dong phi",
    ),
    "share.gift": (
        r"(?:chia se|share|sher)<w> (?:<num>|\d+)<w> (?:nhom|nguoi|ban|hoi|group|ban be|me)",
        "(?:chia se|share)<w> (?:nhom|cong khai|bai)",
        r"(?:like|tha tim|theo doi|follow|bam like)<w> (?:chia se|share|va|nhan|trang|bai|\+)", "tha tim nhan",
        r"(?:tag|moi) (?:them )?(?:<num>|\d+)<w> (?:ban|nguoi|me)", "cmt<w> (?:som|nhan|so)",
    ),
    "click.gift": (
        "(?:vo|vao|bam|nhan|click|qua|mo|truy cap)<w> (?:link|duong dan|web|trang|anh dai dien|o)",
        "link<w> (?:nhan|qua|li xi|trong|o|duoi|bio)", "l1nk", "(?:dang ky|dien|nhap|khai|ke khai)<w> (?:tai|o|qua|de nhan|form|mau|vao)",
        "(?:dien|nhap|xac nhan|khai|cho)<w> (?:ho ten|thong tin|form|mau|so the|dia chi|so dien thoai|so dt|so tai khoan|tai khoan|"
        "cccd|can cuoc|otp|ma)",
        "dang nhap", "xac m[i1]nh", "m4 0tp", "nhan (?:tin )?(?:page|trang|fanpage)", "ib (?:dia chi|nhan|page|de nhan)",
        "(?:de|nhap) (?:lay ma|nhan ma|lay qua)", "xac thuc", "quet ma", "may man",
    ),
}  # fmt: skip
UNLIKE = {
    "prize.gift": ("tầng", "tăng", "tảng", "trùng", "trung", "nhân", "nhẫn", "nhấn", "nhắn", "phạt"),
    "prize.money": ("phạt", "tăng", "nhân"),
}  # fmt: skip
WHEN = (
    ("prize", "demand", "click|contact|share|urgency|data"),
    ("prize", "data.secret", "click|share|urgency"),
    ("prize", "data.secret"),
    ("prize", "share.gift", "click|data|demand|absolute"),
    ("prize", "click.link|click.gift", "urgency|data.papers"),
    ("prize", "data.papers", "click|urgency|share"),
    ("prize.gift", "contact", "urgency"),
    ("prize", "demand.gift|demand.fee"),
    ("prize.money", "click.link", "data|share|urgency"),
    ("prize.gift", "click.link"),
    ("prize.money", "click.link"),
)
UNLESS = (("proper",),)

CATCHES = (
    "Chúc mừng số của bạn trúng thưởng xe máy, đóng phí hồ sơ 900k để nhận giải",
    "Tặng miễn phí 20GB data, nhập số điện thoại và mã OTP tại qua-tang.example rồi share 10 nhóm",
    "Nhà nước hỗ trợ mỗi hộ 1.500.000đ, điền số CCCD và số tài khoản tại hotro.example, hạn cuối hôm nay",
    "tặng free 10 thỏi son, share 5 nhóm, chỉ trả 30k tiền ship, ib địa chỉ",
)
IGNORES = (
    "Chúc mừng sinh nhật chị, chúc chị luôn vui khỏe",
    "Khai trương mua 2 tặng 1, mời bà con ghé quán",
    "Xã phát quà Trung thu cho các cháu ở nhà văn hóa tối nay",
    "Ban nhạc diễn miễn phí ngoài quảng trường tối thứ bảy",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN, UNLESS)
