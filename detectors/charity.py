"""False appeals: a moving case, no hospital or local authority to ask, and money to a private account.

Not meant: Fronts, funds and hospitals with public accounts, thanks, views on charity, warnings.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "CHARITY"
HARM = 2
VERSION = "2"

CUES = {
    "need.case": (
        "(?:be|chau|em be|con|cu|ong|ba|me|bo|chi|anh|gia dinh|dua be|tre|benh nhi)<w><w> (?:ung thu|benh|bong|mo|mo tim|nguy kich|"
        "cap cuu|mo coi|hap hoi|bai nao|tai nan|neo don|u nao|viem|suy|dang nam|hiem ngheo|kho khan|tan tat)",
        "(?:mo coi|neo don|hiem ngheo|nguy kich|hap hoi|hoan canh|cuc kho|khon kho)",
        "cap cuu|hoi suc|mo gap|mo tim|ghep (?:gan|than|tuy)|rut ong|may tho|phong hoi suc", "cuu (?:be|con|chau|lay|giup|em|me|song)",
        "thi the|tien hom|chi phi mai tang|mat mat", "chuoc (?:ve|nguoi|con)", "vung (?:lu|cao|sau|ngap|bao)|bao lut|lu lut|sat lo",
        "xay (?:cau|truong|nha|phong hoc)", "tre (?:em )?(?:ngheo|vung cao|mo coi)|nguoi gia|cu gia",
        "cho meo cuu ho|tram cuu ho|cho (?:bi bo|hoang)", "vien phi|tien (?:thuoc|vien|mo)", "mo tim|benh tim bam sinh|bong nang",
        "can <money> (?:chuoc|mo|de|chua)", "bi (?:dua|bat|lua) sang",
        "(?:ung thu|benh nang|bai liet|mu loa|bi tai nan|chay nha|mat het|nam vien|nam mot cho|suy than|viem co tim|nguy kich|cuu tro)",
        "(?:khong|ko|k) (?:co tien|du tien|nguoi than|noi nuong tua|con gi an)", "het (?:tien|duong|cach)",
    ),
    "appeal.alms": (
        "(?:ung ho|quyen gop|donate|gop tien|phat tam|tu thien|cung duong|cuu giup|hao tam|manh thuong quan|long hao tam|nha hao tam)",
        "xin (?:moi nguoi|cong dong|ca nha|co chu|ba con|cac|cuu|giup|anh chi|chia se|mot|it|nguoi)",
        r"moi (?:nguoi|ban|ng) (?:giup |gop |ung ho |cho )?(?:<money>|\d+|mot|it|chut|vai)",
        "(?:lay|quy|cui|chap tay|van) (?:lay|xin|cau|dau)<w> ?(?:ca nha|cong dong|moi nguoi|moi tam long|cam ta)?",
        "long hao tam|tam long vang|thien tam|ai co long|it long nhieu long", "bao nhieu (?:cung|tuy)",
        "(?:gui|goi|chuyen|ck)<w> (?:cho |giup |ve |vao |den )?(?:be|chau|gia dinh|em|tui|o|minh|me|so|stk|tai khoan)",
        r"\d+ ?(?:k|ngan|nghin)<w> (?:cung|la|thoi|mot)", "1 share|mot share", "nho (?:cong dong|moi nguoi|ca nha)",
        "tien (?:mua|xay|ung ho)", "xin (?:moi|tung) nguoi", "giup do (?:em|be|chau|gia dinh|minh|tui|me con)",
        "(?:xin|mong|nho)<w> giup do", "(?:giup|cuu)<w> (?:em|be|chau|con|chi|me|tui|gia dinh|cu|ong|ba|nguoi)<w>",
        "(?:xin|mong|nho|cau xin)<w> (?:giup|cuu|ung ho|thuong)", "chuyen (?:thang|ve|vao|giup|khoan)", "gui (?:ve|vao|cho|giup|tien)",
        "gop (?:mot|chut|it|suc|qua|them)",
    ),
    "appeal.each": (
        "(?:xin|mong|chi can|gop|giup)<w> (?:moi|mot|tung) (?:nguoi|ban|ng)<w> <money>", "moi nguoi (?:giup|cho|gop|ung ho)<w> ?<money>",
        "moi nguoi <money><w> (?:cung|thoi|la)", r"\d+ ?(?:k|ngan|nghin) cung (?:duoc|quy)",
    ),
}  # fmt: skip
UNLIKE = {
    "need.case": "mở|mợ|cụ thể|con đường|bé nhà|bệnh viện|mát",
    "appeal.alms": "lấy|gợi|mới|mọi người$|ủng hộ việc|hỗ trợ (?:kỹ|vay)|cùng đường",
}  # fmt: skip
WHEN = (
    ("need.case", "appeal.alms", "demand.account|data.papers|click.site|click.link", "-proper"),
    ("need.case", "appeal.alms", "contact.private|demand.deposit|demand.topup", "share|urgency|absolute|reader", "-proper"),
    ("need.case", "appeal.alms", "urgency|share", "reader|absolute", "-proper"),
    ("need.case", "appeal.each", "-proper"),
    ("need.case", "appeal.alms", "prize.money|promise", "share|urgency|contact", "demand|click|data|contact.phone", "-proper"),
    ("appeal.alms", "demand.account", "need|urgency|share", "-proper"),
)

CATCHES = (
    "Bé 2 tuổi ung thư máu đang cấp cứu, xin mỗi người 20k cứu bé, STK 0000 1111 2222",
    "Cụ già neo đơn bệnh nặng, xin bà con giúp đỡ, gửi về số tài khoản cháu ruột 0000 1111 2222",
    "Cứu lấy bé với cả nhà ơi, bé mồ côi nguy kịch, mỗi người 10k, STK 0000 1111 2222",
)
IGNORES = (
    "Hội Chữ thập đỏ nhận ủng hộ tại trụ sở, sao kê công khai",
    "Thương quá, chúc bé mau khỏe",
    "Làm từ thiện thì nên sao kê",
    "Con em mổ xong rồi, cảm ơn mọi người",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
