"""Recruitment scams: click work paid by the piece, home work against a deposit, fees before the first day, jobs across the border.

Not meant: employers who name a workplace, take no fee and sign a contract; warnings; people who lost money; complaints about work.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "JOB"
HARM = 2
VERSION = "1"

CUES = {
    "hire.call": (
        "tuyen<w> (?:dung|gap|ctv|nguoi|nhan vien|nv|idol|ban|nu|nam|mau|cong tac vien|them|tho|cong nhan|thu ngan|guong mat|"
        "nhan su|lao dong|sinh vien)",
        r"tuyen \d+", "(?:tuyen|can|tim)(?: gap)? <num><w> (?:ban|nguoi|cong tac vien|ctv|nhan vien|nu|nam|suat)", "cong tac vien", "ctv",
        "nhan viec", "thu moi nhan viec", "(?:tim|can) (?:nguoi|ban|nhan vien)<w> (?:lam|phu|co)", "that nghiep",
        "(?:co|hoi la co|la co) viec(?: lien| lam)?", "kiem them",
        "(?:viec|vc|cong viec|job) (?:lam )?(?:online|onl|tai nha|nhe|them|part ?time|thoi vu|go|lam)",
        "lam (?:them |viec )?(?:tai nha|online|onl|o nha)", r"thu nhap (?:them|thu dong|tu|khung|on dinh|cao|\d)",
        "kiem (?:tien|<money>)", "ung vien", "bao luong", "luong (?:cung|tra|thang|theo|tuan|ngay|gio)?<w> ?<money>",
        "(?:bi|nang|kiem) (?:tien )?(?:online|tai nha)", "giam so", "me bim<w> ranh", "ai ranh", "(?:ranh|toi ranh|ranh toi)", "xin viec",
        "viec (?:nhe|lam)",
    ),
    "task.click": (
        "tha tim", "tha like", "like (?:video|bai|dao)", "xem (?:video|clip|quang cao)<w> (?:kiem|nhan|rut|tra)?",
        "(?:lam|giao|hoan thanh|nhan) nhiem vu", "chot don", "giat don", "don ao", "tang tuong tac",
        "danh gia (?:khach san|san pham|map|google|5 sao|sao|app|nha hang)", "(?:nhap|go)<w> (?:lieu|captcha|van ban|ma captcha|ho so)",
        "danh may", r"(?:combo|moi luot|luot|moi don|hoan thanh) (?:combo |\d+ )?(?:don|nhiem vu|combo|\d+)", "bam nut theo nhom",
        "review (?:san pham|map|khach san|app)", "san (?:tmdt|thuong mai|shopee|lazada|tiktok|tiki)", "binh luan dao",
        "tai app kiem tien", "quay vong", "dang (?:link|bai thue)", "tra loi (?:tin nhan|khach|inbox)", "chat (?:voi )?khach",
        "nhan tin (?:voi |tra loi )khach",
    ),
    "task.home": (
        "(?:xau|dan|boc|gap|may|lot|dong|dem|cat|luon|se|ket|son|phan loai)<w> (?:vong|day chuyen|day|tem|hanh|hop|hac|no toc|goi|"
        "tui|hat|toi|khau trang|chi|giay|nhan|qua|banh|long|but|hang|hop giay|thiep|bi|phong bao|li xi|cuom)<w> tai nha",
        "(?:boc hanh|xau vong|xau (?:day|chuoi|cuom)|dan tem|dan hop|gap hac|lot hat|dong goi<w>|gap (?:tui|giay|hop)|"
        "dan (?:phong bi|giay|tui)|boc toi)",
        "hang gia cong", "gia cong<w> tai nha", "nguyen lieu<w> (?:tan|tai|ve) nha", "giao hang tan nha lam",
    ),
    "task.lure": (
        "viec nhe luong cao", "viec nhe", "(?:sat|ben|qua|vuot) bien gioi", "bien gioi", "nuoc ban",
        r"(?:campuchia|cam|myanmar|lao|phil\w*|dubai|tam giac vang|moc bai|ba vet|bavet)<w> (?:luong|lam|tuyen|bao|casino)?",
        "truc (?:game|trang|page)", "idol", "livestream (?:nhan qua|ban dam)", "mau nhi", "guong mat dai dien", "catse", "cat xe",
        "nguoi mau", "chuyen phat (?:ho|thue)", "nhan hang ho", "dung ten<w> ho", "tro chuyen(?: voi khach)?",
        "(?:lo|bao)<w> (?:ho chieu|visa|ve may bay|xe don|an o|di lai)", "(?:xe|co nguoi) don (?:tan|tai|o)", "cham soc khach hang game",
        "game online", "san bay", "tau vien duong", "xuat khau lao dong", "di lam nuoc ngoai", "hang khong", "the thao quoc te",
    ),
    "ease.job": (
        "<no>(?: can| yeu cau| doi hoi| phai)+<w> (?:kinh nghiem|bang cap|ngoai ngu|ta|tieng anh|may tinh|von|biet|lo mat|trinh do|"
        "kn|bo von|ra ngoai|di dau)",
        "<no> (?:kinh nghiem|bang cap|lo mat|gioi han|ton mot xu|mat von)",
        "chi (?:can|viec)(?: co)?<w> (?:dt|dien thoai|smartphone|dthoai|laptop|zalo|mang|wifi|ngoi|bam|biet doc|facebook|tay)",
        "(?:lam|lm)<w> (?:bang|tren|qua) (?:dt|dien thoai|smartphone|dthoai)", "ai cung (?:lam|lm)",
        "(?:hoc sinh|sinh vien|me bim|noi tro|nguoi gia|ba bau)<w> (?:lam duoc|deu lam|deu duoc|lam|ok|uu tien)",
        "(?:luc nao|gio nao|thoi gian|khi nao)<w> (?:cung duoc|tu do|linh hoat|ranh)",
        "(?:cam tay chi viec|co nguoi huong dan|huong dan tu a|duoc dao tao|chi tan tinh|chi viec)", "toan quoc<w> nhan",
        "biet (?:danh may|go ban phim|chu|dung dien thoai)", r"tu 18|nam nu 18\W*\d+|18\+", "khong can den|lam tai nha|o dau cung",
    ),
    "promise.pay": (
        "<money> ?(?:/|mot|moi|1) ?(?:luot|trang|ma|don|buoi|gio|ngay|toi|video|clip|ca|ky|kg|ca|bai|san pham|hop|tuan|bo|nhiem vu|"
        "like|tuong tac|nguoi|h)",
        r"<money>/[\d.]+(?: hop| cai| sp)?", "(?:moi|mot) (?:luot|trang|ngay|toi|don|buoi|gio|nhiem vu|tuan) <money>",
        r"(?:moi|mot) (?:luot|don|nhiem vu) \d+", "<money><w> (?:moi|mot) (?:luot|ngay|toi|don|buoi|tuan|thang|ky)",
        "(?:tra|nhan|linh)<w> (?:luong|cong|tien)<w> (?:ngay|lien|trong ngay|cuoi ngay|theo ngay|moi ngay|tai cho)",
        "luong (?:tra|nhan)<w> (?:ngay|gio|tuan)", "rut (?:lien|ve|vi|duoc|tien|ngay)", "hoa hong",
        "(?:hoan|tra|ve|nhan)<w> (?:ca |du )?(?:goc|von)", "(?:hoan|ve|thanh|nhan lai|hoan lai|hoan ve|lai) <money>", "khong gioi han",
        "thuong nong(?: <money>)?", "ung truoc<w> <money>", "doi doi", "khong ton mot xu", "luong cung", "thu nhap<w> <money>",
        "kiem<w> <money>", "rut duoc <money>", "thang nay<w> <money>", "tien tuoi", "nhan qua quy doi",
        "<money>/(?:ngay|thang|buoi|toi|tuan|h|gio)", r"\d+ ?(?:k|tr|trieu) ?- ?\d+ ?(?:k|tr|trieu)? ?(?:/|mot|moi)? ?(?:ngay|buoi)",
    ),
    "demand.job": (
        "(?:thu|dong|nop|chi|mat|dat)<w> (?:phi|coc)", "phi (?:ho so|dong phuc|giu cho|vao nhom|bao luu|the|dao tao|kham|gioi thieu)",
        "coc<w> (?:dong phuc|nguyen lieu|vat tu|vat lieu|tai lieu|bao mat|giu cho|hang|the)", "nap (?:tien|vi|the|don|coc|kich hoat)",
        "(?:ung|ung)<w> <money>", "(?:hoan|tra lai|tra) coc", "mua (?:goi|the|dung cu|tai lieu)", "dat coc", "xin coc",
    ),
}  # fmt: skip
WHEN = (
    ("hire", "demand"),
    ("task.click|task.home", "demand"),
    ("task.click", "promise.pay", "contact|ease.job|click"),
    ("task.click|task.home", "hire", "promise.pay"),
    ("task.click", "hire", "ease.job|contact"),
    ("task.lure", "hire", "promise.pay|ease.job", "contact"),
    ("task.lure", "demand"),
    ("task.lure", "ease.job", "contact"),
    ("task.click", "absolute", "contact"),
    ("hire.call", "ease.job", "promise.pay", "contact|urgency"),
    ("hire.call", "promise.pay", "absolute", "contact"),
)
UNLESS = (("proper",),)

CATCHES = (
    "Tuyển 30 bạn làm online tại nhà, thả tim video 15k/lượt, không cần kinh nghiệm, ib nhận việc",
    "Nhận dán hộp tại nhà, đặt cọc 200k tiền vật tư, làm xong hoàn cọc",
    "ctv chốt đơn cho sàn, ung 300k về 360k, rút liền, nt mình chỉ",
    "Việc nhẹ lương cao sát biên giới, bao ăn ở, lo hộ chiếu, nhắn Zalo 0900 000 000",
)
IGNORES = (
    "Công ty tuyển 10 công nhân may, phỏng vấn trực tiếp tại xưởng, đóng BHXH, không thu phí hồ sơ",
    "Ngày nào cũng làm thêm tới khuya, lương thì ba cọc ba đồng",
    "Quán cần người phụ bếp, 25k một giờ, ai gần thì ghé hỏi",
    "Bé nhà em thả tim cho cô giáo nè",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN, UNLESS)
