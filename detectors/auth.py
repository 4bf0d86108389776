"""Somebody speaks as an authority, bank or utility and wants a code, a payment, a login or an app on the phone.

Not meant: the real bodies' notices (at the counter, nothing to click or pay), their warnings, questions, people who were cheated.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence

CODE = "AUTH"
HARM = 3
VERSION = "2"

CUES = {
    "office.state": (
        "cong an", "can bo", "vien kiem sat", "toa an", "co quan", "dieu tra vien", "canh sat", "csgt",
        "(?:tong cuc|cuc|chi cuc|co quan) thue", "cuc (?:csgt|canh sat|an ninh|duong bo)", "vneid", "dinh danh", "can cuoc", "cccd",
        "phat nguoi", "giay trieu tap", "trieu tap", "bao hiem xa hoi", "bhxh", "vssid", "the bao hiem", "dich vu cong",
        "dich vu hanh chinh", "hoan thue", "quyet toan(?: thue)?", "luong huu", "to cong tac", "bo cong an", "bo y te", "kiem sat vien",
        "nha nuoc (?:bieu|yeu cau|bat)", "bang lai", "gplx", "dang kiem", "ho so vu an", "duong day", "rua tien", "trung tam giam sat",
        "uy ban", "cong an|ca (?:phuong|xa|tinh|tp)", "thue (?:tinh|huyen|phuong|khu vuc|nha nuoc)",
        "bo (?:tai chinh|tu phap|lao dong|giao duc|gtvt|khcn|cong thuong)", "so (?:y te|giao duc|lao dong|tu phap|cong thuong|tai chinh)",
        "ubnd", "to dan pho", "thanh tra", "quan doi|bo doi", "ho khau|ho tich|hanh chinh", "canh bao tu", "so dinh danh",
        "chung minh (?:thu|nhan dan)", "luat su|van phong luat", "toa", "xuat nhap canh|ho chieu(?: gan chip)?", "so do|so hong|dat dai",
        "doi thue|ma so thue|thue (?:thu nhap|dien tu|so|online)", "dinh danh|muc (?:2|hai)", "hoc ba|ho so hoc sinh",
        "cuc an toan thong tin|a05|vien kiem soat", "phong canh sat|dong chi<w>", "nguoi trong nganh", "kho bac", "bien ban",
        "(?:phat|vi pham|loi) giao thong", "khoan phat|tien phat", "cuc (?:vien thong|dang kiem|thi hanh an)",
        "trung uy|dai uy|thieu ta|thuong ta|trung ta|dai ta|doi hinh su", "thi hanh an", "(?:ho so|so|thua|giay to) (?:dat|nha)",
    ),
    "office.bank": (
        "ngan hang", "bank", "vietcombank|vcb|techcombank|agribank|bidv|vietinbank|mb ?bank|sacombank|acb|vpbank|tpbank|napas|momo|zalopay",
        "tai khoan(?: (?:ngan hang|cua (?:ban|quy khach|b|anh|chi|minh)|minh|mxh|facebook|mang xa hoi))?", "tk (?:cua )?(?:b|ban|c|a|fb)",
        "sinh trac hoc", "the (?:tin dung|atm|ngan hang)", "tong dai", "so du", "giao dich la", "thiet bi la", "lenh chuyen",
        "ho tro ki? ?thuat|ky thuat cua|ho tro ky thuat", "nhan vien (?:ho tro|ngan hang|bao hiem|dien luc|tong dai|giao dich)",
        "app ngan hang|the nganh hang", "internet banking|smart ?banking|mobile banking", "ung dung ngan hang",
        "tai khoan (?:facebook|zalo|cua ban|cua chi|cua anh|cua minh|ngan hang|thanh toan|mxh|vi)",
        "fanpage cua ban|trang cua ban|page cua ban|nick cua ban", "meta|facebook (?:thong bao|se)", "vi (?:dien tu|momo|zalopay)",
        "trung tam (?:ho tro|bao mat|the|cskh|cham soc)", "cham soc khach hang|cskh", "bo phan (?:ho tro|ky thuat|bao mat|the)",
        "so (?:tiet kiem|du)", "he thong (?:bao|ghi nhan|thong bao|ngan hang)", "the (?:cua )?(?:chi|anh|ban|bac|co|minh|quy khach)",
        "phi thuong nien", "the ghi no|the visa|thau chi",
    ),
    "office.utility": (
        "evn", "dien luc", "tien dien", "tien nuoc", "nuoc sach", "hoa don(?: (?:dien|nuoc|qua han))?", "cong to", "cap nuoc",
        "nha mang|vien thong|thue bao", "so lien lac(?: dien tu)?", "y te hoc duong", "phong y te", "buu dien", "buu pham", "buu cuc",
        "hai quan", "truong (?:yeu cau|hoc thong bao)", "bac si truc", "cong ty (?:dien|nuoc|cap nuoc|vien thong)",
        "vnpt|viettel|mobifone|vinaphone|fpt", "sim (?:chinh chu|cua ban|se)",
        "giao hang (?:tiet kiem|nhanh)|shipper|don hang cua (?:ban|chi|anh)|ghtk|ghn|viettel post", "gas|khi dot",
        "internet|mang internet|wifi nha", "(?:no|tien|hoa don) cuoc|cuoc (?:mang|internet|dien thoai|vien thong)",
        "dang kiem|tram dang kiem",
    ),
    "data.auth": (
        "(?:cap nhat|xac thuc|xac minh|dinh danh|kich hoat|dong bo|chuan hoa)<w> (?:tai|qua|bang|theo|lai|trong|muc 2|ngay|truoc|"
        "online|de)", "(?:doc|cho)<w> (?:ma|day so|so)", "nhap (?:so the|the|ma|mat khau|ten dang nhap|so)", "(?:ke khai|khai bao)",
        "lam (?:can cuoc|dinh danh|cccd|the|thu tuc|ho so)?<w> ?(?:online|tai nha|qua zalo|luon tai nha|qua dien thoai|bang dien thoai)",
        "(?:cap lai|doi|lam)<w> tai nha", "(?:goi|qua cuoc goi) (?:video|hinh anh)", "bam tung buoc", "tung buoc qua zalo",
        "xac nhan con song", "(?:doc|cho|gui|nhan)<w> (?:em |chau |con |toi )?(?:cai )?(?:ma|day so|so)<w> (?:vua|gui|sau|6|tren|trong)?",
        "ma (?:vua|em|he thong)<w> gui", "bam phim<w>", r"(?:doc|khai|nhap)<w> \d+ so", "(?:so|ngay) (?:het han|mat sau|cvv)|3 so mat sau",
        "gap<w> (?:can bo|dieu tra vien|dong chi)", "(?:gui|chup|nhap|cho)<w> (?:bien so|mat|khuon mat|so can cuoc|so cccd)",
        "quyen tro nang|cap quyen", "cho phep tat ca", "chup<w> (?:cccd|can cuoc|the)", "(?:gui|chup)<w> (?:anh )?giay to", "giu may<w> mo",
        "dung cup may|bac dung cup|khong tat (?:nguon|may)", "giu (?:kin|bi mat)", "ket ban zalo",
        "nhan (?:zalo|tin)<w> cho (?:can bo|em|chau|con)", "de so dien thoai",
        "(?:cap nhat|bo sung|khai|xac minh|xac thuc|dinh danh|kich hoat|dang ky|doi chieu|khai bao) (?:thong tin|tai khoan|giay to|"
        "ngay|lai|online|qua|can cuoc|cccd|sinh trac|vneid|ho so|khuon mat|thue bao|so)", "quet (?:khuon mat|can cuoc|mat)",
        "cung cap (?:thong tin|so|ma|anh|hinh)", "lam theo huong dan", "goi (?:video|zalo)",
        "ho tro (?:online|tai nha|tu xa|qua zalo|qua mang|cap nhat|lam)", "chia se man hinh", "cap quyen|cho phep",
        "doc (?:lai |giup )?(?:<who> )?(?:ma|so|otp|day)", "gui (?:anh|hinh|cccd|can cuoc|ma)", "bat (?:camera|cam|video)",
        "lam viec (?:online|truc tuyen|qua)", "xem (?:bien ban|chi tiet|hinh anh|lenh|quyet dinh)<w> (?:tai|o|qua)",
        "bam huy|huy (?:giao dich|dich vu|lenh|ngay)<w>(?:tai)?",
    ),
    "demand.auth": (
        "(?:chuyen|gom|gui|nop)<w> (?:tai khoan|tk)<w> (?:an toan|tam giu|chi dinh|bao mat|kiem tra|giam dinh|cua (?:co quan|vien|bo))?",
        "(?:chuyen|gom) (?:tien|toan bo|het)", "(?:thanh toan|nop|dong)<w> (?:tai|qua|vao|ngay|truoc|le|o)", "nop (?:phat|le|lai|tien|phi)",
        "tam ung", "dong tam ung", "tru (?:thu )?<money>", "le phi(?: <money>)?", "giai toa|phong toa",
        "quet ma<w> (?:nop|dong|thanh toan)", "nop (?:tien|phat|phi|thue|le phi|truoc)", "(?:chuyen|gui) (?:tien|khoan|het tien|toan bo)",
        "dong (?:tien|phat|phi|le phi)", "thanh toan", "hoan (?:tien|thue|phi)", "phi (?:xu ly|xac minh|ho so|giai quyet)",
        "(?:hoan|tru|truy thu|dong|nop|thanh toan)<w> <money>", "dong bang|phong toa", r"(?:chi|con) \d+ ?% (?:tien phat|muc phat|le phi)",
        "xoa loi", "tai khoan (?:an toan|tam giu|giam sat|cua co quan|chi dinh|kho bac)",
    ),
    "threat.auth": (
        "(?:neu|keo) (?:khong|ko|k|cham|qua)?<w> (?:khoa|cat|phat|thu hoi|dung|tam|mat|tru|khoi to|bat)",
        "bi (?:khoa|cat|phat|vo hieu|tru tien|tam|rp|lo mat khau|loi dung|danh cap|report|hack|dung|treo)",
        "(?:se|sap)(?: bi)? (?:khoa|cat|phat|tam|ngung|tru|thu|den|bi)", "nguy co", "lien quan", "da co ten", "cat dien", "cat nuoc",
        "khoa van", "(?:bi|dang) (?:loi|sai|trung|thieu|giu|truy thu|treo|phat nguoi)", "bat buoc|yeu cau bat buoc",
        "(?:se|bi) mat (?:quyen|tien|tro cap)|cat tro cap", "chua (?:update|dong bo|chuan hoa|chuyen doi|cai|quet|khai|nop)",
        "chua (?:cap nhat|dang ky|dinh danh|xac thuc|lam|co the|kich hoat)", "qua han", "tranh bi phat", "dinh (?:lenh|vao|rua tien|phat)",
        "bi ghi hinh", "vi pham", "he thong loi", "loi he thong", "bat thuong", "cap cuu", "mo gap", "duoc hoan", "truy linh", "giam 50",
        "mien phi", "khong se khoa", "cham tre", "doi phien ban", "la chan",
        "(?:bi|se bi|sap bi|dang bi|da bi) (?:khoa|cat|phat|tam khoa|tam dung|ngung|thu hoi|dinh chi|xoa|huy|tru|loi dung|dieu tra|"
        "truy to|bat|khoi to|hack|xam nhap|danh cap|chiem doat|vo hieu|gioi han|han che)", "no (?:tien|cuoc|phi|thue|xau|dien|nuoc)",
        "lien quan (?:den )?(?:vu|duong day|rua tien|ma tuy|to chuc|vu an)", "rua tien|ma tuy",
        "giu bi mat|khong duoc noi|khong noi voi ai", "ngay lap tuc|khan (?:cap|truong)|gap", "neu (?:khong|ko|k)",
        r"truoc (?:ngay|\d|khi)", r"trong (?:vong )?\d+ ?(?:h|gio|phut|p)", "han (?:cuoi|chot|nop)", "ngung (?:cung cap|dich vu|hoat dong)",
        "giao dich (?:la|bat thuong|dang ngo|loi)", "het han", "mat (?:tien|quyen)", "hoan (?:tien|thue)|duoc nhan",
    ),
    "office.school": (
        "co (?:giao|chu nhiem)|thay (?:giao|chu nhiem|hieu truong)|giao vien|nha truong|phong y te|bac si truc|benh vien|khoa cap cuu",
    ),
    "reader.parent": (
        "phu huynh|con (?:anh|chi|cua|nha|ban|bac|minh)<w>|chau nha|(?:be|chau|con trai|con gai) (?:nha|cua)|hoc sinh<w> (?:nha|cua)",
    ),
    "threat.hurt": ("tai nan|chan thuong|phong mo|mo gap|cap cuu|nguy (?:kich|hiem)|nga (?:cau thang|xe)|mau tu|bat tinh",),
}  # fmt: skip
UNLIKE = {
    "office.bank": "bánh|số dư luận|đu",
    "office.state": "cán bộ đội|công án",
    "data.auth": "cho (?:thuê|mà|em|con|rằng)|cho ma|chở|giữ máu|đọc báo|đội|đổi mới|đời|đời|làm việc",
    "demand.auth": "động|đông|dòng|^đồng|gồm|góm|nộp đơn|chuyện|chuyên|trú|trứ",
    "threat.auth": "khoa |cát|phát|bắt tay|miễn phí|thụ|đèn|đên|đến",
}  # fmt: skip
ALIEN = "-offer.loan|offer.lent|game.casino|game.numbers"
"""The words of another story: a lender or a betting house that names a bank is not posing as one."""
ELSE = ALIEN + "|offer.recover|prize.gift|prize.won|prize.free|hire.call"
"""The same where no code or password is asked for: presents and jobs have detectors of their own."""
WHEN = (
    ("office", "data.secret", "reader|threat|click|contact", "-proper.notice", ALIEN),
    ("office", "click.site", "threat|urgency|data|demand", "-proper", ELSE),
    ("office", "click", "threat|urgency", "reader", "-proper", ELSE),
    ("office", "click.link", "data|demand", "reader", "-proper", ELSE),
    ("office.state|office.utility", "click.app", "contact|data|threat|reader", "-proper", ELSE),
    ("office", "demand.auth|demand.account", "threat", "reader", "-proper", ELSE),
    ("office", "demand.account", "threat|urgency", "-proper", ELSE),
    ("office", "data.auth", "threat|urgency|demand", "contact", "reader", "-proper", ELSE),
    ("office.state", "data.auth", "contact", "reader", "-proper", ELSE),
    ("office.bank|office.utility", "threat", "contact.phone", "-proper", ELSE),
    ("office.state", "data.papers", "demand|click", "reader", "-proper", ELSE),
    ("office.state", "click.site", "reader|threat", "-proper", ELSE),
    ("office.bank|office.utility", "click.site", "reader", "threat|urgency|data|demand", "-proper", ELSE),
    ("office.school", "reader.parent", "threat.hurt", "demand.account|demand.auth|demand.ahead", "-appeal.each"),
    (
        "office.state",
        "contact",
        "demand.auth|data.auth|click.app",
        "threat|reader|contact.phone|click",
        "-proper.open|proper.notice|offer.goods",
        ELSE,
    ),
    ("office", "data.auth", "demand|prize.money", "reader", "-proper", ELSE),
    ("office.state", "threat", "data.auth|demand.auth", "reader", "-proper", ELSE),
    ("office.state", "data.secret", "-proper", ALIEN),
    ("office.state", "data.auth|data.papers", "office.bank", "reader", "-proper", ALIEN),
    ("office.state", "click.site", "data.auth|demand", "-proper", ALIEN),
    ("office", "click.link|click.app", "threat", "-proper", ELSE),
    ("office.utility", "threat", "click|demand.account|contact.phone", "-proper", ELSE),
)


CATCHES = (
    "Ngân hàng thông báo tài khoản của quý khách sắp bị khóa, bấm vào link xacminh.example nhập mật khẩu trong 12h",
    "Điện lực báo nhà mình nợ tiền điện, quét mã nộp ngay kẻo chiều cắt điện",
    "Cán bộ công an đây, anh đọc giúp mã OTP vừa gửi về máy để hủy hồ sơ rửa tiền",
    "Ai chưa định danh mức 2 thì tải ung dụng theo link em gửi, làm qua Zalo cho nhanh",
)
IGNORES = (
    "Công an phường làm căn cước lưu động tại nhà văn hóa sáng thứ bảy",
    "Điện lực báo tạm ngừng cấp điện từ 6h đến 10h để bảo trì lưới",
    "Ngân hàng nghỉ lễ hai ngày, chúc quý khách nghỉ lễ vui vẻ",
    "Bị phạt nguội vì vượt đèn đỏ, thôi đành đi nộp",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    return meet(sight, WHEN)
