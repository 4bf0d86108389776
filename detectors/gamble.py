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
VERSION = "2"

CUES = {
    "game.casino": (
        "tai xiu", "xoc dia", "soc dia", "danh bac", "co bac", "ca cuoc", "ca do", "nha cai", "casino", "song bac", "no hu", "doi thuong",
        "danh bai", "da ga", "truong ga", "ga cua", "md5", "poker", "baccarat", "bau cua", "cong game", "san choi",
        "cuoc (?:the thao|bong|tu|truc tiep|cao)", "tien cuoc", "sanh cuoc", "rong ho", "bong 88", "slot game", "quay hu", "quay slot",
        "hoi vien thua", "xi dach", "lieng", "phom", "tien len doi", "ty le keo", "keo (?:rung|thom|nha cai|bong|hiep|xien|chau a|tai)",
        r"nohu\w*", r"taixiu\w*", r"nha cai\w*", r"(?:hit|bet|club|vin|win|fb|sun|go|b|i|s|w|m)\d{2,3}",
        "game<w> (?:doi|rut) (?:the|tien|thuong)", "dat cuoc", "(?:bat|vao|chot|len|nhan dinh|soi) keo",
        "cuoc (?:bong da|da ga|online|mien phi|1|tu)", "xuc xac", "ba cay", "sam loc", "xi to", "xi lat", "no (?:hu|jackpot)", "an hu",
        "live casino", "song bai", "danh bac online", "the thao dien tu", "game (?:danh bai|ban ca|slot|no hu|xoc dia|doi thuong|quay hu)",
        "vong quay no hu",
        "kubet|ku casino|ae888|okvip|vipbet|fabet|hitclub|sunwin|gemwin|iwin|rikvip|zowin|debet|shbet|hi88|new88|jun88|789bet|f8bet|"
        "78win|mb66|go88|b52", "dai ly (?:nha cai|game)", "tao tai khoan choi", "lac (?:xi ngau|xuc xac)", "danh (?:tai xiu|xoc dia)",
        "keo (?:ngon|chuan|vip|dep) (?:hom nay|toi nay)", "ban ca (?:doi|online|an|h5|rut|-)", "no hu ?-? ?ban ca", "game bai",
        r"choi (?:slot|game bai|ban ca|vai van|\d+ van|hu)", "song (?:nay|bac|bai|ben)",
        "(?:cau|doc cau|theo tay|theo lenh)<w> (?:baccarat|tai xiu|rong ho)",
        "(?:da|choi|danh) (?:ga|bai|bac) (?:truc tiep|online|an tien)", "ga thomo|cuoc cap|keo xanh|nhom keo|lay keo|xin keo|bao keo",
        "web (?:ca cuoc|cuoc|bai)|link (?:nha cai|cuoc|game)", "diem cuoc|von cuoc|ve cuoc|vong cuoc|ma cuoc|nguoi choi moi",
        "(?:2|3|hai|vai) van", "slot game|game slot|quay slot", "(?:hot|an|thang|kiem) <money> ben nay",
        "quay hu|hu (?:rong|vang)|ban ca<w> (?:doi|nhan)", "theo keo|keo (?:minh|em|nay|toi nay|hom nay|dep)|bat keo",
    ),
    "game.numbers": (
        "soi cau", "lo (?:vip|dep|thom|hom nay)", "(?:so|cap so|con so|so cuoi)<w> (?:noi bo|vip|thay|bi mat|bao|giai dac biet)",
        "(?:hai|2|3|ba) so (?:cuoi|dau|chuan|vip)", "cap (?:2|hai|3|ba) con", "(?:thay|ong thay|co) cho (?:so|cap|con)",
        "quay (?:thuong|xo so)|xo so (?:vip|noi bo)", "trung loc|loc (?:so|lo|de)", "choi (?:lo|so|de) (?:deu|theo|cung)", "bach thu",
        "song thu", "lo de", "lo to online", "lo d3", "ghi (?:de|so de|lo|so|de lo)", "danh (?:de|lo)", "choi (?:lo|de)", "so de", "dan de",
        "dan 3d", "dan lo", "bao lo", "lo chuan", "de kep", "lo xien", "xien (?:hai|ba|2|3|4)", "da (?:thang|xien|cheo)", "dau duoi",
        "dau,? duoi", "cau lo", "con lo", "chot (?:so|con|lo|de|dan)", "so (?:chuan|dep|vip) (?:hom nay|mien|toi nay)", "theo cau",
        "cau (?:nay|dep|vip|chuan)", "mien (?:bac|nam|trung)<w> (?:lo|de|chot|dan|da|bao)", "lo de online", "ba cang", "3 cang",
        "kep (?:lech|bang)", "danh (?:so|con)", "hai nhay", "xo so (?:online|1 an)", "con de", "nuoi (?:lo|de|khung)", "khung (?:2|3|nuoi)",
        r"dan (?:de|\d+ so|36|10|loto)", "xiu chu", "loto", "btl|stl", "dau cam", "danh (?:con gi|so may)", "xsmb|xsmn|xsmt",
        "cap (?:lo|so|xien)", "(?:lay|xin|cho|ban) (?:so|con so) (?:dep|chuan|hom nay|de|lo|mien)", "so (?:de|lo|mien bac|nhan)", "chot so",
        "doc thu", "lo bach thu", "so may man|con so may man", "cao thu (?:lo|de|chot|bat)", "ong thay (?:cho so|lo de)",
        "thay (?:cho so|soi)", "lo (?:roi|gan|kep|xien|mb)", "de (?:mb|mien bac|mien nam)",
        "(?:xin|lay|nhan|cho|gui|mua) (?:so|cap|con)<w> (?:thay|vip|bao|noi bo|dep|chuan|hom nay|mien bac|mien nam)",
        "so (?:dep|chieu|toi) (?:chieu |toi |hom )?nay", "(?:3|ba) mien", "cau lo<w> (?:dep|hom|vip)?", "xsmb|mb mn mt",
        "(?:cap|lo) dep|so dep (?:hom nay|mien|chieu nay)",
    ),
    "promise.win": (
        "(?:tang|nhan) (?:code|giftcode|gift ?code|cuoc|tien cuoc|thuong|ngay|tan thu|cde|code|von)",
        "nhan (?:code|thuong|cau|so|ngay|<money>)", r"(?:tang|nhan|thuong)<w> \d+ ?k", "thanh vien moi", "tan thu",
        "hoan (?:tra|tien|phi|cuoc)", r"(?:1|mot) an (?:\d+|bay|tam|chin|chin chin|bay muoi\w*)", r"nap (?:\d|lan dau|dau|rut|qua|1|tien)",
        "khoi nap", "khong lo lo", "tha ga",
        "(?:trung|an) (?:roi |xong )?(?:moi|chung|o dem|chi chung|tui chung|chung lien|chi tra|la chung|moi lay)",
        "chung (?:lien|du|tien|tan|bang)", "truot (?:hoan|khong|free|mien)", r"\d+ hom (?:trung|an|no)", r"trung \d",
        "99 ?(?:%|phan)? ?(?:no|chuan|trung|ve|an)?", "(?:thang|an|rut|ban|lai|kiem|lum) (?:duoc |ve )?<money>", "keo (?:anh em )?ve bo",
        "ve bo", "hoa hong", "bot cho", "tra thuong", "nguon (?:ben|tu|uy tin)", "ve ca cap", "nhan toi", "gui rieng", "phi <money>",
        "<money><w> (?:mot|1) con", "goi (?:ngay|tuan|thang)", "donate", "an duoc moi", "mien phi hom dau",
        r"dang ky (?:nhan|tai khoan|kyc|\w+ nhan)", "dang ki (?:nhan|tai khoan)", "link (?:vao|dang ky|choi|tai)",
        "uy tin (?:nhat|so 1|hang dau)", "uy tin", "cuoc tu", r"tu \d+k", "nguoi choi can", "truy cap<w> dang ky", "tai<w> link",
        "nap<w> (?:momo|the cao|bank|vi)", "ghi xong", "chup bill", "chat chuan",
        "rut<w> (?:tien|ve bank|ve vi|lien|that|nhanh|duoc|ting|ve)", "nap rut", "doi (?:the|ra tien|thuong)",
        "trung (?:lon|dam|lien tiep|to|thuong|ngay)", "an (?:thong|lon|dam|chac)", "thang (?:lon|dam|chac|lien tuc)",
        "lai (?:ngay|lon|khung)", "hot (?:bac|tien)", "tang von", r"free (?:cuoc|code|50k|100k|\d+k)", "hoan (?:cuoc|tien|tra)",
        "link (?:moi|vao|chinh|dang ky|tai)", "khong (?:bi )?chan", "khuyen mai", "km nap", "khong gioi han", "len (?:bo|doi)",
        "go (?:von|gac|lai)", "bao (?:lo|trung|thang|an)", "ty le (?:cao|thang|an)", "chuan (?:100|99|xac|khong)",
        "nhan (?:so|keo|cau|dan|ve|code)", r"ho tro (?:loc|von|\d+k)", "xem (?:truc tiep|live)", "doi (?:thuong|tien|the)",
        r"thuong (?:lon|them|nap|\d+)", "dang ky", "nap (?:rut|dau)", "hom qua (?:no|trung|an)", "phi (?:vip|nhan|thang|theo|vao)",
        "tra (?:du|tien|thuong)", "(?:khong|k|ko) trung (?:khong|k|ko) (?:lay|thu|tinh)<w>", "vao bo(?: manh)?", "an (?:chac|sach|deu|du)",
        "(?:hot|thang|an) <money>",
    ),
}  # fmt: skip
UNLIKE = {
    "game.numbers": (
        "lỗ|lọ|lở|để|dễ|đẻ|dê|dế|đế|sổ|sò |cầu thang|cầu này|cầu đường|cầu vượt|cậu|câu|đá bóng|số đo|đầu đường|dân|hai nháy mắt|bác|"
        "còn lo|đang|đa ng|bão|đánh đ[^ềê]|báo|bão|bảo|cấp|không th|thấy"
    ),
    "game.casino": (
        "bạn|bán|đội|đời thường|đồi|cá do|ca do|ca độ|cả |đã |đá gà rán|có bác|cô bạc|cô bác|có bạc|mọt|phóm|bậu|nghiêng|liêng|bắn cả|"
        "liếng|cước|vạn|vàn|văn|vấn|vắn|kẹo|kéo|keo dán|keo kiệt"
    ),
    "promise.win": (
        "ngượng|ngưỡng|về bò|về bộ|chung tay|chung cư|chúng|ăn (?:sáng|cơm|uống)|trứng|lái|lại|nhân|nhẫn|đời|đội|dời|gỡ|thường|báo|bão|"
        "bảo"
    ),
}  # fmt: skip
WHEN = (
    ("listed.gambling", "click|contact|promise|game"),
    ("game.casino", "promise.win", "contact|click"),
    ("game", "demand.account|demand.gift|demand.topup", "contact|promise|data|absolute|reader"),
    ("game.casino", "promise.win", "absolute|urgency"),
    ("game.numbers", "promise.win"),
    ("game.numbers", "contact"),
    ("game.casino", "contact"),
    ("game.casino", "click.link|click.app|click.site"),
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
