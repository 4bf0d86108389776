"""Somebody speaks as a page, site, newspaper, shop, star, superior or relative that he is not, and wants money, a code or a login.

Not meant: shops that really moved their page, official addresses, fan clubs, owners who warn of doubles, authorities (AUTH).
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "IMPERS"
HARM = 3
VERSION = "2"

PAGE = "(?:trang|page|fanpage|nick|acc|tai khoan|kenh|nhom|so|zalo|fb|facebook|website)"
STAR = "(?:ca si|dien vien|nghe si|hoa si|nguoi mau|cau thu|hoa hau|danh hai|mc|giao su|nhac si|dao dien|than tuong|idol|youtuber|tiktoker)"
CHIEF = "(?:chu tich|bi thu|lanh dao|tong giam doc|giam doc|truong phong|ke toan truong|ke toan|hieu truong|thu ky|tro ly|sep|thu quy)"

CUES = {
    "pose.moved": (
        r"doi (?:so )?zalo|zalo (?:nay )?(?:moi|rieng)|(?:qua|ve|vao) so moi|so moi (?:nay|cua|nha)|(?:may|cac) (?:page|trang) (?:khac|"
        r"kia)(?: \w+){0,2} (?:nhai|gia|lua)|(?:page|trang|nick) (?:nay )?moi la(?: \w+)?|trang duy nhat|(?:page|trang) chinh chu|dien "
        r"thoai(?: \w+)? (?:hu|hong|mat|roi)|nhan bang (?:so|may)|tai khoan moi nay|so cu(?: da)? (?:ngung|hong|mat)",
        rf"{PAGE} (?:cu|chinh|truoc|kia|ben kia|goc|cua minh|cua toi)(?: \w+){{0,3}} (?:bi|da bi|da|bay mau|khong con|ngung|mat|hong|"
        rf"khoa|danh sap|" "cuop|hack|tan cong|report)",
        f"{PAGE} (?:bi|da bi|vua bi)<w> (?:hack|khoa|danh sap|cuop|report|tan cong|mat|chiem)",
        f"(?:tai|o|qua|theo doi) {PAGE} (?:phu|moi)", f"(?:day|nay|ben nay)<w> (?:la )?{PAGE}<w> (?:moi|phu|that|chinh|chinh thuc)",
        f"{PAGE} (?:moi|phu|nay)<w> (?:moi )?(?:la )?(?:that|chinh|cua|ne|do|nha|nhe)",
        rf"(?:doi|chuyen|lap|sang|theo doi|dung|add) (?:sang )?{PAGE}(?: \w+)? (?:moi|nay)", "doi (?:acc|nick|so|zalo)",
        "(?:mua|tin|nhan|theo) (?:o )?ben (?:nay|em|minh) moi (?:la )?(?:that|cua|chinh)", f"{PAGE} (?:kia|do|ben kia|khac)<w> (?:la "
        f")?(?:gia|mao danh|fake|lua)|ben (?:nay|minh|em) moi (?:la )?(?:that|chinh|trang|cua hang)",
        rf"(?:dung|khong)<w> (?:goi|nhan|tin|vao|chuyen)(?: \w+){{0,3}} {PAGE} (?:cu|kia|tren|co tich|chinh|truoc)",
        "(?:khong |chua )?(?:co )?(?:tich xanh|dau xac minh)", f"{PAGE} (?:chinh|cu)<w> (?:khong|ko|k)<w> (?:ban|tra loi|dung|hoat dong)",
        "so (?:cu|truoc)<w><w> (?:mat|hong|dung|khong|chiem)|may cu hong",
        r"(?:stk|so tai khoan|tai khoan|tk)<w> moi (?:cua|giup|nay)|mat (?:nick|fb|page|trang) cu|nick cu<w> (?:mat|hack)|trang (?:chinh|"
        r"cu) (?:dang )?bao tri|(?:trang|page) moi\)|trang phu cua",
        "(?:tai khoan|trang|nick) (?:du phong|phu)|ben kia<w> (?:bi )?(?:khoa|hack|mat)",
    ),
    "pose.support": (
        r"(?:trang|nhom|page|fanpage|kenh)(?: \w+){0,2} chinh thuc cua|trang tuyen sinh|nhom fan|mod cua|(?:duoc|da) (?:cong ty |hang "
        r")?uy quyen|dai ly cap 1|chi nhanh uy quyen|bo phan ho tro", r"(?:em|minh|ben em) ben (?:facebook|meta|google|zalo|shopee|cua "
        r"hang|hang|phong ke toan|cskh|sieu thi|san)|trung tam bao hanh(?: \w+)?|(?:website|trang|page) chinh (?:thuc|chu) cua (?:hang|"
        r"sieu thi|nhan|cong ty|truong|san|nha hang)|chi nhanh moi (?:cua)?|uy quyen cua hang|(?:minh|em) la (?:admin|nhan vien)",
        "(?:cskh|cham soc khach hang|ho tro khach hang|tong dai|bo phan (?:ho tro|hoan ve|cskh)|trung tam bao hanh|kenh ho tro)<w><w> "
        "(?:chinh thuc|cua|hang|vi|san|shopee|lazada|tiki|tiktok|ngan hang|game|day|a|moi|nha)",
        "(?:kenh|trang|fanpage|page|ben)<w> (?:cskh|ho tro|cham soc khach hang|csk)",
        "(?:nhan vien|nv|admin)<w> (?:ho tro|cskh|buu dien|giao dich|hang|vi|san|game|cua hang|chuyen phat|kho)", "cham soc khach hang",
        "(?:quan tri|admin|doi van hanh|quan ly)<w> (?:nhom|group|day|vien|trang)", "game<w> cskh|cskh lam viec|minh la admin",
        "(?:hang|vi|san|sieu thi|buu dien|benh vien|truong|chuoi|nhan hang|nhan hieu|thuong hieu)<w><w> (?:chinh hang|chinh thuc|moi mo|"
        "chi nhanh)",
        "(?:benh vien|phong kham|truong|trung tam)<w><w><w> (?:chinh hang|chi nhanh|lien ket doc quyen|tu van online|truc tuyen)",
        r"(?:hoi|bo phan|phong|ben) cskh(?: \w+)?|nhan vien (?:shopee|lazada|tiki|viettel|vnpt|fpt|apple|samsung|facebook|tiktok|"
        r"sieu thi)|doi (?:ho tro|ngu) (?:meta|facebook|google|tiktok)|(?:em|minh) ben shop(?: \w+){0,3} (?:hom truoc|day|chi mua|"
        r"anh mua)",
        "danh sach tri an|tri an khach hang|dai ly ve<w><w> chinh hang|he thong loi nen",
        "dai dien (?:cuoc thi|chuong trinh|nhan hang|hang|ban to chuc)",
    ),
    "pose.person": (
        r"(?:em|minh|toi) la tro ly(?: \w+){0,2}|(?:thay|co|anh|chi|bac) (?:hieu truong|giam doc|chu tich|bi thu)(?: \w+)? (?:nhan|doi|"
        r"nho)|la linh cua|chi huy truong|(?:ca si|dien vien|nghe si) hai ngoai|(?:minh|em|toi) la mod", r"(?:me|ba|bo|co|di|chu|bac|"
        r"ong)(?: oi)? con (?:la )?(?:con|chau)?(?: \w+){0,3} day|con la con|(?:anh|chi|toi) la (?:pho )?(?:giam doc|hieu truong|truong "
        r"phong)(?: \w+)?|di chuc de lai|co ten trong|co giao(?: chu nhiem)? doi|thu ky (?:cua|rieng)|tro ly (?:cua )?(?:chi|anh|ca si|"
        r"nghe si)", rf"(?:minh|tui|toi|em|anh|chi|day|t|o|co)(?: day)? (?:la|chinh la) (?:\w+ )?{STAR}",
        rf"(?:minh|tui|toi|em|anh|chi|day|o) (?:la|chinh la)(?: \w+)? {CHIEF}",
        f"{CHIEF} (?:day|ne)|tu xung<w> {CHIEF}|{CHIEF}<w><w><w><w> nho (?:em|anh|chi|ban|mua|chuyen|ung|giup|nap)",
        f"(?:tro ly|quan ly|con gai|fanpage|trang)<w> (?:cua )?(?:{STAR}|giao su|bac si)",
        f"{STAR}(?: [a-z.]{{1,8}}){{0,4}} (?:tang|mo (?:ban|khoa|lop)|ban ve|danh|to chuc)",
        r"(?:em|con|chau|tui|minh) la (?:con|chau|em gai|em trai|vo|chong)(?: \w+){0,2} (?:chu|ong chu|ba chu)(?: \w+)?",
        r"(?:con|chau|em|minh) (?:la )?\w+ con (?:di|chu|bac|co|cau|ong|ba) \w+",
        "(?:con|chau|em|anh|minh) doi so(?: dien thoai| zalo)?|day la zalo moi|dung so nay", "(?:nhan vien|nhon vien|nguoi) (?:buu dien|"
        "cua quan|cua hang|giao hang)|luat su<w> (?:cua )?gia dinh|nguoi (?:thua ke|duoc uy quyen)|di san (?:cua|tu|<money>)|"
        "thua ke (?:cua|tu|khoan|so|<money>)",
        r"(?:sep|giam doc|hieu truong|truong phong|ke toan|chu tich)(?: \w+){0,3} day|(?:bac si|co giao|thay|co|luat su|"
        r"chu nhiem)(?: \w+){0,5} (?:day|ne)\b|(?:em|chi|anh) \w+ (?:hang xom|cung co quan|ban cua) ",
        r"(?:toi|anh|em|minh) la (?:thuong uy|trung uy|dai uy|thieu ta|trung ta|can bo|canh sat)(?: \w+)?|(?:ca si|dien vien|nghe si|mc|"
        r"youtuber|idol)(?: \w+){0,3} (?:lap|mo) nhom|(?:quan ly|tro ly|trang|page|kenh) (?:cua )?(?:ca si|dien vien|mc|nghe si)",
    ),
    "pose.press": (
        r"(?:tap chi|truyen hinh|dai truyen hinh|chuong trinh|bao)(?: \w+){0,4} (?:moi|tuyen|trao|vinh danh)|vinh danh|nhan cup|mc nhi|"
        r"thi sinh nhi|dien vien nhi|giam khao", "(?:bao|tap chi|toa soan)<w><w><w><w> (?:dien tu|online|tich hop|lien ket|dien dan)",
        "co quan ngon luan|phong phat hanh|the (?:phong vien|nha bao|cong tac vien|ctv)<w>",
    ),
    "offer.article": (
        "(?:nhan|dang)<w> bai<w> (?:pr|quang ba|quang cao)|(?:go|xu ly|xoa) bai<w><w>(?:xau|bat loi|viet)?",
    ),
    "pose.brand": (
        "(?:chinh hang|nhan hang|thuong hieu|he thong cua hang|nhan giay|hang (?:giay|my pham|thoi trang|dien may))<w><w><w><w> (?:mung|"
        "xa kho|tra mat bang|giam|sale|thanh ly|ky niem|sinh nhat)",
        r"(?:sale|giam|xa kho|tri an)<w><w><w> (?:toi|den )?\d+ ?%<gap>(?:chinh hang|he thong|thuong hieu|nhan|toan bo)",
        "chi ban (?:tai|tren) (?:website|web|trang|link)|chi (?:co so|trang|ben) nay<w><w> (?:duoc|moi|co)|deu (?:la )?(?:lua dao|gia "
        "mao|mao danh)",
        "(?:duoc|giao|uy quyen)<w> (?:quyen )?(?:quan ly|uy quyen|doc quyen|cap ma)|don vi lien (?:ket|doanh)|chuong trinh truyen hinh",
    ),
    "pose.kin": (
        r"(?:me|ma|ba|bo|cha|con|chau|em|anh|chi|co|di|cau)(?: \w+)? (?:doi|dung|xai|mua) so(?: moi| khac| roi)|may (?:cu|con|me|em|"
        r"no)(?: \w+)? "
        "(?:hu|hong|mat|roi nuoc)|(?:lap|dung|xai|tao) (?:fb|nick|zalo|so|tk|facebook) moi",
        r"(?:fb|nick|zalo|facebook)(?: \w+)? (?:kia|cu) (?:mat|hong|bi)|(?:app|the) (?:ngan hang )?(?:minh|em|anh|"
        r"cua minh)(?: \w+)? (?:loi|bi khoa)",
        r"(?:con|em|chau|anh|me) (?:xai|dung|muon) (?:tam )?(?:may|dien thoai|nick) (?:ban|nguoi|cua|co)|(?:dien thoai|"
        r"may)(?: \w+)? (?:be|bi hu|mat|roi nuoc|het pin) (?:roi|nen)",
    ),
    "pose.abroad": (
        r"(?:linh|quan nhan|bac si|ky su|doanh nhan|tuong|cuu ho)(?: \w+){0,5} (?:syria|yemen|my|anh quoc|han quoc|nuoc ngoai|afghanistan|"
        "ukraine|lien hop quoc|gian khoan)",
        r"(?:gui|tang)(?: \w+){0,3} (?:thung|mon|goi|kien|hop)(?: \w+)? qua|(?:mon|thung|goi) qua(?: \w+){0,3} (?:tu|o) (?:my|han|anh|"
        r"nuoc ngoai|phap)",
    ),
    "demand.customs": (
        "(?:phi|thue|le phi|tien) (?:hai quan|thong quan|nhap khau|kho bai|san bay|giai phong hang)|dong (?:phi|thue)<w> (?:de nhan|nhan)",
    ),
    "demand.favour": (
        r"(?:chuyen|gui|ck)(?: \w+){0,2} <money>|(?:vay|muon)(?: \w+)? <money>|phi (?:tham du|thu giong|hoi vien|tham gia|kiem tra|dang "
        r"ky|khan gia)(?: \w+)?|nop tien (?:quy|sach|hoc|an)|(?:tien|phi) van chuyen|dong hoc gap|gui(?: \w+){0,2} so tai khoan|thue "
        r"chuyen tien|le phi(?: \w+)? <money>",
        r"(?:mua|nap)<w><w> (?:\d+|<num>)? ?(?:the (?:cao|dien thoai|viettel|mobi|vina|game|nap)|card)",
        "(?:nho|giup|ho)<w> (?:mua|chuyen|ung|nap|chuyen khoan)",
        r"(?:chuyen|ck|ung|gui|goi|chuyen khoan)<w> (?:giup|gium|ho|truoc|tam)(?: \w+){0,3} (?:<money>|tien|vao|vo|the)",
        "(?:cho|nho)<w> (?:muon|vay|minh muon|em muon)<w> (?:tam )?<money>", "muon (?:tam|nong|do)? ?<money>|tam ung<w>|ung (?:truoc "
        ")?<money>|(?:chieu|toi|mai|sang mai) (?:anh|em|minh|con|chi)?<w> (?:tra|chuyen lai|ck lai|bu|gui lai|hoan lai)",
        r"(?:chuyen|goi|gui|dong|nop)<w><w><w> (?:coc|hoc phi|phi|le phi|thue|tien)(?: \w+){0,3} (?:vao|ve|vo|qua|cho)<w> (?:so|stk|tai "
        r"khoan|vi|tk|em|tui|minh)", "(?:phi|tien|le phi) (?:gui|ship|in|dong goi|dao tao|ho so|kiem tra|gui ve|khoa|tham gia|cong "
        "tac)<w>|(?:chuyen|dat|goi tien) coc|hoc phi<w> (?:<money>|uu dai)", "(?:gui|nhan|cho|kem|nhap|goi|dien)<w><w> (?:so the|pass|"
        "mat khau|ma (?:don|dat cho|hai lop|xac thuc|otp|so)|otp|so can cuoc|so dien thoai|sdt)|kem so the", "(?:nop|dong)<w><w> (?:thue|"
        "phi|le phi)|thue thua ke|(?:phi|ton) <money>|<money> (?:tien|phi) (?:in|gui|dong goi)|<money>/(?:bai|cap|ve)|thu phi",
        r"giu (?:kin|bi mat)|khong (?:nghe may|trao doi|ke)|dang hop|can trong (?:hai|ba|\d+|<num>)",
        r"gui (?:me|bo|ba|con|em|anh|chi|minh)(?: \w+)? <money>|phi (?:giu cho|thanh vien|dong phuc|hai quan)|chuyen gap|ck vao (?:tk|"
        r"stk|so)|(?:nap|mua) giup(?: \w+)? the|dong (?:tien )?quy(?: \w+)? vao|gui lai ma|(?:ck|chuyen khoan|chuyen) truoc(?: <money>)?",
        "xac nhan ho ten va (?:so )?(?:tk|stk|tai khoan)|anh (?:cccd|can cuoc)|dat hang chuyen khoan",
        "(?:em|chi|anh|ban) ung truoc|doc ma<w> gui|phi (?:trang phuc|bao hiem don)",
    ),
}  # fmt: skip
UNLIKE = {
    "pose.moved": (
        "đôi|đội|đời|sáng|số (?:mới|phụ)|sổ|sơ|sợ|nhóm (?:mới|chính)|dùng số|khóa học|chuyển (?:số|nhóm)$|đổi (?:số)$|thêo|đúng|lập "
        "(?:trang trại|nhóm|kênh)$"
    ),
    "pose.support": "vị|hàng (?:xóm|ngày|tháng|quán)|sân|sẵn|săn|trường hợp|trang (?:phục|trại)",
    "pose.person": "thừa kẽ|dì (?:động|chuyển)|lạ |lá ",
    "pose.press": "báo (?:cáo|đài)|bão|gõ|gỡ rối|bảo|bao ",
    "pose.brand": "giám|hãng hàng|hàng (?:ngày|xóm)",
    "demand.favour": (
        "họp đồng|hộ (?:khẩu|nghèo)|chuyện|gọi|gói|mượn cớ|muốn|cọc cạch|cóc|đóng góp|đồng|động|phi (?:hành|công)|phì|thú|thư|giữ kín "
        "miệng|nhớ|hò|hồ|thuê"
    ),
}  # fmt: skip
STEAL = "demand.favour|demand.account|data.secret|data.papers|demand.fee|demand.deposit|demand.ahead|demand.topup"
APART = "-offer.loan|offer.lent|need.case|game.casino|task.click"
"""Other stories in which somebody says who he is and asks for money."""

WHEN = (
    ("pose.moved", STEAL, "reader|contact|click|urgency|demand|pose.support|pose.person|offer", "-licit.goods", APART),
    ("pose.moved", "pose.person|pose.support", "demand|click|data", APART),
    ("pose.moved", "pose.moved", STEAL, APART),
    ("pose.person", "demand.favour", "contact|urgency|reader|demand|secrecy|prize|pose.moved", APART),
    ("pose.person", STEAL, "contact|urgency|pose.moved", APART),
    (
        "pose.support",
        "data.secret|demand.favour|demand.account|demand.fee|click.site|click.app",
        "contact|reader|click|prize.money|promise",
        "-proper.notice|hire.call",
        APART,
    ),
    ("pose.support", "contact.private", "prize.money|threat|promise", "reader", "-proper", APART),
    ("pose.press", "offer.article", "demand|contact|promise"),
    ("pose.press", "demand.fee|demand.favour", "offer|contact", APART),
    (
        "pose.brand",
        "click.site|demand.ahead|demand.favour|demand.deposit",
        "urgency|ease.cheap|offer.sale|prize.gift|absolute",
        "-proper|prize.won",
        APART,
    ),
    ("office.state", "offer.recover", "click.site", "-need.cheated|proper"),
    ("pose.abroad|pose.person|pose.support", "demand.customs", "-proper"),
)
LONG = 90
"""Syllables a story may take from the name to the demand."""

CLOSE = (
    ("pose.kin", "demand.favour|demand.topup", "-licit|proper"),
    ("pose.moved|pose.person|pose.support", "demand.favour|data.secret|demand.deposit", "-proper.notice|hire.call|task|licit", APART),
)
"""Two alone are enough where they stand side by side."""

CATCHES = (
    "Trang cũ bị hack nên mọi người theo dõi trang mới này, ai đặt tiệc chuyển cọc vào số này giúp em",
    "Sếp đây, đang họp không nghe máy, em mua giúp anh 5 thẻ cào 500k chụp mã gửi qua, chiều anh trả",
    "Em bên CSKH của sàn đây ạ, chị gửi số thẻ và mã OTP để em hoàn tiền cho chị",
    "Mình là ca sĩ K đây, bạn may mắn được tặng vé, chuyển 150k phí gửi vé vào số trợ lý nhé",
)
IGNORES = (
    "Trang chính thức của nhà trường là địa chỉ này, mọi khoản thu đóng tại phòng tài vụ",
    "Quán em đổi tên trang rồi, địa chỉ vẫn như cũ, mời cả nhà ghé ăn",
    "Có người lập nick giả của tui mượn tiền, bà con đừng chuyển",
    "Ca sĩ K hát bài này hay quá trời",
    "Sếp tui nay đi vắng, cả phòng thảnh thơi",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN, LONG) or meet(sight, CLOSE, 16)
