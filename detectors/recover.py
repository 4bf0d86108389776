"""The second fraud on the defrauded: strangers who promise to get lost money back, for a fee, a code or a look into the bank app.

Not meant: advice to go to the police and the bank, victims who tell their story, questions, warnings.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "RECOVER"
HARM = 3
VERSION = "2"

CUES = {
    "offer.recover": (
        "(?:lay|doi|thu hoi|khoi phuc|hoan|tra|dua|rut|truy|cuu)<w> (?:lai )?(?:tien|so tien|tai san|von|goc)<w> ?(?:bi lua|lua dao|"
        "treo|ket|mat|da mat|cho|ve|lai|duoc)?", r"(?:lay|doi|thu hoi) (?:lai )?(?:duoc )?(?:tien|gan het|gan du|hon nua|\d+)",
        "(?:tien|vi) (?:bi )?(?:treo|ket|lua|scam|khoa|dong bang)", "truy (?:vet|tim|xuat)(?: <w>)?",
        "hoan tien (?:cho|nan nhan|trong|bi|lua|qua)", "thu hoi (?:tien|tai san|von|no)", "boi thuong (?:nan nhan|thiet hai|cho)",
        "ho so hoan tien|lenh (?:hoan|rut)", "cuu ho tai chinh|tro giup nan nhan|quy boi thuong",
        "chuyen gia (?:it|cong nghe|an ninh|bao mat|thu hoi)|doi it|hacker|dan it|ky thuat vien|mu trang",
        "danh sap|xam nhap may chu|vao thang may chu|blockchain", "cong (?:ly so|tiep nhan|ho tro nan nhan)",
        "tra lai (?:duoc )?(?:gan|hon|du|tien)", "luat su",
    ),
    "need.cheated": (
        "(?:ai|ban nao|nan nhan|nguoi|ba con|anh chi|nhung ai|ac nao)<w> (?:bi|da bi|tung bi|dang bi|lo bi|mac)<w> ?(?:lua|gat|treo|"
        "scam|mat|ket|khoa)", "(?:tung|da|cung|truoc)<w> bi (?:lua|gat|scam|mat)", "nan nhan", "(?:bi|mat) (?:tien|von) (?:o|vao|cho|qua)",
        "cung canh(?: ngo)?", "mac lua", "lua (?:dao|san|coc|cong tac vien|dau tu)",
        "ket lenh|khong rut duoc|bao sai tai khoan|nap them moi cho rut", "so tien (?:bi lua|thiet hai|da mat)",
        r"bi (?:lua|gat|scam|mat tien)(?: \w+)?",
    ),
    "need.stuck": (r"bi (?:treo|ket|khoa|dinh)(?: \w+)?",),
}  # fmt: skip
UNLIKE = {
    "offer.recover": "trà |trá|luật sư đoàn|lây|lẫy|đội|đời|hoàn thành|đưa tiền|trả tiền cho",
    "need.cheated": "lựa|lửa|lúa|^ai bị giống",
}
WHEN = (
    ("offer.recover", "need.cheated|need.stuck", "contact|click|demand|data|absolute|urgency", "-proper.notice"),
    ("offer.recover", "need.cheated|need.stuck", "reader", "-proper"),
    ("offer.recover", "demand.fee", "data|click|contact|urgency"),
)

CATCHES = (
    "Ai bị lừa đầu tư liên hệ em, đội IT truy vết lấy lại tiền trong 2 giờ, xong mới thu phí",
    "Nạn nhân bị treo tiền trên sàn nhắn Zalo 0900 000 000, cam kết thu hồi tiền 100%",
    "Quỹ bồi thường nạn nhân lừa đảo: đăng ký tại hoantien.example, lệ phí 500k",
)
IGNORES = (
    "Bị lừa thì ra công an trình báo và gọi ngân hàng khóa thẻ",
    "Em lấy lại tiền thừa ở quán rồi nha chị",
    "Luật sư bào chữa cho bị cáo tại phiên tòa",
    "Em bị lừa mất 5 triệu, buồn quá",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
