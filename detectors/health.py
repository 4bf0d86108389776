"""Dangerous health claims that guidelines settle: a folk cure for a grave disease, a vaccine said to maim, advice to drop treatment.

Not meant: what clinics and ministries say, corrections, questions, food that is merely pleasant, views on hospitals.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "HEALTH"
HARM = 3
VERSION = "1"

CUES = {
    "illness.name": (
        "ung thu", "ung buou", "khoi u", "u (?:nao|buou|gan|phoi|xo|nang|tuyen giap|vu|mo)", "te bao ung thu", "di can", "benh k",
        r"k (?:gan|phoi|vom hong|vu|da day|giai doan \w+|tuyen giap|dai trang|mau)", "tieu duong", "dai thao duong", "duong huyet",
        "insulin", "huyet ap", "mo mau", "dot quy", "tai bien", "nhoi mau(?: co tim)?", "dau tim", "suy (?:than|tim|gan|tuy)",
        "chay than", "viem gan(?: b)?", "xo gan", "lao(?: phoi)?", "hen(?: suyen)?", "soi (?:than|mat|tiet nieu)", "benh soi", "soi",
        "cho dai", "benh dai", "dai", "ruot thua", "vo sinh", "tu ky", "tang dong", "dong kinh", "tram cam", r"covid\w*", "cum", "virus",
        "hiv", "aids", "sida", "sot xuat huyet", "tay chan mieng", "thuy dau", "xuong khop", "thoat vi", "gai cot song", "viem khop",
        "gut|gout", "benh gut", "gan nhiem mo", "tuyen tien liet", "psa", "bach cau", "mau trang", "viem", "bach hau", "uon van",
        "dich ta", "khoi benh", "bach bien", "vay nen", "bai liet", "sot", "ho ga", "rubella", "cao huyet ap", "tim mach", "mu mat",
        "can thi", "duc thuy tinh the", "parkinson", "alzheimer", "lang tai", "tri",
    ),
    "illness.jab": (
        r"va[ck] ?[- ]?(?:x|c)\w*in\w*", "v ?a ?c ?c ?i ?n ?e", "vaccine?s?",
        r"tiem (?:chung|mui|phong|ngua|hpv|cum|soi|covid|lao|vac\w*|nay|do|vao|vo|xong|cho (?:con|tre|be|chau))",
        r"mui (?:tiem|nay|do|vac\w*|hpv|phe cau|soi|1|2|3|bo sung)", "que test", "sieu am", "test (?:nhanh|cum|covid)", "hoa tri",
        "xa tri", "hoa chat", "kem chong nang", "tiem", "chich ngua", "chung ngua", "thuoc tay", "thuoc khang sinh", "khang sinh",
        "vitamin k", "iot", "flo", "lo vi song", "song wifi|wifi|5g|tram phat song",
    ),
    "cure.sure": (
        "(?:khoi|het|lanh|dut|sach|tieu|tan|diet|chet|teo|sua|rung|thai|day)<w> (?:han|benh|sach|luon|tan goc|vinh vien|hoan toan|"
        "het|ngay|lien|dau|diem|sau|trong|bieng|tron)",
        "(?:chua|tri|dieu tri|diet)<w> (?:khoi|lanh|dut|het|tan goc|dut diem|bach benh|duoc|moi loai|sach)",
        "(?:chua|tri) (?:ung thu|tieu duong|benh|bach benh|covid|viem|dot quy|soi|huyet ap)", "tan goc", "dut diem",
        "(?:tu|se) (?:khoi|het|tieu|tan|teo|an|lanh|chet|rung|bien mat)",
        "la (?:khoi|het|song|tan|xong|lanh|tu khoi|no tan|no tieu|chet)", "(?:da|deu|cung|no)<w> khoi(?: benh)?", "bien mat", "chet sach",
        "(?:bi )?tieu diet", "te bao ung thu<w> (?:chet|tu|bien|sach)", "khong (?:bao gio )?(?:tai phat|mac|bi benh)", "khoe re",
        "(?:khoi) (?:mo|vinh vien|hoa tri|chay than|vien|benh)", "phong (?:duoc|ngua) (?:ung thu|dot quy|covid|bach benh)",
        "cuu (?:song|duoc|nguoi|mang)", "am tinh", "thai (?:doc|sach|het)", "thanh loc", "gioi het", "hoi sinh", "moc lai", "tinh lai",
        "hieu nghiem", "than duoc", "than ky", "giam (?:han|xuong|ve)", "tan ra", "khong mo xe", "song khoe", "mien dich tuyet doi",
        "khang moi",
    ),
    "remedy.folk": (
        "(?:uong|an|dap|xong|ngam|nhai|sac|boi|tam|nho|hit|suc|ngam|chuom|nuong|xoa|rua|day|cao|chich|cat|bam|dot|lay)<w> (?:la|"
        "nuoc|re|cu|hat|hoa|qua|vo|cay|giam|muoi|mat ong|toi|gung|chanh|nghe|dau|phen|ruou|duong|to|rau|bot|trung|kim|tieu|"
        "baking soda|soda|dau hoa|dau gio|nuoc tieu|mau|sung|co|khoai|dua|buoi|oi|chuoi|khe|sa|hanh|duoc|nam|cao)",
        "(?:la|hat|cu|nuoc|re|qua|rau|cay) (?:du du|chanh|toi|gung|oi|mo|tia to|xoai|luc binh|kho qua|muop dang|mang cau|dinh lang|"
        "neem|nha dam|diep ca|trau|khoai|chuoi|dua|mia|ep|lanh|am|muoi|thom|khom|sa|nghe|xuyen tam lien|thia canh|hanh|can tay|"
        "ngai cuu|nha)",
        "nhin (?:an|khat|duong|doi)", "cat<w> duong", "bai thuoc", "meo", "thay (?:lang|thuoc|cung|phap|noi|ba)",
        "thuoc (?:nam|la|bac|gia truyen|dan gian|thang)", "gia truyen", "bi quyet",
        "phuong phap<w> (?:thuc duong|tu nhien|nhat|an do|co truyen)", "thuc duong", "nuoc (?:kiem|ion|hydro)", "ho (?:that )?manh",
        "cao gio", "cat le", "chich mau", "nan mau", "sung (?:huou|te|trau)", "hut noc", "nuoc la", "bot nghe", "tam nang|phoi nang",
        "kieng (?:gio|nuoc)", "do kim loai", "thao (?:het|ra)", "rut (?:dien|modem|wifi)",
        "(?:toi|gung|chanh|mat ong|giam|nghe)<w> (?:ngam|nuong|nong|pha|hap|giam|muoi|mat ong)", "nuoc tieu", "dau hoa", "baking soda",
        "vien (?:uong )?(?:nay|tu nhien)", "thai duong", "uong<w> moi (?:sang|ngay|toi)", "moi sang<w> (?:uong|an|ly|coc)",
        "dai (?:lon|nam cham)", "nam cham", "khoi<w> thuoc",
    ),
    "harm.body": (
        "(?:la|bi|gay|lam|thanh|sinh|dan den|de|se|khien|gay ra|lai|moi|toi)<w> (?:vo sinh|liet|tu ky|chet|vo kinh|mat tri|"
        "mat tri nho|ung thu|dot tu|dot quy|bien doi gen|dong mau|tu vong|ngo doc|tac hai|nao|bien chung|dinh ruot|k vom|"
        "thieu nang|ngu nguoi|hoai tu|di ung|vang da|tang dong|cham noi|teo nao|soc|bai liet|suy|hong|tre liet)",
        "chip(?: (?:theo doi|dinh vi|dieu khien))?",
        "(?:gay|chua|lay)<w> (?:ung thu|k|vo sinh|qua wifi|virus|benh|chat doc|chi|thuy ngan|doc to)", "vo sinh", "vo kinh", "doc hai",
        "mat tri nho", "bien doi gen",
        "(?:chet|liet|nam do|nam vien|sot|co giat)<w> (?:ngay|het|luon|tay|chan|nua nguoi|hang loat|sau|vi tiem|may dua|do)", "hang loat",
        "khoi de", "vo te bao", "nung<w> nao", "hut mat canxi", "am muu", "lay<w> qua (?:wifi|song|mang|dien thoai)", "an mon",
        "gay nghien", "pha huy", "chet nhanh", "lam vang", "ban an tu", "giet (?:nguoi|dan|tre)", "dinh lien",
        "hoa chat<w> (?:gay|lam|doc)",
    ),
    "refuse.care": (
        "(?:khong|ko|k|khoi|dung|cha|chang|dau|dau co|hong|dell|deo)<w> (?:can|phai|nen)?<w> ?(?:tiem|thuoc|mo|di vien|nhap vien|"
        r"goi cap cuu|hoa tri|xa tri|bac si|di kham|kham|uong thuoc|benh vien|sieu am|chich|ky giay|ky|chay than|dieu tri|vac\w*|"
        "phau thuat|test)",
        "(?:bo|ngung|vut|dung|quang|dep)<w> (?:thuoc|hoa tri|insulin|dieu tri|thuoc tay|xa tri|di|tiem)",
        "(?:dung|cho|cho|khong)<w> (?:cho con|cho tre|cho chau|cho be|de con|cho truong)",
        "(?:khoi|khong) (?:mo xe|mo me|dao keo|uong thuoc|di dau|ton tien)", "dung lai di", "khong ky|k ky|dung ky|dung co ky",
        "di (?:vien|benh vien|kham)<w> (?:chet|bien chung|ton|khong|lam gi|moi)", "vut het", "mo la",
        "dung (?:di|dai|tin|nghe|uong|dung|tiem)", "tay chay",
    ),
}  # fmt: skip
UNLIKE = {
    "illness.name": (
        "đài", "dài", "đại", "đãi", "dãi", "dải", "sói", "soi", "hẹn", "cúm núm", "lào", "lão", "lao động", "lao vào", "lao xuống",
        "lao tới", "lao ra", "sốt giá", "sốt đất", "cụm", "trí", "trị", "cùm",
    ),
    "illness.jab": ("tiệm", "tiềm", "tiếm", "mùi", "múi"),
    "cure.sure": (
        "chưa", "chùa", "chứa", "khói", "khối", "khơi", "khởi", "hẹn", "lạnh", "lãnh", "tiêu tiền", "tiều", "trí", "trì", "tân", "tấn",
        "tàn", "tận",
    ),
    "refuse.care": ("mơ", "mờ", "mở", "tiệm", "kỳ", "kỷ", "kí", "bố", "bộ", "bổ", "khám phá", "thước", "khối", "khói"),
    "remedy.folk": (
        "là", "lạ", "cũ", "quá", "cô", "có", "cờ", "nhìn", "nhịn cười", "tới", "tôi", "mẹo thi", "mèo", "thay", "thấy", "chanh chua",
    ),
    "harm.body": ("chết đói", "chết mê", "nào", "náo"),
}  # fmt: skip
WHEN = (
    ("illness.name", "cure.sure", "remedy.folk"),
    ("illness.name", "cure.sure", "refuse.care"),
    ("illness.name", "cure.sure", "secrecy|share"),
    ("illness.jab", "harm.body", "refuse.care|share|secrecy|absolute"),
    ("illness.jab", "harm.body"),
    ("illness.name", "remedy.folk", "refuse.care"),
    ("illness.name", "refuse.care", "harm.body", "remedy.folk|secrecy|share"),
    ("illness.name", "harm.body", "secrecy|share"),
)
UNLESS = (("proper",),)

CATCHES = (
    "Ung thư giai đoạn cuối chỉ cần uống nước lá mãng cầu mỗi sáng là khối u tự tan, khỏi hóa trị",
    "vac xin nay tiem xong la vo sinh do, dung cho con tiem",
    "Tiểu đường thì bỏ thuốc tây đi, ăn khổ qua sống một tháng là khỏi hẳn, bệnh viện giấu đấy, chia sẻ cứu người",
)
IGNORES = (
    "Uống nước chanh ấm buổi sáng dễ chịu lắm",
    "Trẻ sốt cao hai ngày thì đưa đi khám, không tự uống thuốc",
    "Bà ngoại ốm nằm viện, cầu mong bà mau khỏe",
    "Đài báo mai mưa to, cả nhà nhớ mang áo mưa",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN, UNLESS)
