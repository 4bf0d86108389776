"""Rumours of a crime or danger that the police record settles: a kidnapping at a named place, a gang fight tonight, drugged robbery.

Meant: an event told as fact and pushed on, by a hidden source, a call to run or to seize somebody, a call to share.
Not meant: advice to be careful, news of a case, a child that is looked for, a theft told by who suffered it, wishes about street lamps,
people who come together to be heard.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.hearsay import N
from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "SAFETY"
HARM = 3
VERSION = "1"

CHILD = (
    "(?:con nit|tre em|tre con|tre nho|tre|dua nho|dua|hoc sinh|hs|be gai|be trai|be|em be|chau be|chau|phu nu|con gai|co gai|nguoi|"
    "sinh vien)"
)

CUES = {
    "event.taken": (
        "bat coc", f"(?:bat|doat|be|keo|du|loi|me|bat ban|ban|cho|nhet|bo bao|bo bua)<w> {CHILD}<w><w> (?:len|di|ban|dem|qua|bo|chay|mat|"
        "vao|xe|dang|lay)", "(?:bat|doat|du|bat ban) (?:con nit|tre em|tre con|tre nho|hoc sinh|phu nu|con gai|dua nho|nguoi ban)",
        f"(?:mat|mat tich|bi bat|bat)<w> {N} {CHILD}", f"{N} {CHILD}<w><w><w> (?:mat tich|bi bat|bi ban|bi moc|bi me|bi treo|bi bo|"
        f"mat roi)",
        "(?:be|chau|em|dua nho|hoc sinh|con)<w> bi (?:bat|be|keo|loi|ban)", "bi bat<w> ban|bat ban (?:qua|sang)|ban (?:qua|sang) (?:cam|"
        "lao|"
        "campuchia|bien gioi|trung quoc)", "mat tich (?:roi|r|o|ngay|sang|tren|ngay cong)|me bat con nit|bat coc o",
    ),
    "event.drugged": (
        "(?:lay|moc|cat|trom|mo lay|ban|cuop)<w> (?:noi tang|giac mac|qua than)", "thoi mien|thuoc (?:me|ngu)|tam thuoc|bo bua",
        "(?:xit|hit)<w> (?:phai )?(?:thuoc|bua)|danh thuoc", "lo mo|nhu cai may|me hoac",
        "(?:chich|dam|gai) kim|kim tiem<w>|dinh (?:hiv|sida)", "(?:keo|banh|nuoc|thuoc la|to roi|tien) (?:tam|chua) (?:thuoc|bua)",
    ),
    "event.slain": (
        "sat nhan|tham sat|hung thu|giet nguoi|vu khung bo|danh bom|dat bom|no bom|no sung|xa sung|tu vuot nguc|vuot nguc|tron trai|"
        "tu tron",
        f"(?:giet|chem|dam|ban|thieu)<w> (?:{N}|chet|ca nha|bat cu|hang loat|nguoi|ai)", "(?:thi the|xac|xac chet|xac nguoi)<w> (?:duoi|"
        "trong|o|tren|ngoai|bo|troi|ca|dua|em|co)", "(?:thay|cho|tim thay|phat hien|cho nhung|khieng)<w> (?:xac|thi the)",
        "(?:dot|phong hoa|chay)<w> (?:nha|nguyen|day|hang loat|ca)", "(?:no|thuoc no|dinh|cho) no (?:cau|cho|tram|nha)|cho thuoc no",
        "bi (?:thu tieu|chat|giet|ham hiep|sat hai)|chet tuc tuoi",
    ),
    "event.fight": (
        "(?:giang ho|bang|bang nhom|nhom|hai ben|2 ben|phe)<w><w><w> (?:danh|chem|xu|dam|ban|thanh toan|hon chien)(?: nhau)?",
        "(?:danh|chem|xu|dam|ban|thanh toan|tan cong) nhau|thanh toan nhau|hon chien", "(?:cam|mang|xach|vac|om) (?:phong lon|ma tau|sung|"
        "dao|hang nong|mac|kiem)", "dap pha|cuop pha|bao loan|bao dong|hoi cua",
    ),
    "event.robbed": (
        "(?:gia|gia lam|gia danh) (?:giao hang|shipper|ban gas|nhan vien|tho|dien luc|y te|thu tien|an xin|ban hang|"
        "cuu thuong)|gia cong an", "(?:shipper|xe cuu thuong|nhan vien|nguoi ban gas|tho|giao hang) gia",
        "khoang sach|dap dau|cuop (?:tiem|xe|nha|giat|sach)|di dao|vao nha (?:xit|cuop)|loi vao bui|chan xe cuop",
    ),
    "event.leak": (
        "khi doc|chet ngat|ro (?:ri )?(?:khi|hoa chat|amoniac|gas)|(?:hoa chat|kho|bon|duong ong|tram gas)<w><w><w> (?:dang ro|ro|no|"
        "sap no)",
    ),
    "calm.found": (
        "da tim thay|tim duoc (?:be|chau|con)|xac minh lam ro|dien tap|truc ban|goi (?:ngay )?113|thong bao phan cong|giup (?:be|chau) tim|"
        "ai thay<w> (?:dat|lien he|bao|cho)|bo de|lieu ban to chuc|phat loa tim|giai cuu",
    ),
}  # fmt: skip
UNLIKE = {
    "event.taken": "bát cốc|bật|bạt|bé mẹ|mắt|mặt|mật|bé bự|du lịch|dù |dự |đủ|bán |bận |bàn |bạn |bản |bắt đầu|lời|lỗi|mế|chợ|chờ|chó |"
    "chỗ",
    "event.drugged": "mẹ |tăng|tầng|bán than|bạn thân|bản thân|thần|thận trọng|cọ |cô |chỉ kim|hóa đơn|bố |bộ ",
    "event.slain": "thiếu|thiểu|xác (?:nhận|minh|định|suất)|sát nhập|bạn|bàn|bản|bán|đạm|dăm|đăng|nở|nợ|thay xác",
    "event.fight": "bằng|đánh giá|xứ|xử lý|xử phạt|bạn |bàn |bán |bản |đám",
    "event.robbed": "giá |già |đi đạo|giả bộ",
    "event.leak": "rõ|rổ|rỗ|khó|nợ|nở",
}
BAR = "-calm.found|illness.vaccine"
WHEN = (
    ("event.taken|event.drugged|event.slain", "secrecy|hush|share|spread|flight|denial|witness|alarm", BAR),
    (
        "event.taken|event.slain|event.robbed|event.drugged|event.fight",
        "toll",
        "secrecy|hush|share|spread|flight|denial|witness|urgency|alarm",
        BAR,
    ),
    ("event.fight|event.leak", "flight|secrecy|hush|witness", BAR),
    ("event.robbed", "flight|share|spread|witness|hush", "toll", BAR),
    ("event.drugged", "toll", BAR),
    ("event.taken|event.slain", "flight.run", "toll", BAR),
)

CATCHES = (
    "Chợ huyện vừa có hai đứa nhỏ bị bắt cóc sáng nay, ban quản lý giấu không cho nói, chia sẻ gấp cho các mẹ",
    "toi nay hai bang hen chem nhau o cau sat, dung ra duong, nghe noi cong an biet het roi",
    "Nhóm xịt thuốc mê lấy nội tạng đang về xóm mình, đã có 4 người bị, gửi ngay cho người thân",
)
IGNORES = (
    "Công an phường đã bắt giữ hai đối tượng cướp giật, thu hồi tài sản",
    "Ai thấy bé áo đỏ đi lạc thì dắt vào nhà văn hóa giúp em",
    "Theo em nên lắp thêm đèn đường cho chị em đi làm ca đêm đỡ sợ",
    "Bà con tập trung trước cổng công ty đòi lương, mong giám đốc ra nói chuyện",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
