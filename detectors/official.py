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
VERSION = "2"

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
        f"{OFFICE}<w> (?:vua|moi|da|chinh thuc|sap|hop|se)<w> (?:ra|ban hanh|ky|chot|quyet|hop kin|chinh thuc|ket luan)",
        "danh sach mat|hop kin|chi dao (?:mat|mieng|moi)|ctinh|chinh thuc ?[:]?(?: tu| bo| cam|$)?",
        "hoi dong vua hop|cong dien|to trinh|quyet dinh moi|theo quyet dinh|lenh dong vien",
    ),
    "rule.new": (
        "(?:cam|tich thu|thu hoi|xoa|bai bo|cat)<w> (?:xe|ho khau|luong huu|luong|bang|tien mat|toan quoc|toan bo xe|sim|tiktok|"
        "facebook|youtube|"
        "dat nong|nha thu|so ho|the bao hiem|an uong|hang quan|toan bo hang)", "dong cua (?:tiktok|facebook|truong|youtube|toan bo)|"
        "tu hinh",
        "phat (?:den |tu |toi |nang |them )?(?:<money>|<num> (?:trieu|tram|chuc))", r"nghi (?:hoc|tet|le)<w><w> (?:het|den|toi|\d+|hai|"
        r"ba|mot)|"
        r"(?:duoc|dc) nghi (?:hoc|tet|le)|(?:nghi le|nghi tet)<w> (?:duoc |dc )?keo dai|cho<w><w> hoc sinh nghi hoc|"
        r"hoc sinh<w><w><w> nghi hoc",
        "thi lai|huy (?:ket qua|trung tuyen)|cong <num> diem|bo thi|tuyen thang|dac cach|diem chuan<w><w><w> (?:ha|tang|xuong)|bo bang",
        r"(?:luong huu|tro cap|hoc phi|gia dien|gia nuoc|vien phi|bao hiem|thue)<w><w><w><w> (?:giam|tang|cat|chi con|chi chi|chi tra)<w>"
        r" (?:mot nua|\d+ ?%|gap|het)|(?:tang|giam) (?:gia dien|gia nuoc|hoc phi|luong huu|vien phi) \d+|chi chi \d+ ?%",
        r"doi tien|(?:to|tien) \d+k?<w><w> (?:thu hoi|khong xai|khong dung|bi)|doi sang (?:tien|the nhua|bang)|chi duoc (?:rut|doi|"
        r"so huu|chay|mua)|"
        r"khong duoc rut|moi (?:nguoi|nha|ho|xe|gia dinh)(?: chi| mot ngay)* (?:duoc|phai|khong duoc)",
        "(?:ai|chau nao|xe nao|nha nao|nha mo|em nao)<w><w><w><w> (?:khong|chua|ko|k)<gap>(?:phat|khoa|cat|tich thu|xoa|ha|bi|bat)|"
        "khong tiem<w> cat",
        r"(?:bat buoc|phai) (?:lay mau|thi lai|nop lai|xet nghiem|doi bang)|lay mau xet nghiem|chan le|tru thang \d+|het han<gap>phat|"
        r"thu phi<w><w>"
        r" <money>|danh thue|thu thue<w><w><w><w> (?:khoan|nhan|\d+)|phai dong <w>?<money>|nuoi<gap>phai dong|(?:cup|cat) dien toan|"
        r"nop phat",
        r"bi tich thu|thu hoi (?:to|tien|so|the|dat)|phong toa (?:thanh pho|toan|ca)|vo hieu|het (?:gia tri|hieu luc)|"
        r"mat quyen (?:su dung|loi)|bat buoc(?: \w+){0,2} (?:tiem|doi|dong|nop|treo)|huy ket qua|phai hoc lai|nhap ngu|sap nhap",
        "(?:khong|se khong|ko) (?:duoc|dc) (?:lai|kham|rut|ban|chay|di|thi|nhan|su dung)|cam (?:ban|dot|nuoi|xe may|chay|rut|dung)|"
        "phat tu|phai (?:nop thue|co xac nhan|treo|lam lai|dong (?:thue|phi luu tru))|tro cap <money>",
        r"nghi (?:hoc |tet |lam )?(?:\d+|<num>) (?:ngay|tuan|thang)|bo thi|tu tru|(?:cat|mat) (?:dien|luong)(?: \w+){0,3} (?:ca nuoc|"
        r"\d+)|(?:tang|giam|cat) gap|thue <money>|rut mot lan",
        "bi (?:tru|danh) thue|khong (?:duoc|dc) nhap hoc|phai doi sang|nghi het thang|tang tuoi nghi huu|tra lai tien (?:dien|nuoc)|"
        "tuyen thang|bo ky thi",
    ),
    "since.day": (
        r"(?:tu|ke tu|ap dung|hieu luc|truoc|bat dau|den|toi)(?: tu| ngay| ngay mung)? (?:\d{1,2}/\d+|0h|thang (?:sau|toi|\d+|nay)|"
        r"dau thang|"
        r"dau nam|tuan (?:toi|sau|nay)|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|nam (?:sau|toi|\d+)|mung \w+|quy sau|ky sau|31|30)",
        "(?:tu|ke tu) (?:ngay mai|mai|dem nay|hom nay|gio|nay ve sau|dau)|(?:thang|tuan|nam|quy|ky) (?:sau|toi)|ap dung ngay|co hieu luc",
        r"het thang \d+|toan quoc|ca nuoc|toan (?:tinh|thanh pho)|0h (?:dem nay|ngay|mai)",
        r"truoc (?:cuoi thang|ngay \d+|tet)|tu (?:20\d\d|ram)|han chot|trong dem|tuan sau|(?:ke )?tu \d+/\d+|dot \d+|1/1",
    ),
    "seal.red": (
        "dau (?:do|moc|dang|ro|tron)|dong (?:moc|dau)|(?:co|du|day du) chu ky|(?:ky|ra|co|chot|duyet)<w> (?:roi|r|xong|het roi|hom|luc|"
        "toi qua|"
        "thang truoc)", "anh (?:chup )?van ban|ban scan|ban chup|anh mo|van ban (?:day|kia)|co dau<w>|moc dang hoang|trang nao cung co",
        "ky (?:mat|kin|luc|ngay)|so (?:cong van|quyet dinh)<w> \\d+|ghi ro(?: roi| rang| ra)?|chinh thuc(?: luon| roi| bo| cam)",
        "(?:ban|doi|to) soan thao|khong tien noi|tra khong ra|tra (?:k|ko) ra",
        r"(?:van ban|giay|cong van|to trinh|lenh)(?: \w+){0,3} (?:da ky|ky roi|dong moc|hoa toc|gui ve|duyet|gui roi)|(?:vua|"
        r"moi) (?:thong qua|hop|thua nhan|ky)|chua cong bo|co giay|duoc thong qua",
    ),
    "flight.rush": (
        r"(?:doi|lam|dang ky|mua|rut|sac|ban|nop|tiem|di)(?: \w+){0,4} (?:gap|kip|het di|le|ngay di|lien)|(?:doi|mua|rut|"
        r"di) (?:xe )?(?:di|gap)(?: "
        r"\w+){0,3} (?:keo|khong)|keo (?:mat|khong kip|muon)|khong (?:la|thi) (?:giay|mat|phat)|mua truoc|rut (?:mot lan|het)|"
        r"\w+ sang<w> nhe",
    ),
    "calm.decree": (
        "luu dong|bien lai|theo quy dinh|duoc cong bo tren|ban hanh nghi dinh so",
        r"so \d+/(?:qd|nd|tt|ct|nq)\W?\w*|can cu (?:luat|nghi dinh) so|cong thong tin dien tu|etax|lich (?:thi|tiep|truc|cat|kham|cap)|"
        "kinh moi|tong ve sinh|dan (?:o|tai) bang tin|thay (?:tram|van)|bao duong|mang (?:theo )?(?:the|phieu)|theo lich",
    ),
}  # fmt: skip
UNLIKE = {
    "decree.paper": "luất|bó |bỏ |bờ |sò |xà |xả |cùng|bán hạt",
    "rule.new": (
        "tặng|tằng|thì lại|thì lái|cảm|cắm|cầm|phát|phật|đừng|cắt (?:tóc|cỏ|may)|nghĩ|nghỉ mệt|đội|đợi|cho nghỉ ngơi|bố |bộ |bó |bờ |"
        "đi từ|tù túng|"
        "thi lái|bí |ngưng|tiên|xoá đói"
    ),
    "since.day": "tôi |tư |tứ |tự |thứ lỗi|mùng tơi|hàn|đèn|mải|mái|kỳ nghỉ sau|toàn quộc",
    "flight.rush": "đội|đợi|chưa|bàn|bạn|kéo|kẹo|đi lại",
    "seal.red": "đầu|đau|đâu|kỳ |kỹ|kỷ|đóng phim",
}
PUSH = "secrecy|hush|share|spread|flight|denial|witness|alarm"
BAR = "-calm.decree|click.link|click.site|click.app|data.secret|contact.phone|demand.account|illness.vaccine"
WHEN = (
    ("decree.paper", "rule.new", "since.day|seal.red", BAR),
    ("rule.new", "since.day", "seal.red", BAR),
    ("rule.new", "since.day|seal.red", "secrecy|hush|share|spread|flight|denial|witness|alarm", BAR),
    ("decree.paper", "rule.new", PUSH, BAR),
    ("office", "rule.new", "flight.hoard|flight.cash", BAR),
    ("rule.new", "since.day", "witness|absolute", BAR),
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
    return meet(sight, WHEN) if sight.has("rule", "decree") else ()
