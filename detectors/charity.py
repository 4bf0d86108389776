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
VERSION = "4"

CUES = {
    "need.case": (
        r"vung sau|cha duong|liet giuong|dot tu|gieng nuoc|ban lang|phung vieng|mang nguoi|khong ai nuoi|sang mai mo|mo ma thieu",
        r"sinh non|long kinh|hon me|bang huyet|don vi mau|xet nghiem va|bi bo (?:o|truoc|ngoai)|om nhach|chet (?:chay|chim|het)|chim "
        r"(?:het|thuyen|ghe)|gap (?:bao|nan)", r"ngu gam cau|nhin doi|chet doi|bi bo doi|bo doi|suat com|com 0 dong|bua an|bep an|nhat "
        r"rac|nhat phe lieu|bai nao|sap bi duoi|thi hai|qua doi|dua(?: \w+){0,2} ve nuoc", r"hoa chat|phau thuat|mo mat|phung dieu|"
        r"(?:cha|ba|me|bo|chong|vo)(?: \w+){0,2} (?:moi mat|mat som|vua mat|bo roi)|con (?:trai|gai)? ?(?:em|toi) (?:bi|sinh|mac|can|mo)",
        r"benh nhan ngheo|nguoi ngheo|ngu dan|khong con (?:dong nao|gi)|khong xoay (?:duoc|noi)|tui nho|me bau|cac em|lo (?:hoa chat|"
        r"vien phi|tien thuoc)", "(?:be|chau|con|cu|ong|ba|me|gia dinh|tre|benh nhi|em)<w><w> (?:ung thu|benh|bong|mo tim|cho mo|nguy "
        "kich|cap cuu|mo coi|hap hoi|bai nao|tai nan|neo don|u nao|viem|suy|dang nam|hiem ngheo|kho khan|tan tat|teo|ghep|dau tim|chay "
        "chet|chet|qua doi|mat som|mat hoi)",
        "(?:mo coi|neo don|hiem ngheo|nguy kich|hap hoi|hoan canh|cuc kho|khon kho|ngheo kho|khong noi nuong tua|co cuc)",
        "cap cuu|hoi suc|mo gap|cho mo|mo tim|ghep (?:gan|than|tuy|da)|rut ong|may tho|phong hoi suc|phau thuat|truyen mau",
        "cuu (?:be|con|chau|lay|giup|em|me|song|cun|meo|lu)", "thi the|tien hom|quan tai|chi phi mai tang|mat mat|chet chay",
        "chuoc|doi <money><w> moi tha|bi ban (?:sang|qua)|bi (?:dua|bat|lua) (?:sang|qua)",
        "vung (?:lu|cao|sau|ngap|bao)|bao lut|bao lu|con lu|lu (?:lut|du|quet)|sat lo|lu cuon|dong bao",
        "xay (?:cau|truong|nha|phong hoc|diem truong)|ao am|nha nhan ai",
        "tre (?:em )?(?:ngheo|vung cao|mo coi)|em nho|nguoi gia|cu gia|mai am",
        "(?:cho|meo|cun|cho meo) (?:cuu ho|bi bo|hoang)|tram cuu ho|bo roi|xe can|chem lia",
        "vien phi|tien (?:thuoc|vien|mo|sua cho be|com cho)", "benh tim bam sinh|bong (?:nang|xang|nuoc)|chan thuong|so nao|u nao|giai "
        "doan cuoi|suy than|viem co tim|ung thu|benh nang|bai liet|mu loa",
        "bi tai nan|chay nha|mat het|nam vien|nam mot cho|cuu tro|ba me mat|cha me mat|mat tich|nhat ve chai|ban ve so",
        "can (?:them )?<money> (?:chuoc|mo|de|chua|truoc)|thieu(?: dung)? <money>|con no <money>|no <money>",
        "(?:khong|ko|k) (?:co tien|du tien|nguoi than|noi nuong tua|con gi an|ba con than)",
        "het (?:tien|duong|cach|sach|thuc an|gao|sua)", "nha (?:ban het|khong con|ngheo)|gia dinh<w> (?:kho khan|ngheo)|gd (?:kho khan|"
        "ngheo)|bua com cho|cho be|cho chau|be nay|gia dinh be",
        "hy sinh|vo (?:dai|tre)<w> con tho|mat (?:dem|hom) qua|gap nan|bi nan|(?:khong|ko|k|chua) co (?:ao am|gao|sua|cho o|tien mo)|"
        "chet ret|troi (?:het|sach|nha)|nha<w> (?:chay|sap|troi)|bi xe (?:tong|can)|trang tay",
        "(?:nam|dieu tri|o) (?:hoi suc|vien|benh vien)|co hoi song|ho ngheo|tre (?:vung cao|em vung cao|mien nui)|benh nhi|"
        "thuoc<w> <money>|vien phi|nuoi (?:chau|con)<w> (?:bai|liet|te|tan tat|benh)|thi hai",
        "tim bam sinh|u nguyen bao|suy than|chay than|nguoi nghe?o|nha ngheo|chay chung cu|nan nhan vu chay|khong nguoi than|"
        "dang cap cuu|cho meo<w> (?:cuu ho|nam vien)|bi nan",
        "chet duoi|teo co|nhiem trung|ban lo mo|sap bi ban|tang le|phung dieu|cuu tro|mo tim",
    ),
    "appeal.alms": (
        r"mong(?: \w+){0,3} (?:thuong|giup|ung ho|chia se)|thuong giup|giup (?:em|cu|be|tui|chau|me|do)(?: \w+)?|xin tai tro|moi suat|ai "
        r"co tam|chut long|co them hy vong|gom giup|lap quy", r"(?:moi|mot) (?:anh chi|nguoi|phan|suat|nha)(?: \w+){0,3} <money>|xin "
        r"(?:it|chut) tien|can (?:them |gap )?<money>|con thieu <money>",
        "(?:ung ho|quyen gop|donate|gop tien|tu thien|cuu giup|hao tam|manh thuong quan|long hao tam|nha hao tam|thien nguyen|gay quy)",
        "xin (?:moi nguoi|cong dong|ca nha|co chu|ba con|cac|cuu|giup|anh chi|chia se|mot|it|nguoi|co bac)|dang tay|chung tay|giup suc",
        r"moi (?:nguoi|ban|ng|nha) (?:giup |gop |ung ho |cho )?(?:<money>|\d+|mot|it|chut|vai|nam chuc)", "(?:lay|quy|cui|chap tay|"
        "van)(?: lay)? (?:lay|xin|cau|dau|ca nha|cong dong|co bac)<w> ?(?:ca nha|cong dong|moi nguoi|moi tam long|cam ta)?",
        "(?:moi|tung) tam long|tam long vang|thien tam|(?:ai|nguoi) co long|it long nhieu long|mo long|keu goi (?:giup|quyen|ung|khan|"
        "moi|nha)", "bao nhieu (?:cung|tuy)|it nhieu|chut (?:dinh|long|it)|it tien|vai (?:dong|chuc)|it dong|mot chut|mot it",
        "(?:gui|goi|chuyen|ck)<w> (?:cho |giup |gium |ve |vao |den )?(?:be|chau|gia dinh|em|tui|o|minh|me|con|it|chut|vai)",
        r"\d+ ?(?:k|ngan|nghin)<w> (?:cung|la|thoi|mot|=)|\d+k \d+k", "1 share|mot share", "nho (?:cong dong|moi nguoi|ca nha)",
        "tien (?:xay|ung ho)|gui qua", "xin (?:moi|tung) nguoi|cau xin|xin cuu|keu cuu|cau cuu",
        "giup do (?:em|be|chau|gia dinh|minh|tui|me con)", "(?:xin|mong|nho)<w> giup do",
        "(?:giup|cuu)<w> (?:em|be|chau|con|chi|me|tui|gia dinh|cu|ong|ba|nguoi|t)<w>",
        "(?:xin|mong|nho|cau xin)<w> (?:giup|cuu|ung ho|thuong|dang)", "gop (?:mot|chut|it|suc|qua|them|<money>)|muon gop",
        "(?:bac|ba con|co chu|ai|chu|nguoi|cac bac)<w> (?:mo )?thuong (?:thi|chau|be|xin|giup)|(?:cho|xin)<w> (?:muon|moi nguoi)<w> "
        "?<money>", "<money> = |mot bua com|mot phan qua",
        r"gom tien|cho (?:em|be|con|chau|cac con)(?: \w+){0,2} co hoi|xin it|long thanh|chut (?:am long|tam)|hoc bong|"
        r"ung ho(?: \w+){0,3} qua|cuu (?:may|cac|nhung) be|\d+ suat (?:qua|hoc bong)|dong (?:tam ung|vien phi) (?:cho|"
        r"giup)",
        r"(?:giup|thuong)(?: \w+){0,2} (?:duoc )?bao nhieu|ai (?:giup|thuong|co long)|can (?:von|tien|mau va tien|gao)|chuyen (?:giup|"
        r"ho)|xin dung (?:luot|bo) qua|gui tien cho (?:minh|em|toi)",
        r"1 share ?=|can mau|moi (?:nguoi|ao|suat|phan)(?: \w+){0,3} (?:<money>|\d+k)|khan cap|ai co (?:dieu kien|tam)|ba con can|"
        r"cuu may be|giup voi",
        r"gom \d+ phan|xin dung bo qua|can <money> chuoc|gop (?:chut|it) tien|xin gui|moi phan <money>",
    ),
    "appeal.each": (
        "(?:xin|mong|chi can|gop|giup|muon)<w> (?:moi|mot|tung) (?:nguoi|ban|ng|nha)<w> (?:<money>|nam chuc|hai chuc|muoi ngan)",
        "moi nguoi (?:giup|cho|gop|ung ho)<w> ?<money>", "moi nguoi <money><w> (?:cung|thoi|la)",
        r"\d+ ?(?:k|ngan|nghin)(?: \w+)? cung (?:duoc|quy)|\d+k \d+k|\d+ ?k = ",
    ),
    "appeal.channel": (
        "(?:chuyen|ck|gui|goi|gop)(?: <w>)?<w> (?:ve|vao|vo|den|toi|thang|qua) (?:so|stk|tai khoan|tk|vi|cho|momo|em|tui)",
        "(?:stk|so tai khoan|tai khoan|tk|so)<w> (?:em|vo em|chi|co|chu|cau|bac|me|con|chau|truong (?:doan|nhom|ban)|ruot|o (?:bio|binh "
        "luan|duoi)|trong (?:anh|hinh)|duoi|ghim|cua)<w>",
        "so (?:trong|duoi|em ghim|ghim|nay) (?:anh|hinh)?|qr (?:o|trong|duoi) (?:anh|hinh|bai)",
        r"(?:so|stk|tk|tai khoan|khoan)?(?: \w+){0,3} \d{4} ?\d{4} ?\d{2,6}|stk|momo|zalo ?pay",
        "chuyen (?:tai khoan|thang|tien)<w>|chuyen khoan",
        "(?:nhan|giu|cam) (?:ho|thay|gium|giup)|dung ra (?:nhan|xin|keu)|dai dien nhan|dua (?:tan tay|tan noi|lai)|giao tan tay|mua gium",
        "(?:quet|qua) (?:ma )?qr|quet ma|vao vi|vi trang", "(?:nhan|ib|inbox)<w> (?:lay|gui|xin) (?:stk|so tai khoan|so)",
        "(?:chuyen|gui|goi)<w> (?:cho )?(?:em|o|tui|t|minh|con)<w> (?:phat|mua|dua|tien|it|chut|giup|lo)",
        r"(?:tk|stk|tai khoan|so)(?: \w+){0,3} (?:truong nhom|truong doan|nguoi dai dien|dai dien|admin|quan ly|chu nhiem|em trai|em gai|"
        r"nguoi nha|ca nhan)|gui (?:tien )?cho (?:em|minh|con|toi)|qr|vi dien tu",
    ),
    "secrecy.books": (
        "(?:khong|ko|k|chua|khoi|hong)<w><w> (?:cong khai|sao ke|dang sao ke|can cong khai|cong bo|co giay phep)",
        "khong (?:nhan )?(?:tai|o) tru so|(?:khong|ko|k) qua (?:don vi|ai|doan|mat tran|hoi|to chuc|phuong|xa)<w><w>",
        "dia chi<w><w> (?:giu kin|bao mat)|(?:hen|xin phep)<w><w> (?:sau|ngay ve|khat)|tien du<w><w>|du tui lam",
        "(?:doan|doi|cac doan|bao dai)<gap>(?:khong|chua) (?:toi|vao|kip|dua|tiep can)|doi duy nhat|chi gui<w> (?:duy nhat|so|vao)",
        "(?:dung|khong) (?:chuyen|gui|goi)<w><w> (?:so khac|so trong|cho khac|ai khac)",
    ),
    "proper.charity": (
        "(?:uy ban )?(?:mttq|mat tran(?: to quoc)?)|ban van dong|hoi chu thap do|chu thap do|phong cong tac xa hoi|hoi dong huong",
        "(?:toa soan|quy tu thien|quy bao|quy tam long|hoi bao tro)|niem yet|(?:sao ke|danh sach) (?:cong khai|niem yet|hang)|cong khai "
        "sao ke",
        "khong nhan tien(?: mat)?|nhan (?:gao|rau|quan ao|sach)|hop quyen gop|bien ban|da (?:giup|ung ho|xuat vien|nhan duoc)|xuat vien",
    ),
    "appeal.account": (
        r"(?:stk|so tai khoan|tk|tai khoan|momo|zalo ?pay|vi|so)(?: \w+){0,4} \d{4}[ .]?\d{3,4}[ .]?\d{2,6}|\d{4} \d{4} \d{2,6}|stk "
        r"(?:ghim|o|binh luan|duoi|dau|em|trong)|so tai khoan (?:em|o|duoi|nguoi|trong|chi|cua)", r"quet (?:ma|qr)|gui vao (?:so|tai "
        r"khoan|stk|vi)|chuyen (?:qua|vao|ve) (?:momo|so|tk|stk|vi)|nhan tien(?: \w+)? (?:thay|ho|roi|phung dieu)|(?:em|tui|minh|con|"
        r"t)(?: \w+)? (?:chuyen|dua|trao) tan tay|em nhan tien|tien chuyen thang",
    ),
    "appeal.purse": (
        r"(?:tk|stk|tai khoan|momo|so)(?: \w+){0,3} (?:truong nhom|truong doan|dai dien|admin|quan ly|chu nhiem|em trai|em gai|nguoi nha|"
        r"ban em|ca nhan|rieng|bac si|co|thay|chi|anh|chu|cua minh|cua em|cuoi bai|be|duoi)",
        "tai khoan ca nhan|stk|momo|zalo ?pay|ma qr|qua qr",
        "gui (?:tien )?cho (?:em|minh|con|toi)|gui (?:em|minh) (?:dong|mua|chuyen)",
        "(?:ve|cho|qua) (?:thu quy|truong nhom|tram|cau ruot|me no|me be)|tien ve (?:thu quy|chi|co)",
    ),
}  # fmt: skip
UNLIKE = {
    "appeal.purse": "sợ|sổ|sớ|số người|số trẻ",
    "need.case": "mở|mợ|cụ thể|con đường|bé nhà|bệnh viện|mát |chọ |chợ |ở|mặt |bỏng ngô|hết cách đây|bàn|nợ xấu|cho bệ",
    "appeal.alms": "lấy|gợi|mới|mọi người$|ủng hộ việc|hỗ trợ (?:kỹ|vay)|cùng đường|gọi|gởi lại|con đường|gói",
    "appeal.channel": "sợ|gọi|gói|sổ|sớ|cậu ấy|qua đời|cảm|cấm|nhắn hộ|chuyện|tài khoản của bạn|vị|vì|cố|cọ",
    "secrecy.books": "đời|đợi|đối|hẹn hò|dư (?:ra|dả)",
}  # fmt: skip
APART = "-prize.won|prize.free|hire.call|task|game|offer.lent|ease.loan|offer.invest|data.secret|reader.parent"
"""Other stories in which somebody asks for money."""

WHEN = (
    ("need.case", "appeal.account", "-proper|licit.deal|need.cheated", APART),
    ("need.case", "appeal.alms", "appeal.channel|appeal.purse|demand.account", "-proper|licit.deal", APART),
    ("need.case", "appeal.alms|appeal.channel", "secrecy.books", "contact|appeal|click", APART),
    ("need.case", "appeal.channel", "urgency|threat|share", "reader|contact", "-proper|licit.deal", APART),
    ("need.case", "appeal.alms", "urgency|share", "reader|absolute", "-proper|harm|remedy|refuse", APART),
    ("need.case", "appeal.each", "-proper", APART),
    ("appeal.alms", "appeal.channel", "urgency|share.please|secrecy.books|need|contact.private", "need", "-proper", APART),
)

LONG = 110
"""Syllables a story may take from the misery to the account."""

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
    return meet(sight, WHEN, LONG)
