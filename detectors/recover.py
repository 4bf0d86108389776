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
VERSION = "4"

CUES = {
    "offer.recover": (
        r"(?:doi|lay|rut|thu hoi|truy hoi|khoi phuc|boi hoan|hoan)(?: lai)?(?: \w+)? (?:tien (?:coc|mua|mat|lua|bi|thang)|vi dien tu|tai "
        r"san|cong no|tien ma hoa|lai tien)", r"(?:con |van |co nguoi )?(?:doi|lay|rut) (?:lai )?duoc|(?:lay|rut|doi) (?:ve|lai)(?: "
        r"\w+)? (?:duoc|gan het|cho)|dao lenh|bat no(?: \w+)? (?:nha|tra)|boi hoan|truy hoi", r"(?:nhan|hoan|co|tra) (?:lai )?(?:tien|"
        r"<money>)(?: \w+){0,2} (?:roi|sau|dot|trong|day)|duyet hoan tien|hack lai|lay lai (?:zalo|fb|facebook|nick|acc)",
        "(?:lay|doi|thu hoi|khoi phuc|hoan|hoan tra|dua|rut|truy|cuu)<w> (?:lai )?(?:tien|so tien|tai san|von|goc)<w> ?(?:bi lua|lua dao|"
        "treo|ket|mat|da mat|ve|lai|duoc|bi hai|nan nhan)",
        r"(?:lay|doi|thu hoi|rut|khoi phuc|hoan|dua) (?:lai |ve )?tien(?: \w+)? (?:bi|cho|gium|giup|trong)",
        r"(?:lay|doi|thu hoi|rut|khieu nai|lay) (?:lai|ve) (?:duoc|dc|gium|giup|cho|het|du|tien|gan|hon|<money>|\d+)",
        r"(?:lay|doi|thu hoi) lai (?:duoc )?(?:tien|gan het|gan du|hon nua|\d+ ?%|100)|(?:doi|thu hoi) tien",
        "(?:da|muon|may|chi|cach)<w><w> (?:lay|rut) (?:lai|duoc|dc)", "(?:lay|rut) (?:duoc|dc) tien",
        "(?:lay|rut|doi) (?:gium|giup|ho)<w> (?:lai|ve|cho)", "(?:tien|vi) (?:bi )?(?:treo|ket|lua|scam|khoa|dong bang)",
        "hoan tien (?:cho|nan nhan|trong|bi|lua|qua)|hoan (?:tra|lai)<w> tai san",
        r"thu hoi (?:tien|tai san|von|no|\d)|nhan thu hoi|thuhoi|hoantien", "boi thuong (?:nan nhan|thiet hai|cho)",
        "ho so hoan tien|lenh (?:hoan|rut|chi tra)|(?:mo|chan|khoa) lenh", "dot chi tra|chi tra (?:dot|thu|lai|cho)",
        "(?:ho|ben do|ben nay|anh ay|anh nay|ong ay|ong|co ay)<w> (?:moi|vua|da|lay) (?:tra|hoan|lay|rut|ve)",
        "(?:tra|hoan) lai (?:duoc )?(?:gan|hon|du|tien)", "nhan lai (?:duoc )?(?:so )?(?:tien|tai san|<money>|du|gan)",
        "doi (?:no )?(?:san|tien (?:bi|coc|cuoc|lua|scam|san))", "dua tien ve|lay ve cho",
        "(?:bao )?hoan (?:acc|nick|tien|100%|du)|duoc (?:hoan|tra) (?:lai|tien|100)", "tien ve (?:trong|vi|tai khoan)",
        "(?:mo khoa|go) (?:tai khoan|tien|lenh)<w> bi (?:treo|ket|khoa|dong bang)|rut tien bi ket", "tra soat (?:gium|ho|giup)",
        r"(?:keo|tim|dua|lay|go|rut|doi)<w> (?:tien |von |lenh |lai )?(?:ve|ra|lai) (?:duoc|dc)|ve (?:duoc|dc) (?:<money>|\d+)|(?:keo|"
        r"dua) tien ve",
        "go (?:lai )?(?:lenh|von|tien|tai khoan)|duong lay (?:ve|lai)|dao (?:lai )?(?:giao dich|lenh)|khoa (?:luong|dong) tien|"
        "chan (?:duoc|dc) (?:tk|tai khoan|lenh)",
        "(?:ca|vu) nao (?:cung|duoi)<gap>xu|xu (?:duoc|dc) het|xu (?:may|ca)<w> ca|doi tap the|gom ho so doi|boi hoan|(?:da|"
        "vua) nhan (?:lai|du) <money>|ben (?:kia|do|no) (?:phai )?tra (?:het|lai|du)",
        "nha tien|duoc tra (?:du|het|lai)|hoan tra (?:cho|tien|lai)|duoc viec moi (?:nhan|lay|tra)|tien ve lien",
    ),
    "offer.helper": (
        r"doi phap ly|cong an mang|can bo nay|tham tu|luat su \w+|chuyen gia nuoc ngoai|co nguoi (?:doi|lay|giup)|(?:ben (?:minh|em)|"
        r"chuyen) (?:chuyen )?xu ly|em co (?:ban|nguoi) lam", r"trung tam (?:xu ly|ho tro|truy)(?: \w+){0,4}|he thong quoc gia|kiem tra "
        r"(?:mien phi|ho so|giup|xem)|check (?:mien phi|giup|ho so|xem)|kiem tra xem", "chuyen gia (?:it|cong nghe|an ninh|bao mat|thu "
        "hoi|mang)|doi (?:it|truy vet|thu hoi|ngu<w><w><w>|ky thuat|luat su)|hacker|dan it|lam it|mu trang|ky thuat vien|chu ky thuat|"
        "anh it", r"danh sap|xam nhap|hack vao|giai ma|truy (?:vet|dau|tim|xuat)(?: \w+)?|blockchain",
        "van phong (?:luat|tu van phap ly)|luat su|phong phap che|phap ly", "cong (?:ly so|tiep nhan|ho tro nan nhan)|cuu ho tai chinh",
        "(?:tro giup|ho tro|bao ve) (?:nan nhan|bi hai|nguoi tieu dung)|quy boi thuong",
        "tiep nhan<w> (?:ho so|don|phan anh|thong tin|khieu nai)", "to cong tac|lien minh|cuc an (?:toan|ninh)<w>",
        "(?:nho|gap|tim|thu nhan|nhan|kiem)<w> (?:anh|chu|ong|ben|doi|chi|co|cho)<w> (?:nay|ay|do|it|hacker|zalo|ky thuat|lay|giup)",
        "(?:anh|chu|ong|ben|doi|nguoi|cho) (?:nay|ay) ?(?:lay|chan|giup|co nguoi|lam|rut|uy tin|ong)|lam o ngan hang|co nguoi lay",
        r"(?:nho|may|quen|may quen|may duoc)<w> (?:mot |1 )?(?:anh|chi|ban|chu|ong|co|doi|trung tam|em)(?: \w+){0,3} (?:ben|an ninh|it|"
        r"mang|luat su|luat|ngan hang|truy|ho tro|nay)",
        "(?:bo phan|phong|ben) (?:tra soat|truy vet|ky thuat|phap che)|(?:team|nhom|doi) (?:em|minh|toi|it|ky thuat|truy)|(?:co|"
        "quen) (?:nguoi|moi) (?:ben|o) ngan hang",
        "(?:hop tac|phoi hop|lam viec)(?: truc tiep)? voi (?:interpol|ngan hang|canh sat|bo cong an|cuc)|ky su (?:it|cong nghe|phan mem)",
    ),
    "need.cheated": (
        r"(?:bi|da)(?: \w+){0,2} (?:lua|gat|quyt|danh cap|an tien|lua dao)|an tien|(?:bon|thang|ke|con|dua|vu) (?:do )?lua(?: dao)?|tien "
        r"(?:da |bi )mat|mat (?:tien|trang|<money>|\d+)|cung hoan canh",
        r"cac vu lua dao|khong nhan duoc hang|bi danh cap|tien dang nam o dau|so tien da mat", "(?:ai|ban nao|nan nhan|nguoi|ba con|anh "
        "chi|nhung ai|ac nao|ae|anh em)<w> (?:bi|da bi|tung bi|dang bi|lo bi|mac|dinh|tung mat|lo)<w> ?(?:lua|gat|treo|scam|mat|ket|khoa|"
        "quyt|san|tien|app)", "(?:tung|da|cung|truoc)<w> bi (?:lua|gat|scam|mat)", "nan nhan|bi hai|nguoi bi hai",
        "(?:bi|mat) (?:tien|von) (?:o|vao|cho|qua|tren|vi|trong)", "cung canh(?: ngo)?", "mac lua",
        "lua (?:dao|san|coc|cong tac vien|dau tu|ga)", "lua app|dinh san|san ao",
        "ket lenh|khong rut duoc|bao sai tai khoan|nap them moi cho rut", "so tien (?:bi lua|thiet hai|da mat|bi chiem)",
        r"bi (?:lua|gat|scam|mat tien|quyt|chiem doat|hack)(?: \w+)?", "(?:chuyen|ck|gui) nham", "mat (?:acc|nick)",
        "(?:bi|ban da|em|minh) mat (?:tien|<money>)",
        r"dinh (?:\w+ )?(?:san|app|bay|vo|qua lua)(?: (?:ma|ao|gia|lua))?|mat (?:trang|tron|sach|het|ca|luon)(?: \w+)? (?:<money>|\d+|"
        r"tien)|san (?:ma|ao|gia|sap)|sap san",
        "rut sach (?:the|tien|tai khoan)|tien mat roi|lo (?:chuyen|ck|coc|mat tien|nap)|(?:om|quyt|cuom)<w> (?:<money>|tien|coc|von)|"
        "than mat tien|(?:san|vi|app)<w> (?:khong|ko|k) rut",
        "bay (?:von|tien|sach)|lo (?:dua|gui) tien|mat tien (?:oan|qua mang)|thay doc lenh",
    ),
    "need.stuck": (
        r"bi (?:treo|ket|khoa|dinh)(?: \w+)?", "ket tien|tien ket|rut khong duoc|khong rut duoc",
    ),
    "demand.success": (
        r"thanh cong moi|(?:lay|doi|nhan) (?:lai )?duoc(?: \w+){0,2} moi (?:thu|lay|xin|tra|nhan)|xong (?:viec )?moi (?:thu|lay)|khong "
        r"thanh cong|khong lay (?:lai )?duoc(?: \w+){0,2} khong (?:thu|lay|mat)|phi sau|(?:khong|ko|k) (?:mat |ton |thu )?phi truoc|"
        r"phi(?: \w+)? \d+ ?%|moi (?:thu|lay) \d+ ?%|nop \d+ ?%",
    ),
}  # fmt: skip
UNLIKE = {
    "offer.recover": (
        "trà |trá|luật sư đoàn|lây|lẫy|đội|đời|hoàn thành|đưa tiền|trả tiền cho|truy cứu|đổi|đợi|dựa|hoàn đủ|ông đã|họ đã|tiến"
    ),
    "offer.helper": "đời|đợi|lâm|làm ít|kiếm|thử nhận|nhận|nhẫn|cổng (?:thông|dịch)|chợ|anh ít|tổ công tác xã|danh sắp",
    "need.cheated": "lựa|lửa|lúa|^ai bị giống|lừa ngựa|định|đình|đính|săn|sân|lỡ mất hẹn|mất bình|nhắm",
    "need.stuck": "bí |bì |định|đính",
}  # fmt: skip
WHEN = (
    ("demand.success", "offer.recover|offer.helper", "need.cheated|need.stuck|contact|demand", "-game|ease.loan|prize.won"),
    ("offer.recover|offer.helper", "need.cheated|need.stuck", "demand|data|click", "-game|prize.won|ease.loan"),
    ("offer.recover|offer.helper", "need.cheated|need.stuck", "contact|absolute|urgency", "-proper.notice|ease.loan"),
    ("offer.recover", "need.cheated|need.stuck", "reader", "-proper"),
    ("offer.recover", "offer.helper", "contact|click|demand|data", "-game|prize.won|ease.loan"),
    ("offer.recover", "demand.fee", "data|click|contact|urgency", "-game|prize|task|hire|ease.loan|offer.goods|proper"),
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
