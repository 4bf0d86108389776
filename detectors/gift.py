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
        "(?:nhan|lay|linh|doi|rinh|hup)<w> (?:qua|thuong|giai|li xi|voucher|phan thuong|ma qua|acc|skin|hoc bong|giftcode|may|may loc)",
        "give ?away", "li xi", "(?:chuc mung|xin chuc mung)<w> (?:ban|so|fb|facebook|thue bao|quy khach|chu|anh|chi)",
        "(?:duoc|da duoc) chon", "(?:sac|acc|may|kem|qua|iphone|nhan vang|tui|sach)<w> (?:tang|free|0d|mien phi)", "phan qua", "doi diem",
        "diem (?:thuong|tich luy)", "tri an(?: khach hang)?", "phat (?:qua|tien|mien phi)", "nh4n qu4", "quay<w> trung",
        "vong quay(?: may man)?", "boc tham", "danh sach trung", "0d that", "hoc bong", "suat (?:qua|hoc bong)", "tang khach",
        "tang (?:100|50|20|10|5|30|1000|2|3|ngay|luon|free|ban|quy|em|khach|fan|me|be|hoc sinh|sinh vien|nguoi|qua|the nap|the cao|"
        "ve|xe|vang|tien|iphone|laptop|tivi|noi|may|sach|bo)",
        "trao (?:qua|thuong|tang)",
        "nhan (?:ngay|qua|the|the cao|the nap|voucher|iphone|xe|goi|bo|mien phi|free|ve|kem|data|tien thuong|uu dai)",
        "phan qua|qua tang|hop qua|gio qua|tui qua", "giai (?:thuong|nhat|dac biet|doc dac)", "may man (?:nhan|trung|duoc)",
        "khach hang may man|nguoi may man", "duoc (?:tang|nhan qua|nhan thuong|trung)", "freeship qua|qua 0d|0 dong",
        "thanh ly tang|xa hang tang", "tri an", "su kien (?:tang|tri an|sinh nhat)", "tang the|the cao mien phi",
        "data mien phi|3g mien phi|4g mien phi",
    ),
    "prize.money": (
        r"ho tro (?:moi|cho|nguoi|ho|tien|\d|<money>)", "(?:moi|mot) (?:ho|nguoi|cong dan|nhan khau|nha|gia dinh)<w> <money>", "tro cap",
        "hoan tien", "nhan (?:tien|<money>)", "tien ho tro", "an sinh(?: xa hoi)?", "hoan (?:thue|phi|<money>)", "goi (?:ho tro|cuu tro)",
        "tien chay (?:vo|vao|ve)", "tien ve", "tang (?:tien|<money>)", "phat tien",
        "(?:nha nuoc|chinh phu|bo|xa|phuong|bao hiem|ngan hang|momo|zalo|facebook) (?:tang|ho tro|phat|hoan|tra|cho)<w>",
        "ho tro (?:kho khan|covid|an sinh|<money>|tien mat|lai suat|nguoi dan|hoc sinh|moi)",
        "tien (?:tro cap|ho tro|thuong|bao hiem|qua|hoan)", "hoan (?:tien|lai|thue|phi)", "nhan (?:lai )?tien", "nhan <money>",
        "bao hiem (?:that nghiep|xa hoi)(?: 1 lan)?", "chi tra (?:tro cap|ho tro|cho|an sinh|bao hiem|boi thuong|dot)",
    ),
    "demand.gift": (
        "(?:tra|dong|nop|mat|chi|ton|chiu|chuyen|gui)<w> <money>",
        "phi (?:van chuyen|ship|ho so|bao hiem|lam|gui|nhan|xac minh|lam giay)", "tien (?:ship|hop|cuoc|van chuyen|chuyen phat)",
        "<money> (?:ship|tien hop|phi|cuoc|chuyen phat|le phi)", "le phi", "(?:phi van chuyen va )?thue<w> <money>", "ck giup",
        "cuoc (?:van chuyen|bao dam|truoc)", "nap the", "dong phi",
        "(?:phi|tien) (?:ship|van chuyen|giao hang|thu tuc|ho so|dong goi|bao hiem|kich hoat|nhan|nhan qua|hai quan|thue|coc)",
        "(?:dong|nop|chuyen|thanh toan|tra|ck) (?:phi|thue|truoc|tien|<money>)", "chi (?:mat|tra|ton|can tra|phai tra)",
        "(?:phi|thue) <money>",
    ),
    "share.gift": (
        r"(?:chia se|share|sher)<w> (?:<num>|\d+)<w> (?:nhom|nguoi|ban|hoi|group|ban be|me)",
        "(?:chia se|share)<w> (?:nhom|cong khai|bai)",
        r"(?:like|tha tim|theo doi|follow|bam like)<w> (?:chia se|share|va|nhan|trang|bai|\+)", "tha tim nhan",
        r"(?:tag|moi) (?:them )?(?:<num>|\d+)<w> (?:ban|nguoi|me)", "cmt<w> (?:som|nhan|so)",
        "(?:chia se|share) (?:bai|cong khai|cho|len|ve|toi|du|vao|ngay|link|them)", r"(?:tag|ru|moi) (?:ban be|\d+|ban|them)",
        "like (?:va|page|fanpage|trang|bai)", "theo doi (?:trang|page|kenh)", "tha tim",
    ),
    "click.gift": (
        "(?:vo|vao|bam|nhan|click|qua|mo|truy cap)<w> (?:link|duong dan|web|trang|anh dai dien|o)",
        "link<w> (?:nhan|qua|li xi|trong|o|duoi|bio)", "l1nk", "(?:dang ky|dien|nhap|khai|ke khai)<w> (?:tai|o|qua|de nhan|form|mau|vao)",
        "(?:dien|nhap|xac nhan|khai|cho)<w> (?:ho ten|thong tin|form|mau|so the|dia chi|so dien thoai|so dt|so tai khoan|tai khoan|"
        "cccd|can cuoc|otp|ma)",
        "dang nhap", "xac m[i1]nh", "m4 0tp", "nhan (?:tin )?(?:page|trang|fanpage)", "ib (?:dia chi|nhan|page|de nhan)",
        "(?:de|nhap) (?:lay ma|nhan ma|lay qua)", "xac thuc", "quet ma", "may man",
        "(?:bam|nhan|vao|click|truy cap|dang ky|xem) (?:ngay|link|vao|duong link|day|web|trang|o duoi|de|tai)",
        "link (?:dang ky|ben duoi|binh luan|ghim|o tren)", "dien (?:thong tin|form|mau|bieu mau|khao sat|day du)", "khao sat",
        "nhap (?:thong tin|so|ma|otp|the|tai khoan|sdt)", "tai (?:app|ung dung)", "quet (?:ma|qr)",
        "cung cap (?:thong tin|so|tai khoan|dia chi)", "de lai (?:sdt|so|thong tin|dia chi)", "nhan tin (?:cho|nhan|de|ngay|page)",
        "inbox (?:nhan|de|ngay|page|dia chi|em)", "ket ban zalo|zalo", "cmt (?:so|ten|sdt|nhan)|binh luan",
    ),
    "prize.won": ("trung (?:thuong|giai|xe|vang|qua|iphone|sh|tivi|may|so)", "(?:duoc|da|may man) trung", "danh sach trung"),
}  # fmt: skip
UNLIKE = {
    "prize.gift": (
        "tầng|tăng|tảng|trùng|trung|nhân|nhẫn|nhấn|nhắn|phạt|phát triển|phát hiện|đời|đội|quá|quy|đổi mới|giải trí|thường|máy bay|"
        "nhận may|cho bà|cho mẹ|cho bố"
    ),
    "prize.money": "phạt|phát|tăng|nhân|nhẫn|chị|hoan|hỗ trợ người",
    "demand.gift": "động|đông|dòng|^đồng|mắt|mặt|thuê|thuế thu|chỉ|trà|cước phí",
    "share.gift": "^xe|like|mới",
    "click.gift": "^ăn|mờ|đời|điện|đọc|qua các|nhân|nhẫn|nhận|cho",
    "prize.won": "trùng|trung|trừng",
}  # fmt: skip
WHEN = (
    ("prize.won", "demand.gift|demand.fee"),
    ("prize", "demand.gift|demand.fee", "click|contact|share|urgency|data"),
    ("prize", "data.secret"),
    ("prize", "share.gift", "click|data|demand|absolute", "-proper"),
    ("prize", "click.link|click.gift", "urgency|data.papers", "-proper"),
    ("prize", "data.papers", "click|urgency|share", "-proper"),
    ("prize.gift|prize.won", "contact", "urgency", "-proper"),
    ("prize", "click.link", "reader", "-proper"),
    ("prize", "share.gift", "click.link|click.gift|contact", "-proper"),
    ("prize", "click.site", "reader", "-proper"),
    ("prize", "click.site", "click.link|click.gift|data|share|urgency", "-proper"),
)


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
    return meet(sight, WHEN)
