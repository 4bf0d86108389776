"""Invented official papers and rules: a decree with a date and a fine that was never signed, a school holiday by an unseen letter.

Whether the paper exists and says so stands in the register of the office. Named are a rule, a day or a seal, and a push.
Not meant: what an office publishes with number and place, news of a law, what people think of a law or of an office, jokes in its style.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "OFFICIAL"
HARM = 2
VERSION = "1"

PAPER = "(?:cong van|quyet dinh|nghi dinh|van ban|thong tu|chi thi|nghi quyet|luat|quy dinh|qd|vb|cv|lenh)"
OFFICE = (
    "(?:bo|so|chinh phu|nha nuoc|ubnd|xa|phuong|tinh|huyen|quoc hoi|thu tuong|cong an|bao hiem|ngan hang nha nuoc|bo truong|tren|cac bo|"
    "ctinh|chinh quyen|to dan pho)"
)

CUES = {
    "decree.paper": (
        f"{PAPER}<w> (?:moi|hoa toc|mat|noi bo|nay|so \\d+|\\d{{2,5}}|ky|day|ra|ghi|cua|roi|vua|hom|da|rong|co dau|dong|bi lo|toi)",
        f"(?:co|ra|vua ra|moi ra|nhan|theo|lo|anh chup|ban scan|chup|ban hanh|vua ky|ban)<w> {PAPER}|{PAPER} (?:\\d+|so)",
        "(?:luat|quy dinh|nghi dinh|quyet dinh|thong tu) moi|bo luat moi|muc \\d moi|van ban (?:ky|mat|scan)|thong bao (?:mat|dong|co dau)",
        f"{OFFICE}<w> (?:vua|moi|da|chinh thuc|sap|hop|se)<w> (?:ra|ban hanh|ky|chot|quyet|hop kin|chinh thuc|bo|cam|thu|doi|huy|ket luan)",
        "danh sach mat|hop kin|chi dao (?:mat|mieng|moi)|ctinh|chinh thuc ?[:]?(?: tu| bo| cam|$)?",
    ),
    "rule.new": (
        "(?:cam|tich thu|thu hoi|xoa|cat|bai bo|bo han|dong cua|ngung|dung|han che|danh thue|thu thue|thu phi)<w> (?:xe|het|ho khau|"
        "luong|bang|"
        "tien|toan bo|toan quoc|tat ca|so|moi|thi|sim|tiktok|facebook|mang|the|dat|nha|quyen|ban|xuat|wifi|youtube|cho|can|song|giay|"
        "bao hiem)",
        "(?:phat|bi phat|phat nang|phat nguoi|nop phat) (?:den |tu |toi |nang )?(?:<money>|tu|tien|<num>)|bi (?:phat|tich thu|thu hoi|"
        "cat|xoa|tra"
        " ve|ha|giam xe|khoa sim)", "tu hinh|di tu|hinh su (?:hoa|het)", "nghi (?:hoc|tet|le|lam)<w><w> (?:het|\\d+|den|toi|toan|hai|"
        "ba)",
        "(?:duoc|cho|phai) nghi (?:hoc|tet|le)<w>|thi lai|huy (?:ket qua|trung tuyen|thi|bang)|cong <num> diem|(?:ha|giam|"
        "tang) (?:xuong|con|"
        r"mot nua|gap|\d+ ?%|<num> lan|gia dien|gia nuoc|luong huu|hoc phi)<w>|bo thi|xet hoc ba het|diem chuan<w><w><w> (?:ha|tang|xuong)",
        r"(?:luong huu|luong|tro cap|hoc phi|gia dien|gia nuoc|vien phi|bao hiem|thue|phi)<w><w> (?:giam|tang|cat|bi cat|chi con|"
        r"chi tra|chi)<w>"
        r"(?: \d+ ?%)?", "doi tien|(?:doi|thu doi) (?:sang|bang|the|can cuoc|giay phep|tien|so)<w>|(?:to|dong) \\d+k?<w> (?:bi|se|khong)",
        "(?:khong|k|ko) (?:duoc|dc) (?:rut|vao|ban|chay|o|nuoi|mua|so huu|xet|nhan|luu hanh|dung)|chi duoc (?:rut|chay|doi|so huu|mua|o|"
        "nuoi|di)",
        "(?:bat buoc|phai) (?:lay mau|tiem|nop|dong|doi|cai|dang ky|dong phi|xet nghiem|thi lai|ban|khai)<w>|tuyen thang|dac cach",
        "(?:ai|nha nao|nha mo|xe nao|em nao|chau nao|nguoi nao|ho nao|cty nao|sep nao|tai xe)<w><w><w> (?:khong|k|ko|chua|chay|nuoi|"
        "tren)<gap>"
        "(?:phat|cat|tich thu|khoa|bi|thu|phai|huy|kien)", "chan le|ap dung<w> (?:chan|cho|ngay|tu)|lich cup (?:dien|nuoc) (?:toan|ca)|"
        "cup dien"
        " toan|(?:dong|nop|mat|le phi|thu)<w> <money>(?:/| mot)?<w> (?:nam|con|chau|xe|nguoi|nha|ho|em|thang)|nop (?:lai|le phi)|thu phi",
        "het han<w> (?:phat|khoa|bo|roi)|(?:giam|tru) (?:luong|thang)<w>|tru thang|tu dong (?:phat|tru)|bo (?:bang|the|so|luong|truong)",
    ),
    "since.day": (
        r"(?:tu|ke tu|ap dung|hieu luc|truoc|bat dau|den|toi|han)(?: tu| ngay| ngay mung)? (?:\d{1,2}/\d+|\d{1,2}h|0h|thang (?:sau|toi|"
        r"\d+|nay)|"
        "dau thang|dau nam|tuan (?:toi|sau|nay)|thu (?:hai|ba|tu|nam|sau|bay)|nam (?:sau|toi)|mung \\w+|quy sau|ky sau|mai|dem nay|"
        "hom nay)",
        "(?:tu|ke tu) (?:0h|ngay mai|mai|dem nay|hom nay|gio|nay ve sau|dau)|(?:thang|tuan|nam|quy|ky|dot) (?:sau|toi)|ap dung ngay|"
        "co hieu luc",
        "(?:31|30|1)(?:/\\d+)? (?:nay|toi)|het thang \\d+|toan quoc|ca nuoc|toan (?:tinh|thanh pho)|truoc (?:thu|30|31)",
    ),
    "seal.red": (
        "dau (?:do|moc|dang|ro|tron)|dong (?:moc|dau)|(?:co|du|day du) chu ky|(?:ky|ra|co|chot|duyet)<w> (?:roi|r|xong|het roi|hom|luc|"
        "toi qua|"
        "thang truoc)", "anh (?:chup )?van ban|ban scan|ban chup|anh mo|van ban (?:day|kia)|co dau<w>|moc dang hoang|trang nao cung co",
        "ky (?:mat|kin|luc|ngay)|so (?:cong van|quyet dinh)<w> \\d+|ghi ro(?: roi| rang| ra)?|chinh thuc(?: luon| roi| bo| cam)",
        "(?:ban|doi|to) soan thao|khong tien noi|tra khong ra|tra (?:k|ko) ra",
    ),
    "calm.decree": (
        r"so \d+/(?:qd|nd|tt|ct|nq)\W?\w*|can cu (?:luat|nghi dinh) so|cong thong tin dien tu|etax|lich (?:thi|tiep|truc|cat|kham|cap)|"
        "kinh moi|tong ve sinh|dan (?:o|tai) bang tin|thay (?:tram|van)|bao duong|mang (?:theo )?(?:the|phieu)|theo lich",
    ),
}  # fmt: skip
UNLIKE = {
    "decree.paper": "luất|bó |bỏ |bờ |sò |xà |xả |cùng|bán hạt",
    "rule.new": (
        "cảm|cắm|cầm|phát|phật|đừng|cắt (?:tóc|cỏ|may)|nghĩ|nghỉ mệt|đội|đợi|cho nghỉ ngơi|xóm|bố |bộ |bó |bờ |đi từ|tù túng|"
        "thi lái|bí |ngưng|tiên|xoá đói"
    ),
    "since.day": "tôi |tư |tứ |tự |thứ lỗi|mùng tơi|hàn|đèn|mải|mái|kỳ nghỉ sau|toàn quộc",
    "seal.red": "đầu|đau|đâu|kỳ |kỹ|kỷ|đóng phim",
}
PUSH = "secrecy|hush|share|spread|flight|denial|witness|alarm|urgency.now|threat"
BAR = "-calm.decree|click|data|contact.phone|demand.account|demand.deposit|remedy|cure|harm.body"
WHEN = (
    ("decree.paper", "rule.new", "since.day|seal.red", BAR),
    ("rule.new", "since.day", "seal.red", BAR),
    ("rule.new", "since.day|seal.red", "secrecy|hush|share|spread|flight|denial|witness|alarm|threat", BAR),
    ("decree.paper", "rule.new", PUSH, BAR),
    ("decree.paper", "secrecy|hush", "flight|demand|share|spread", BAR),
)

CATCHES = (
    "Từ 1/10 cấm xe máy cũ toàn quốc, nghị định ký rồi, ảnh văn bản có dấu đỏ đây, chia sẻ cho mọi người biết",
    "bo vua ra quyet dinh nghi hoc het thang 3, van ban mat bi lo, chuyen vao nhom lop gap",
    "Công văn mới ai không đổi bằng lái từ tháng sau bị phạt 10 triệu, tin nội bộ nhé bà con",
)
IGNORES = (
    "Nghị định mới phạt nặng quá, mong được xem lại cho dân chạy xe đỡ khổ",
    "Phường thông báo lịch tiêm phòng dại cho chó mèo vào sáng thứ bảy",
    "Giám đốc sở làm việc kém, nên từ chức",
    "Quyết định của vợ tôi: từ nay cấm nhậu, phạt rửa bát một tháng",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
