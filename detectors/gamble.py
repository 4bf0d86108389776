"""Advertising of unlawful gambling and of lottery numbers: betting sites, card and fish games for money, number rings, paid tips.

Not meant: the state lottery's results, sport, folk games, news of raids, people who lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "GAMBLE"
HARM = 2
VERSION = "1"

CUES = {
    "game.casino": (
        "tai xiu", "xoc dia", "soc dia", "danh bac", "co bac", "ca cuoc", "ca do", "nha cai", "casino", "song bac", "no hu", "ban ca",
        "doi thuong", "doi the", "danh bai", "game bai", "da ga", "truong ga", "ga cua", "md5", "poker", "baccarat", "bau cua",
        "cong game", "san choi", "cuoc (?:the thao|bong|tu|truc tiep|cao)", "tien cuoc", "sanh cuoc", "rong ho", "bong 88", "slot game",
        "quay hu", "quay slot", "mot tay", "hoi vien thua", "xi dach", "lieng", "phom", "tien len doi", "ty le keo",
        "keo (?:rung|thom|nha cai|bong|hiep|xien|chau a|tai)", r"nohu\w*", r"taixiu\w*", r"nha cai\w*",
        r"(?:hit|bet|club|vin|win|fb|sun|go|b|i|s|w|m)\d{2,3}", "game<w> (?:doi|rut) (?:the|tien|thuong)",
    ),
    "game.numbers": (
        "soi cau", "bach thu", "song thu", "lo de", "lo to online", "lo d3", "ghi (?:de|so de|lo|so|de lo)", "danh (?:de|lo)",
        "choi (?:lo|de)", "so de", "dan de", "dan 3d", "dan lo", "bao lo", "lo chuan", "de kep", "lo xien", "xien (?:hai|ba|2|3|4)",
        "da (?:thang|xien|cheo)", "dau duoi", "dau,? duoi", "cau lo", "con lo", "chot (?:so|con|lo|de|dan)",
        "so (?:chuan|dep|vip) (?:hom nay|mien|toi nay)", "theo cau", "cau (?:nay|dep|vip|chuan)",
        "mien (?:bac|nam|trung)<w> (?:lo|de|chot|dan|da|bao)", "lo de online", "ba cang", "3 cang", "kep (?:lech|bang)",
        "danh (?:so|con)", "hai nhay", "xo so (?:online|1 an)",
    ),
    "promise.win": (
        "(?:tang|nhan) (?:code|giftcode|gift ?code|cuoc|tien cuoc|thuong|ngay|tan thu|cde|code|von)",
        "nhan (?:code|thuong|cau|so|ngay|<money>)", r"(?:tang|nhan|thuong)<w> \d+ ?k", "thanh vien moi", "tan thu",
        "(?:rut|doi)<w> (?:tien|ve bank|ve vi|lien|that|nhanh|ngay|duoc|ting|the)", "hoan (?:tra|tien|phi|cuoc)",
        r"(?:1|mot) an (?:\d+|bay|tam|chin|chin chin|bay muoi\w*)", r"nap (?:\d|lan dau|dau|rut|qua|1|tien)", "khoi nap", "khong lo lo",
        "tha ga", "(?:trung|an) (?:roi |xong )?(?:moi|chung|o dem|chi chung|tui chung|chung lien|chi tra|la chung|moi lay)",
        "chung (?:lien|du|tien|tan|bang)", "truot (?:hoan|khong|free|mien)", r"\d+ hom (?:trung|an|no)", r"trung \d",
        "99 ?(?:%|phan)? ?(?:no|chuan|trung|ve|an)?", "(?:thang|an|rut|ban|lai|kiem|lum) (?:duoc |ve )?<money>", "keo (?:anh em )?ve bo",
        "ve bo", "hoa hong", "bot cho", "tra thuong", "nguon (?:ben|tu|uy tin)", "ve ca cap", "nhan toi", "gui rieng", "phi <money>",
        "<money><w> (?:mot|1) con", "goi (?:ngay|tuan|thang)", "donate", "an duoc moi", "mien phi hom dau",
        r"dang ky (?:nhan|tai khoan|kyc|\w+ nhan)", "dang ki (?:nhan|tai khoan)", "link (?:vao|dang ky|choi|tai)",
        "uy tin (?:nhat|so 1|hang dau)", "uy tin", "cuoc tu", r"tu \d+k", "nguoi choi can", "truy cap<w> dang ky", "tai<w> link",
        "nap<w> (?:momo|the cao|bank|vi)", "ghi xong", "chup bill", "chat chuan",
    ),
}  # fmt: skip
UNLIKE = {
    "game.numbers": ("lỗ", "để", "dễ", "đẻ", "dê", "chơi lo", "con lo", "ghi sổ", "số đề", "đầu đường"),
    "game.casino": ("bạn cá", "bán cá", "đội thưởng"),
}  # fmt: skip
WHEN = (
    ("game.casino", "promise.win", "contact|click"),
    ("game.casino", "promise.win", "absolute|urgency"),
    ("game.numbers", "promise.win"),
    ("game.numbers", "contact"),
    ("game.casino", "contact"),
    ("game.casino", "click"),
    ("game.casino", "promise.win"),
)

CATCHES = (
    "Nhà cái uy tín số 1, đăng ký tặng 100k, rút tiền 2 phút, vào link dưới bình luận",
    "Soi cầu miền Bắc hôm nay, chốt số bạch thủ, phí 200k, trượt hoàn tiền, ib",
    "t.à.i x.ỉ.u online tặng code tân thủ",
    "ai ghi đề thì nhắn chị, một ăn bảy mươi, trúng chung liền",
)
IGNORES = (
    "Kết quả xổ số miền Nam chiều nay, giải đặc biệt 012345",
    "Tối nay cả xóm xem bóng đá ngoài sân, vui ghê",
    "Lớp cờ vua hè cho các bé, học phí 300k một tháng",
    "Bài này để mai làm cũng được, đừng lo",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
