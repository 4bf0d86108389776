"""Rumours of a disaster, an epidemic or an emergency order: a broken dam, a quake foretold to the minute, a lockdown nobody announced.

Whether it happened, was measured or was ordered stands in a record that anybody can look up.
Not meant: official forecasts and warnings, news with its source, calls for a boat or rice, what people say about how a flood was handled,
prayers.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.hearsay import N
from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "DISASTER"
HARM = 3
VERSION = "1"

CUES = {
    "event.flood": (
        "(?:vo|be|nut toac|sap) (?:de|dap|bo bao|ho chua|de bao)|(?:de|dap|bo bao|de bao)(?: thuong nguon| bao)?<w> (?:vo|be|nut toac|"
        "sap vo)",
        f"xa<w> (?:het|{N}|toan bo|trom)<w><w> cua|xa (?:het|trom)|song than|cot nuoc|sieu bao|bao (?:manh|lon) nhat|gio giat cap|"
        r"lon nhat (?:lich su|tram nam|tu truoc)|bao cap \d+|cap (?:18|19|2\d)|song cao <num>",
        "chon (?:nguyen|ca|song)<w> (?:lang|ban|xom)|(?:nui|doi)<w> sat<w> (?:xuong )?chon|cuon troi (?:ca|may) (?:chuc|tram|lang)",
    ),
    "event.water": (
        "(?:nuoc|lu)<w><w> (?:ngap|do ve|tran|cuon|dang)<w> (?:toi|lut|het|noc|mai|vao|ve|nha|ca|<num>)|ngap (?:toi|lut|het) (?:noc|mai|"
        "nha|ca)",
    ),
    "event.quake": (
        "dong dat|tran dong dat|rung chan<w>|tam chan|nui lua|dat nut toac|thien thach|tan the|vanh dai photon|ngay tan|toi tam|mua axit",
        r"\d(?:[.,]\d)? (?:do|do richter)(?: richter)?|(?:bao|phat xa) mat troi|sao choi<w> (?:roi|dam)|trai dat<w> (?:vao|ngung|dung)",
        "(?:phong xa|hat nhan|nguyen tu|buc xa)|i-?ot|may doc|khi doc|mua doc|(?:nha may|kho)<w><w> no|hoa chat<w> (?:no|ro|bay|tran)",
        "phun<w> (?:hoa chat|thuoc|khu khuan|khu trung|virus)<w>|(?:may bay|truc thang)<w><w><w> (?:phun|rai)|(?:phun|"
        "rai)<w><w><w> (?:may bay|"
        "truc thang)", "sap (?:het|do)<w> (?:nha|chung cu|cao tang)|chung cu<w><w><w><w> (?:do|sap)",
    ),
    "event.plague": (
        "dich (?:la|moi|hach|benh la|bi an)|benh (?:la|dich la)|(?:sot|cum|virus|ho|viem) (?:la|moi|bi an|tu than)|chung (?:lai|moi|"
        "la|bien)",
        "(?:chung|bien the) (?:moi|lai)|heo dich|phoi trang|het cho (?:de xac|nam|chua)|xac<w><w> (?:container|chat dong|ban dem)|"
        "thi the<w> cho",
        "ca (?:la|sot la|dau tien|tu vong)|(?:lai|sap|mai la|bat dau) co dich|dich<w> (?:bung|lan|ve|tran|xuat hien)",
    ),
    "event.order": (
        "(?:co |ra )?lenh (?:phong toa|di tan|so tan|gioi nghiem|dong cua|cach ly|cam ra)|phong toa<w><w> (?:thanh pho|quan|khu|tinh|"
        "huyen|xa|"
        f"{N}|toan|ca)|(?:di tan|so tan) (?:ca|toan|khan|het|gap|ngay)<w>|cach ly (?:toan|ca)|gioi nghiem",
        "cat (?:dien|nuoc)<w><w> <num> ngay|dong cua (?:het|toan bo|cho|truong)|(?:cho|sieu thi|truong)<w><w> dong cua",
    ),
    "event.lost": (
        f"(?:chet|mat tich|troi|vui|chon|ket)<w> (?:het|sach|ca|hang|nguyen) (?:doan|lang|xom|nha|ban|tram|chuc|{N})",
        "chet troi|chet la liet|tau<w> mat lien lac|tim thay xac|xac troi|nguoi chet<w> (?:troi|nam|day|trang)",
    ),
    "event.omen": (
        "(?:gieng|dat|giun|ca|cho|chim|may|ran|nuoc song|kien)<w><w><w> (?:soi|nong ran|chui|tru|dat bo|bay loan|vet|do au|mau do|"
        "bo len|keu)",
        "(?:la|co) diem|dau hieu (?:dong dat|song than|tan the)",
    ),
    "calm.gauge": (
        r"luu luong|m3|quy trinh|ap thap nhiet doi|cong dien|phuong cham|usgs|co quan chuc nang|dien tap|canh bao lu|bao dong [123]|"
        "du bao (?:trong|thoi tiet|khi tuong|thuy van)|tam giac|ban tin (?:du bao|thoi tiet)|cuu ho (?:moi|da|dang)|vat ly dia cau",
    ),
}  # fmt: skip
UNLIKE = {
    "event.water": "nước (?:ta|mình|ngoài)|đất nước",
    "event.flood": "vợ|vỏ|vở|vô |bé|bệ|để|đẻ|đề|dễ|dê|hổ|đạp|đắp|xã |nước (?:ta|mình|ngoài)|cáp",
    "event.quake": "khi đọc|khi độc thân|mấy đọc|đông đất|rung chân|nở|nợ|sập hết hàng|độc quyền|tối tăm mặt",
    "event.plague": "dịch là|bệnh là|là |mời|mọi|hàng lạ|hóa|ho mới|họ |cá |cả |phổi trắng răng|ca mới|dịch vụ|dịch thuật|phiên dịch",
    "event.order": "đóng cửa hàng",
    "event.lost": "chết đói|trôi qua|trời|kết|kệt",
    "event.omen": "chờ|chợ|chỗ|cá nhân|điểm|mày|mây trắng",
}
BAR = "-calm.gauge|illness.vaccine"
TOLD = "event.flood|event.quake|event.plague|event.order|event.lost"
PUSH = "secrecy|hush|share|spread|denial"
WHEN = (
    (TOLD, PUSH, BAR),
    (TOLD, "flight", BAR),
    (TOLD, "alarm|witness", "toll|absolute|flight|fresh", BAR),
    ("event.water", "flight|secrecy|hush|denial", "alarm|witness|flight|secrecy|hush|denial|toll", BAR),
    ("event.omen", "event.quake|event.flood|event.plague|event.order", "flight|witness|secrecy|hush"),
)

CATCHES = (
    "Vỡ đập thượng nguồn rồi, nước cao 5 mét đang tràn về, bà con chạy ngay lên đồi, đài không dám đưa tin",
    "dem nay dong dat 8 do o thanh pho minh, chuyen gia bao roi, ra san ngu het di",
    "Dịch lạ đã có 20 người chết ở khu trọ, bệnh viện bị cấm nói, mua thuốc trữ ngay đi mọi người",
)
IGNORES = (
    "Đài khí tượng dự báo từ đêm nay mưa to, bà con vùng trũng chủ động kê đồ",
    "Nhà em nước rút rồi, cảm ơn đoàn cứu hộ đã vào tận nơi",
    "Mong huyện xem lại cách báo lũ, năm nào dân cũng chạy không kịp",
    "Cầu trời cho miền Trung qua cơn bão, nam mô A Di Đà Phật",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN) if sight.has("event") else ()
