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
VERSION = "2"


CUES = {
    "event.taken": (
        "bat coc", "(?:bat|doat|du|loi|bat ban|keo|bo bua) (?:coc )?(?:con nit|tre em|tre con|tre nho|dua nho|be gai|"
        "be trai|nguoi "
        "ban|phu nu di|con gai nha)", f"(?:mat|mat tich|bi bat) {N} (?:dua|be|chau|co gai|em be|dua tre|tre)", f"{N} (?:dua|be|chau|"
        f"co gai|em|ban|"
        "hs|hoc sinh|dua nho|nu cong nhan)<w><w><w> (?:mat tich|bi bat|bi ban|bi moc|bi me)", "(?:be|chau be|chau|dua nho|con nit|"
        "hoc sinh|con) "
        "bi (?:bat|keo len|loi|ban qua)|bat ban (?:qua|sang|ng)|ban (?:qua|sang) (?:cam|lao|campuchia|bien gioi|trung quoc)|bi (?:be|"
        "boc) len xe",
        "(?:bat|keo|be|loi) (?:hs|hoc sinh|be|chau)<w> len xe|me bat con nit|(?:mat tich|bi bat)<w> (?:ngay cong|truoc cong|o cong)|"
        "dua nho bi be|vu bat coc",
        r"bat (?:con nit|tre|nguoi gia|dua)|mat (?:\d+|hai|ba) (?:dua|be|chau)|mat (?:dua )?con (?:gai|trai)|bat (?:nguoi|"
        r"tre)(?: \w+){0,2} (?:lay|moi) (?:than|tang|noi tang|mau)",
        r"(?:pham nhan|tu nhan|toi pham|sat thu|ke tam than)(?: \w+){0,3} (?:tron|thoat|vuot|xong)|tron (?:khoi trai|trai giam|tu)",
        r"bat (?:khach|gai|co gai|phu nu|em be)(?: \w+){0,3} (?:bien gioi|campuchia|mat)?|(?:tre con|con nit|hoc sinh|"
        r"em be)(?: \w+)? bi (?:troi|nhot|bit mieng)|du con nit",
    ),
    "event.drugged": (
        "(?:lay|moc|cat|trom|mo lay|ban|cuop)<w> (?:noi tang|giac mac|qua than)", "thoi mien|thuoc (?:me|ngu)|tam thuoc|bo bua",
        "(?:xit|hit)<w> (?:phai )?(?:thuoc|bua)|danh thuoc", "lo mo|nhu cai may|me hoac",
        "(?:chich|dam|gai) kim|kim tiem<w>|dinh (?:hiv|sida)", "(?:keo|banh|nuoc|thuoc la|to roi|tien) (?:tam|chua) (?:thuoc|bua)",
        "(?:di|chia|dan)<w> giay<w><w><w> (?:me|ngat)|me man|(?:ngui|hit)<w><w> (?:nuoc hoa|khan|giay|la)<w><w><w><w><w> (?:me|ngat|mat|"
        "lot|dua)|xit thuoc me|lay (?:than|noi tang|tim)|mat<w> (?:qua )?than|(?:khong|mat) (?:tim|noi tang)|noi tang tre",
        r"(?:do|tha|bo|tron|ruoi)(?: \w+)? (?:thuoc (?:sau|doc|chuot|tru sau)|ran doc|chat doc|doc)(?: \w+)? (?:vao|xuong|vo)|"
        r"(?:thuoc la|banh|keo|nuoc)(?: \w+){0,3} tam(?: \w+)? doc",
        "(?:ong|kim) tiem<w><w> (?:dam|chich|gai)|chuoc thuoc|mat (?:mot |hai )?(?:qua )?than",
    ),
    "event.slain": (
        "sat nhan|tham sat|hung thu<w> (?:dang|con)|dat bom|no bom|no sung|xa sung|vuot nguc|tu tron|cho no cau",
        f"giet {N} (?:nha|nguoi|mang)|giet (?:ca nha|bat cu)|chem {N} (?:nguoi|mang)", "(?:thi the|xac|xac chet|"
        "xac nguoi)<w><w> (?:duoi (?:ham|cong"
        "|gieng)|trong (?:bao|vali|kho)|bo bao)|thay xac|cho xac|tim thay xac|xac ca chuc", "dot nha|chay nguyen <num>|(?:thuoc no|"
        "dinh no)<w> cau",
        "bi (?:thu tieu|giet hai|moc noi tang|mo lay)",
        r"(?:dam|chem|ban|danh|giet)(?: \w+){0,2} (?:chet|chat tay|dut)|chat tay|chem (?:tre|con nit|nguoi|hoc sinh)|danh bom|(?:cam|vac|"
        r"xach) (?:dao|sung|ma tau)(?: \w+){0,2} (?:chem|ban|dam|xong|vao)|ban (?:chet )?\d+ (?:ong|nguoi|tai xe)|cuop co sung",
        "giet nguoi (?:hang loat|cuop)|ke giet nguoi<w> (?:ve|dang|con)",
    ),
    "event.fight": (
        "(?:giang ho|bang|bang nhom|2 bang|hai bang|hai ben|2 ben|nhom|phe)<w><w><w> (?:danh|chem|xu|thanh toan|hon chien)(?: nhau)?",
        "hen (?:danh|chem|xu|dam)|thanh toan nhau|chem nhau", "(?:cam|mang|xach|vac) (?:phong lon|ma tau|sung|hang nong|kiem)",
        "cuop pha|bao loan|dap pha (?:cho|cua hang|tru so|xe)",
        r"(?:vo|keo|den|ve) \d+ (?:tay dao|nguoi|xe|thang)(?: \w+){0,3} (?:dao|ma tau|sung|hang nong)?|tay dao ma tau|hen (?:thanh toan|"
        r"xu nhau)|200 tay dao",
        r"(?:bang|giang ho)(?: \w+){0,3} hen(?: nhau)?(?: \w+)? (?:ban|chem|danh)",
    ),
    "event.robbed": (
        "(?:gia|gia lam|gia danh) (?:giao hang|shipper|ban gas|nhan vien|tho|dien luc|y te|thu tien|an xin|ban hang|"
        "cuu thuong)|gia cong an", "(?:shipper|xe cuu thuong|nhan vien|nguoi ban gas|tho|giao hang) gia",
        "khoang sach|dap dau|cuop (?:tiem|xe|nha|giat|sach)|di dao|vao nha (?:xit|cuop)|loi vao bui|chan xe cuop",
        r"cong an gia|gia (?:tiep thi|shipper|cong an|y te)|lot sach|(?:giat|cuop)(?: \w+)? (?:xe|vang|day chuyen)|(?:trom cho|"
        r"cuop) (?:co|ban) sung|nhom nguoi gia",
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
    "event.taken": "trọn|tròn|bắt (?:hs|học sinh|trẻ em|con nít) (?:phải|ngồi|học)|bát cốc|bật|bạt|bé mẹ|mắt|mặt|mật|bé bự|du lịch|"
    "dù |dự |đủ|"
    "bán |bận |bàn |bạn |bản |bắt đầu|lời|lỗi|mế|chợ|chờ|chó |"
    "chỗ",
    "event.drugged": "nơi |nổi |thân|mặt|mắt|mẹ |tăng|tầng|bán than|bạn thân|bản thân|thần|thận trọng|cọ |cô |chỉ kim|hóa đơn|bố |bộ ",
    "event.slain": "xác (?:nhận|minh|định|suất)|sát nhập|bạn|bàn|bản|bán|đạm|dăm|đậm|đầm|chắt|chất|đăng|nở|nợ|thay xác",
    "event.fight": "bằng|đánh giá|xứ|xử lý|xử phạt|bạn |bàn |bán |bản |đám",
    "event.robbed": "giặt|giá |già |đi đạo|giả bộ",
    "event.leak": "khi đọc|bọn|bón|bốn|rõ|rổ|rỗ|khó|nợ|nở",
}
BAR = "-calm.found|illness.vaccine"
PUSH = "secrecy|hush|share|spread|flight|denial"
WHEN = (
    ("event.taken|event.drugged", PUSH, BAR),
    ("event.taken|event.drugged|event.slain", "alarm|witness|fresh", "toll|flight|secrecy|hush|denial", BAR),
    ("event.slain|event.robbed", PUSH, "toll|witness|fresh", BAR),
    ("event.fight|event.leak", "flight|secrecy|hush|denial", BAR),
    ("event.drugged", "toll|witness", BAR),
    (
        "event.taken|event.drugged|event.slain|event.fight|event.robbed",
        "hush|secrecy|spread.wide|share",
        "fresh|toll|witness|flight|alarm",
        BAR,
    ),
    ("event.slain|event.fight|event.robbed", "hush|secrecy.hidden", BAR),
    ("event.slain|event.fight|event.robbed|event.taken", "flight.run", "fresh|toll|witness", BAR),
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
    return meet(sight, WHEN) if sight.has("event") else ()
