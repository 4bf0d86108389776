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
VERSION = "2"

CUES = {
    "prize.gift": (
        r"(?:free|mien phi) (?:\d+|kim cuong|robux|skin|xang|ve|vang|quan huy)", r"(?:phat|gui tang|tang lai|cho tang) (?:\d[\d.]*|<num>)",
        "(?:kim cuong|robux|skin|quan huy|the cao|voucher|data)<w> (?:mien phi|free)|voucher <money>|ma voucher",
        "(?:mo|lay|nhan) ma (?:voucher|qua|thuong)", "(?:hop|tui|bao) (?:qua )?bi an|khui hop|mo bao li xi", "chon qua|giu qua|nhan phan",
        "(?:tang|phat|trao|gui tang|cho|bieu|nhan)<w> (?:mien phi|free|fr33|0d|0 dong)",
        r"tang (?:\d|<num>|ngay|qua|iphone|xe|voucher|the|ban|cho|moi|data|goi|vang|may|acc|li xi|tien|hoc bong|khoa hoc|phieu|sim|"
        "hoan toan)", r"(?:mien phi|free)<w> (?:\d+ ?gb|data|iphone|khoa hoc|skin|hoan toan|voucher)",
        "(?:nhan|lay|linh|doi|rinh|hup)<w> (?:qua|thuong|giai|li xi|voucher|phan thuong|ma qua|acc|skin|hoc bong|giftcode|may|may loc)",
        "give ?away", "li xi", "(?:chuc mung|xin chuc mung)<w> (?:ban|so|fb|facebook|thue bao|quy khach|chu|anh|chi)",
        "(?:duoc|da duoc) chon", "(?:sac|acc|may|kem|qua|iphone|nhan vang|tui|sach)<w> (?:tang|free|0d|mien phi)", "phan qua", "doi diem",
        "diem (?:thuong|tich luy)", "tri an(?: khach hang)?", "phat (?:qua|tien|mien phi)", "nh4n qu4", "quay<w> trung",
        "vong quay(?: may man)?", "boc tham", "danh sach trung", "0d that", "hoc bong", "suat (?:qua|hoc bong)", "tang khach",
        "tang (?:100|50|20|10|5|30|1000|2|3|ngay|luon|free|ban|quy|em|khach|fan|me|be|hoc sinh|sinh vien|nguoi|qua|the nap|the cao|ve|"
        "xe|vang|tien|iphone|laptop|tivi|noi|may|sach|bo)", "trao (?:qua|thuong|tang)",
        "nhan (?:ngay|qua|the|the cao|the nap|voucher|iphone|xe|goi|bo|mien phi|free|ve|kem|data|tien thuong|uu dai)",
        "phan qua|qua tang|hop qua|gio qua|tui qua", "giai (?:thuong|nhat|dac biet|doc dac)", "may man (?:nhan|trung|duoc)",
        "du dieu kien nhan", "khach hang may man|nguoi may man", "duoc (?:tang|nhan qua|nhan thuong|trung)", "freeship qua|qua 0d|0 dong",
        "thanh ly tang|xa hang tang", "tri an", "su kien (?:tang|tri an|sinh nhat)", "tang the|the cao mien phi",
        "data mien phi|3g mien phi|4g mien phi",
        "(?:tang|phat|trao|bieu)<gap>(?:iphone|xe may|xe dap|xe dien|vang|voucher|the cao|tu lanh|tivi|ti vi|noi|quat|dien thoai|"
        "laptop|sua|gao|phan qua|suat|thung|may tinh)", "(?:qua|giai|phan thuong)<w> tri gia",
        r"mung (?:sinh nhat|khai truong|ky niem)|ky niem \d+ nam", r"khach hang thu \d+|nguoi thu \d+",
        "boc tham<w>(?:may man|trung|online)?", "qua (?:cua|tang) (?:chi|anh|ban|em|minh|co|bac)", "thang (?:xe|giai|thuong)",
        "ve (?:0 ?d|0 dong|mien phi|khu hoi mien phi)",
    ),
    "prize.money": (
        r"ho tro (?:moi|cho|nguoi|ho|tien|\d|<money>)", "(?:moi|mot) (?:ho|nguoi|cong dan|nhan khau|nha|gia dinh)<w> <money>", "tro cap",
        "hoan tien", "nhan (?:tien|<money>)", "tien ho tro", "thu tuc nhan (?:tien|thuong|giai|qua)", "(?:phat|lanh|linh)<w> tien",
        "tien (?:tet|li xi|cho ho)", "an sinh(?: xa hoi)?", "hoan (?:thue|phi|<money>)", "goi (?:ho tro|cuu tro)",
        "tien chay (?:vo|vao|ve)", "tien ve", "tang (?:tien|<money>)", "phat tien",
        "(?:nha nuoc|chinh phu|bo|xa|phuong|bao hiem|ngan hang|momo|zalo|facebook) (?:tang|ho tro|phat|hoan|tra|cho)<w>",
        "ho tro (?:kho khan|covid|an sinh|<money>|tien mat|lai suat|nguoi dan|hoc sinh|moi)",
        "tien (?:tro cap|ho tro|thuong|bao hiem|qua|hoan)", "hoan (?:tien|lai|thue|phi)", "nhan (?:lai )?tien", "nhan <money>",
        "bao hiem (?:that nghiep|xa hoi)(?: 1 lan)?", "chi tra (?:tro cap|ho tro|cho|an sinh|bao hiem|boi thuong|dot)", "(?:so )?ho ngheo",
        "lam don (?:lay|nhan|huong)", r"hoan (?:lai )?\d+ ?%", "lay <money>", "nhan (?:lai )?tien dong",
    ),
    "demand.gift": (
        "(?:tra|dong|nop|mat|chi|ton|chiu|chuyen|gui)<w> <money>", "phi (?:van chuyen|ship|ho so|bao hiem|lam|gui|nhan|xac minh|lam giay)",
        "tien (?:ship|hop|cuoc|van chuyen|chuyen phat)", "<money> (?:ship|tien hop|phi|cuoc|chuyen phat|le phi)", "le phi",
        "(?:phi van chuyen va )?thue<w> <money>", "ck giup", "(?:gui|chuyen|tra) <money>", "tien (?:giu qua|xe|cho ve|giu cho)",
        "cuoc (?:van chuyen|bao dam|truoc)", "nap the", "dong phi",
        "(?:phi|tien) (?:ship|van chuyen|giao hang|thu tuc|ho so|dong goi|bao hiem|kich hoat|nhan|nhan qua|hai quan|thue|coc)",
        "(?:dong|nop|chuyen|thanh toan|tra|ck) (?:phi|thue|truoc|tien|<money>)", "chi (?:mat|tra|ton|can tra|phai tra)",
        "(?:phi|thue) <money>",
    ),
    "share.gift": (
        r"(?:chia se|share|sher)<w> (?:<num>|\d+)<w> (?:nhom|nguoi|ban|hoi|group|ban be|me)", "(?:chia se|share)<w> (?:nhom|cong khai|bai)",
        r"(?:like|tha tim|theo doi|follow|bam like)<w> (?:chia se|share|va|nhan|trang|bai|\+)", "tha tim nhan",
        r"(?:tag|moi) (?:them )?(?:<num>|\d+)<w> (?:ban|nguoi|me)", "cmt<w> (?:som|nhan|so)",
        "(?:chia se|share) (?:bai|cong khai|cho|len|ve|toi|du|vao|ngay|link|them)", r"(?:tag|ru|moi) (?:ban be|\d+|ban|them)",
        "like (?:va|page|fanpage|trang|bai)", "theo doi (?:trang|page|kenh)", "tha tim",
        r"(?:gui|chuyen) (?:link |bai |tin )?(?:cho|ve|toi) (?:<num>|\d+)<w> (?:nguoi|ban|nhom|me)",
    ),
    "click.gift": (
        "(?:vo|vao|bam|nhan|click|qua|mo|truy cap)<w> (?:link|duong dan|web|trang|anh dai dien|o)",
        "link<w> (?:nhan|qua|li xi|trong|o|duoi|bio)", "l1nk", "(?:dang ky|dien|nhap|khai|ke khai)<w> (?:tai|o|qua|de nhan|form|mau|vao)",
        "(?:dien|nhap|xac nhan|khai|cho)<w> (?:ho ten|thong tin|form|mau|so the|dia chi|so dien thoai|so dt|so tai khoan|tai khoan|"
        "cccd|can cuoc|otp|ma)", "dang nhap", "xac m[i1]nh", "m4 0tp", "nhan (?:tin )?(?:page|trang|fanpage)",
        "ib (?:dia chi|nhan|page|de nhan)", "(?:de|nhap) (?:lay ma|nhan ma|lay qua)", "xac thuc", "quet ma", "may man",
        "(?:bam|nhan|vao|click|truy cap|dang ky|xem) (?:ngay|link|vao|duong link|day|web|trang|o duoi|de|tai)",
        "link (?:dang ky|ben duoi|binh luan|ghim|o tren)", "dien (?:thong tin|form|mau|bieu mau|khao sat|day du)", "khao sat",
        "nhap (?:thong tin|so|ma|otp|the|tai khoan|sdt)", "tai (?:app|ung dung)", "quet (?:ma|qr)",
        "cung cap (?:thong tin|so|tai khoan|dia chi)", "de lai (?:sdt|so|thong tin|dia chi)", "nhan tin (?:cho|nhan|de|ngay|page)",
        "inbox (?:nhan|de|ngay|page|dia chi|em)", "ket ban zalo|zalo", "cmt (?:so|ten|sdt|nhan)|binh luan",
        r"tra loi (?:<num>|\d+)<w> cau hoi", "(?:nhap|dien|cung cap)<gap>(?:so dien thoai|sdt|dia chi|ho ten|mat khau|so the|can cuoc|id)",
    ),
    "prize.won": (
        "trung (?:thuong|giai|xe|vang|qua|iphone|sh|tivi|may|so)", "(?:duoc|da|may man) trung", "danh sach trung", "ma du thuong",
        "trung roi", "thang (?:xe|giai|thuong|iphone)",
        "(?:ban|chi|anh|so nay|thue bao) la (?:1|mot|<num>)<w> (?:trong|nguoi)<gap>(?:thang|trung|may man)",
    ),
    "prize.free": (
        "(?:phat|tang|trao|gui tang|bieu|cho)<gap>(?:mien phi|free|0d|0 dong)", "cho khong", "khong lay tien|chi nho gui",
        "tang (?:0d|0 dong)|(?:qua|hang) 0 ?(?:d|dong)", r"phat \d[\d.]* \w+ \w+ mien phi", "tang lai",
        "khong (?:mat|ton) (?:tien|phi|dong nao|mot xu)",
    ),
    "demand.ship": (
        "(?:phu )?(?:phi|tien|cuoc) (?:ship|van chuyen|giao|giao hang|xe|hai quan|chuyen phat|bao hiem hang|truoc ba|hop|dong goi|gui|"
        "giu qua|thu tuc|ho so)", "thue (?:trung thuong|truoc ba|thu nhap|qua)", "tra (?:ship|cuoc|phi)",
    ),
    "offer.sale": (
        r"mua (?:\d+|mot|hai|ba|<gap>)<w> tang", "mua<gap>(?:tang|duoc tang)", "giam gia|dong gia|sale|hoa don tu|gia (?:chi|goc|soc|re)",
        "ap dung (?:tai|cho|den)", r"\d+ tang \d+|khuyen mai",
    ),
}  # fmt: skip
UNLIKE = {
    "prize.gift": (
        "tầng|tăng|tảng|trùng|nhân|nhẫn|nhấn|nhắn|phạt|phát triển|phát hiện|đời|đội|quá|quy|đổi mới|giải trí|thường|máy bay|nhận may|"
        "cho bà|cho mẹ|cho bố|phát bay|tang lễ|phát hiện|trao đổi|biểu|trung tâm|trung bình"
    ),
    "prize.money": (
        "phạt|phát|tăng|nhân|nhẫn|chị|hỗ trợ người|xã|bảo hiểm|hỗ trợ (?:nộp|làm|khóa|khoá|kỹ)|^xa cho|phường hỗ trợ|hoan hô|hoan hỉ"
    ),
    "demand.gift": (
        "động|đông|dòng|^đồng|mắt|mặt|thuê|thuế thu|chỉ|trà|cước phí|chi trả|tiền nhận|cược|tiền thẻ|tiền dư|^tiền nh|trả tiền lại"
    ),
    "share.gift": "^xe|like|mới",
    "click.gift": "^ăn|mờ|đời|điện|đọc|qua các|nhân|nhẫn|nhận|cho",
    "prize.won": "trùng|trừng",
    "prize.free": "phạt|tăng|tầng|trào",
}  # fmt: skip
WAGER = "-offer.lent|game.casino|game.numbers"
ELSE = WAGER + "|offer.loan|hire.call|need.cheated"
"""The words of another story: a loan, a wager, a job or stolen money is not a present, even when it says so."""
WHEN = (
    ("prize.won", "demand.gift|demand.fee", WAGER),
    ("prize.free", "demand.gift|demand.fee", WAGER),
    ("prize.gift|prize.won", "demand.gift|demand.fee", "click|contact|share|urgency|data", ELSE),
    (
        "prize.money",
        "demand.gift|demand.fee",
        "data.secret|data.papers|click|share|contact.private",
        "-proper",
        ELSE,
    ),
    ("prize.gift|prize.won|prize.free", "data.secret", WAGER),
    ("prize.gift|prize.won|prize.free", "demand.ship", WAGER, "-proper.notice|proper.papers|offer.sale"),
    ("prize.gift|prize.won|prize.free", "contact.private|click.site", "promise|appeal.each|prize.money|reader", "-proper|offer.sale", ELSE),
    ("prize.money", "data.secret", ELSE),
    ("prize", "share.gift", "click|data|demand|absolute", "-proper", WAGER),
    ("prize", "click.link|click.gift", "urgency|data.papers", "-proper", ELSE),
    ("prize", "data.papers", "click|urgency|share", "-proper", ELSE),
    ("prize.gift|prize.won", "contact", "urgency", "-proper", ELSE),
    ("prize", "click.link", "reader", "-proper", ELSE),
    ("prize", "share.gift", "click.link|click.gift|contact", "-proper", ELSE),
    ("prize.won", "contact", "prize.money|reader", "-proper", ELSE),
    ("prize.gift|prize.free|prize.won", "share.gift", "reader|promise", "-proper", ELSE),
    ("prize", "click.site", "reader", "-proper|offer.sale", ELSE),
    ("prize", "click.site", "click.link|click.gift|data|share|urgency", "-proper|offer.sale", ELSE),
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
