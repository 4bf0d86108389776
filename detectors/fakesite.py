"""Links to a site that passes for somebody else's, or that public lists report as a scam: bait under other people's posts mostly.

Not meant: the organisation's own site, a reader's doubt about a link, warnings that quote it, a link that is merely long or shortened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "IMPERS"
HARM = 2
VERSION = "1"

CUES: Mapping[str, Sequence[str]] = {
    "bait.look": (
        "(?:xem|coi|doc|nghe)<w> (?:full|chi tiet|tiep|ngay|them|video|clip|tai day|o day|het|day du|hinh anh|truc tiep|tron bo|nhanh|"
        "toan bo|link|roi nguoi|anh)", "(?:video|clip|camera|hinh anh|anh|doan|tin|nguon)<w> (?:full|nong|hot|day|moi nhat|ghi lai|o day)",
        "(?:chi tiet|full|cu the|nguon|clip|video|link) ?(?:o day|tai day|duoi|:|=|-)", "cho ai chua xem|ai chua xem|truoc khi bi xoa",
        "(?:hien truong|khoanh khac|ro nguoi|ron nguoi|thuong tam|soc|ngo ngang|he lo|boc phot|lo clip|quay len)",
    ),
}  # fmt: skip
"""What lures a reader to a link with a story."""

WHEN = (
    ("listed.scam|fake", "click"),
    ("listed.scam|fake", "bait"),
    ("listed.scam", "fake"),
    ("listed.scam|fake", "data|demand|prize|threat|promise|contact"),
)

CATCHES = (
    "Xem video mà rợn người, cho ai chưa xem => https://facebook.com/l.php?u=https://mobile-facebook.example.vnexpress.net.tin-hot.top/xem",
    "Vietcombank thông báo: mời anh chị vào vietcombank-xacthuc.top để cập nhật",
    "Khoảnh khắc kinh hoàng ở cầu sáng nay, ai yếu tim đừng coi https://vnexpress-24h.live/cau",
)
IGNORES = (
    "Xem chi tiết tại https://vnexpress.net/thoi-su",
    "Cảnh báo: tên miền vietcombank-xacthuc.top là giả mạo, người dân tuyệt đối không bấm vào đường dẫn https://vietcombank-xacthuc.top",
    "Mọi người cho hỏi trang https://vietcombank-xacthuc.top này có thật không ạ?",
    "Làm thủ tục tại https://dichvucong.gov.vn nhé bà con",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
