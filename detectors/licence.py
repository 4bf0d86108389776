"""A page that acts as a newspaper without being one, or copies papers against the rules, as far as the post itself shows it.

Signs of different kinds have to meet: a press-like or look-alike name, words of an editorial office, a report said to be its own, no
source or licence by its own words, a copy kept after the original went, haste, money for taking down. Never what an item is about.
Not meant: papers of the register, pages that name source or licence, offices and news on the rules, comments, a name alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.sight import Sight
from detectors.weigh import meet
from topics.records import Evidence, Stance

CODE = "LICENCE"
HARM = 1
VERSION = "2"
STANCES: frozenset[Stance] = frozenset({"PROMOTE", "NONE", "REPORT", "OPINION"})
"""Who plays newspaper sounds like a report; reports and views on the rules are set aside by `oversight` and by who they speak of."""

CUES = {
    "press.self": (
        "(?:[a-z]{2,8} ){1,3}(?:news|times|daily)",
        "(?:bao|tap chi)(?: [a-z]{2,8}){1,4} (?:online|fanpage|ban mang xa hoi|tren mang xa hoi)",
        "trang tin(?: dien tu)?(?: [a-z]{2,8}){1,4}", "(?:dien dan|co quan) (?:ngon luan|bao chi|thong tin)(?: [a-z]{2,7}){0,2}",
        "(?:trang|kenh|page|chuyen trang|cong|dai|nhom|mang)(?: [a-z0-9]{1,9}){1,5} (?:news|tv|24h|24 ?/ ?7|plus|times|daily|press|media)",
        "(?:chuyen trang|cong|cong thong tin|kenh|trang) tin(?: tuc)?(?: (?:doc lap|cong dong|nhanh|nong|moi|bao chi|phap luat|ve tinh))?",
        "(?:tieng noi|co quan ngon luan) (?:cua|cho) [a-z]{2,7} [a-z]{2,7}", "co quan ngon luan",
        "(?:tin|thoi su|ban tin|kenh|diem tin)(?: [a-z0-9]{1,7}){1,4} (?:news|24h|24 ?/ ?7|tv|online|plus)",
        "tieng noi (?:doanh nghiep|nguoi|phap luat|cong dong|nong dan|ban doc)(?: va [a-z]{2,6}){0,2}",
        "(?:trang|dai|bao|kenh)(?: [a-z]{2,7}){0,2} (?:chung toi|tui|minh|nha|cua chung toi|lang tui) lap", "dai truyen hinh xom<w><w>",
        r"ten mien (?:co )?(?:chua |chu )+\W*(?:bao|news|tin|times|24h)", "co quan chu quan", "(?:bao|tap chi) (?:fanpage|facebook)",
        "(?:trang|trang tin|trang thong tin dien tu) tong hop",
    ),
    "desk.office": (
        "toa soan(?: (?:chung toi|cua trang|trang|page))?", "(?:nhom|to|ban|doi|tieu ban) (?:phong vien|pv|phong su|thoi su|bien tap)",
        "(?:phong vien|pv)(?: (?:thuong tru|dieu tra|ghi nhanh|phu trach|cong dong|cua chung toi|chung toi|cua trang|trang|hien truong))?",
        "van phong dai dien", "(?:di|duoc|dang|cu nguoi) tac nghiep|the tac nghiep|(?:nha bao|phong vien) (?:tu do|cong dan|cua trang)",
        "(?:cu|cu them|phai) (?:phong vien|pv)", "duong day nong toa soan",
        "nguoi chiu trach nhiem<gap>(?:nha bao|phong vien)", "nguoi chiu trach nhiem(?: noi dung)?: (?:nha bao|phong vien)",
        "(?:the|giay gioi thieu|cap the)(?: cua)? (?:nha bao|phong vien|pv|ctv bao chi)",
        "tong bien tap|thu ky toa soan|cong tac vien bao chi",
        "cam on ban doc|ban doc (?:gui|cung cap|phan anh)",
    ),
    "made.own": (
        r"ky \d{1,2}(?: cuoi)?", "phong su (?:dieu tra|nhieu ky|doc quyen)", "dieu tra doc quyen",
        "(?:hinh anh|tin|bai|anh|clip) doc quyen|doc quyen (?:hinh anh|tu hien truong|cua trang)",
        "(?:chua co|khong) bao nao (?:dua|dang|noi)", "(?:ghi nhanh|ghi nhan)<w> (?:hien truong|tai)",
        "bai(?:,| va) anh", "nhap vai",
        "dieu tra (?:rieng|doc lap|cua (?:trang|page|chung toi))|(?:trang|page|chung toi) (?:tu |da |se )*dieu tra",
        "tin rieng|tu viet bai",
        "phong su (?:anh|cua trang|cua chung toi)|(?:phong van|truong thuat)<w> (?:doc quyen|rieng|tai cho)",
        "loat bai|tuyen bai|bai dieu tra", "co ban tin rieng|ban tin rieng", "(?:se )?len bai",
        "tiep nhan (?:don|thong tin|phan anh)<w>", "khong trich|yeu cau khong trich|cam trich",
        "tu (?:san xuat|viet|thuc hien|lam) (?:bai|tin|phong su)|(?:trang|chung toi|tui minh) (?:toi )?tu (?:san xuat|viet|lam)|"
        "nhom (?:pv|phong vien) dieu tra|phong van giam doc|dieu tra (?:nhieu ky|doc quyen)|nhap vai",
    ),
    "unsourced.own": (
        "(?:khong|ko|k|chua|chang)(?: can)? (?:dan|ghi|trich|de|co|kem|gan)(?: ro)? (?:nguon|duong lien ket|lien ket|link|duong dan)<w>",
        "trich nguon lam gi", "k ghi nguon|bo nguon|xoa nguon", "khong ghi (?:ro )?(?:la )?trang (?:thong tin dien tu|tong hop)<w>",
        "(?:trang|page|kenh|chan trang)<gap>(?:chua|khong|k|ko|dang) (?:co|xin|duoc cap) (?:giay phep|phep)<w>",
    ),
    "copied.own": (
        "(?:lay|copy|chep|boc|cop|nhac|xao|be)<w> (?:nguyen )?(?:bai|tin)? ?(?:ben|tren|tu|cua|o)<w> ?(?:bao|mot to bao|cac bao|bao chi)",
        "(?:doi|sua|giat|dat lai)(?: cai| lai)* (?:tit|tieu de)", "tong hop va bien tap lai|bien tap lai tu|xao lai|viet lai tu",
        "(?:tac gia|bao goc)<gap>thong cam", "(?:lay|bai lay) (?:tu|ben) (?:dung )?mot to bao|bai lay tu",
        "(?:dang|lay|copy) lai<w> (?:cua|tu|ben|bai)<w> bao",
        r"be (?:ve|nguyen)|(?:copy|lay|chep) bai(?: \w+){0,3} bao|bo ten tac gia|lay (?:tu )?bao (?:lon|khong xin)|"
        r"chup man hinh dang lai|bai lay tu bao",
    ),
    "gone.kept": (
        "(?:bao|bai|link|ban) (?:goc|cu)<w> (?:bi |da |vua |moi )*(?:go|xoa|an|rut|thu hoi|die|khong con|loi 404)<w>",
        "(?:bao|ho)<w> (?:da |vua |moi )*(?:go|rut|xoa) (?:bai|tin)", "(?:trang|page|ben (?:em|minh|toi|tui))<w> (?:van|cu|thi van)<w> "
        "(?:giu|treo|de|luu|dang)", "luu lai truoc khi<gap>go|(?:khong|chua|k|ko|quyet khong) go(?: bai| xuong| dau)?",
        "(?:bao|bai|ban) goc<w> (?:da )?(?:go|xoa|rut|thu hoi)(?: bai)?<w>", r"(?:bao|bai) goc<gap>404",
        "(?:van|cu) (?:de nguyen|giu nguyen|giu bai|de bai|con bai)", "dang lai roi la cua", "(?:ho|bao) (?:xoa|go)(?: bai)? thi ke",
    ),
    "fee.removal": (
        "(?:khong|ko|k) ky<gap>(?:dang|len bai|dang tiep)|ky (?:hop dong|quang cao|goi)<gap>(?:go|dung|thoi|an|im)",
        "(?:hop tac|mua goi|goi) truyen thong|chi phi (?:dang|go|an) bai|(?:nhan|dich vu) (?:go|an|xoa) bai",
        "go (?:bai|tin)<gap>(?:phi|gia|trieu|hop dong|thanh toan)", "(?:phi|gia) go (?:bai|tin)",
        "(?:hop dong|goi|ky) truyen thong<gap>(?:go|phan anh|an bai)", "muon go thi", "(?:ky hop dong truyen thong|ky truyen thong)",
        "bi (?:dang bai )?phan anh tren", "khong gan (?:nhan|mac) quang cao|dang tin tuc khong gan",
        "(?:bai )?pr dang (?:tin|bai|tin tuc)",
        r"go(?: bai)?(?: \w+){0,4} (?:lien he|ib|hop dong|\d+ ?tr|\d+ trieu)|(?:khong bi|khoi) len bai|phi bao tro(?: truyen thong)?|"
        r"doi ky hop dong|\d+ ?tr(?:ieu)?/bai|muon go",
        "huong (?:phan tram|hoa hong)|thuong luong<w> (?:voi|ve) bai|bai (?:phot|phan anh|to cao)<w> doanh nghiep",
    ),
    "haste.early": (
        "(?:dang|len|co|dua)<w> (?:truoc|som hon|nhanh hon) (?:ca )?(?:bao|bai goc|bao goc|cac bao|bao chi)",
        "truoc khi (?:bao|cac bao)<w> (?:dang|len|dua)",
        "(?:lui|sua|chinh|chinh lai) (?:gio|ngay)(?: dang)?(?: bai)?",
        "(?:khong|k|ko|khoi|chang)<w> (?:cho|doi) (?:du )?(?:1|mot|ba|3) (?:gio|tieng)",
        r"(?:cap nhat|dang|len bai|len|phat)<w> (?:sau|trong|chi sau|trong vong) (?:\d{1,2}|mot|hai|ba|nam|muoi) phut",
        "(?:cap nhat )?moi (?:muoi|nam|ba|\\d{1,2}) phut", "nhanh (?:nhat|hon)(?: [a-z]{2,6}){0,2} (?:bao|cong dong|bao chi)",
        "(?:bao|bai goc) (?:vua|moi) (?:dang|len|dua)<gap>(?:lien|ngay)",
        r"(?:sau )?(?:\d{1,2}|<num>) phut (?:sau )?(?:la )?(?:len|up|dang)|up(?: \w+){0,2} \d{1,2} phut sau",
    ),
    "unlicensed.site": (
        "giay phep(?: [a-z0-9/]{1,8}){0,4} (?:het han|het hieu luc|qua han|cu|muon|thue|cua (?:don vi|trang|cong ty) khac)",
        "(?:muon|thue|dung chung|dung tam|dung lai|chep) (?:so )?giay phep|(?:cho thue|ban|sang nhuong)<w> (?:giay phep|trang tin|"
        "ten mien)",
        "(?:chua kip|dang) xin giay phep", "(?:khong|k|ko|chang|can gi|chang can) can (?:giay phep|xin phep)(?: gi)?",
        "(?:giay xac nhan|giay phep)(?: [a-z]{2,6}){0,3} (?:cau lac bo|clb|hoi|noi bo)",
        r"(?:trang|page|kenh|website)(?: \w+){0,6} (?:chua|khong|ko) (?:co|xin|duoc cap) (?:duoc )?giay phep(?: trang)?|"
        r"giay phep(?: \w+){0,5} het han|khong can co quan chu quan",
    ),
    "section.home": (
        "chuyen muc (?:thoi su|phap luat|xa hoi|kinh te|ban doc|giai tri|dieu tra|phong su|the thao|doi song)",
        "(?:xep|sap xep|chia|dua)<w> bai<gap>(?:chuyen muc|muc|trang nhat)",
        "(?:co|du|chia)<w> (?:cac )?(?:chuyen muc|muc) (?:nhu|giong) bao",
        "giao dien (?:nhu|giong|y) (?:nhu )?(?:bao|mot to bao|trang bao)|nhin (?:nhu|giong|y nhu) bao",
        r"cac chuyen muc(?: \W?\w+){1,4}|lay bai(?: \w+){0,4} kin cac muc|chuyen muc nhu bao",
    ),
    "oversight.number": (r"\d{1,5} ?/ ?(?:gp|gxn)(?: ?- ?[a-z]+)?", r"so the (?:nha bao|ghi)", "dan link goc|ghi nguon|dan nguon"),
    "oversight.rules": (
        "canh giac|canh bao|tu xung|gia danh|mao danh", "xu phat|bi phat|muc phat|tong tien phat|tien phat", "thanh tra(?: so)?",
        "thu hoi giay phep|bi thu hoi|dinh chi",
        "so (?:vhtt|tttt|ttt|thong tin|van hoa)\\w*", "co quan quan ly|cuc (?:ptth|phat thanh|bao chi)|bo (?:thong tin|van hoa)",
        "(?:de nghi|yeu cau|nhac nho)<w> (?:cac )?(?:trang|don vi|mang xa hoi|to chuc)",
        "ra soat|(?:doan|dot|ket qua|qua) kiem tra|ket luan|cong bo danh sach",
        "nghi dinh|thong tu|theo quy dinh|luat bao chi",
        "khong phai (?:la )?(?:bao|trang bao chi|co quan bao chi)|k phai bao|khong phai bao",
        "dan link goc|dan nguon (?:day du|ro)|link (?:bai )?goc<w> (?:o|de|duoi|cuoi|em)|link bao",
        "noi bo(?: doanh nghiep)?|khong tong hop",
        "khong tu xung|khong san xuat tin",
        "(?:toi|minh|em|t|tui) (?:mong|nghi|thay|ghet|chan)",
    ),
}  # fmt: skip

UNLIKE = {
    "press.self": "đài tv|trạng|cộng tín|tín |tin tưởng",
    "desk.office": "phòng viện",
    "made.own": "kỷ|kí |điều trà|nhập vài|vào cuộc sống",
    "copied.own": "lây|bảo|bao nhiêu|bên bảo|đời|đội|đôi|bẻ|bé ",
    "gone.kept": "gỗ|chứa|gõ|vẫn con|vẫn để ý|gò|bão|bảo",
    "fee.removal": "gõ|gò|giá như",
}  # fmt: skip

_NOT = "-oversight.rules"
_SHOWN = "-oversight"
WHEN = (
    ("press", "desk|made|section", _SHOWN),
    ("press", "unsourced|copied|haste|gone|fee|unlicensed", _NOT),
    ("desk", "unsourced|copied|haste|gone|fee|unlicensed", _NOT),
    ("desk", "section", "made|press|copied", _SHOWN),
    ("unsourced", "copied|haste|gone|fee|unlicensed|section", _NOT),
    ("copied", "fee|gone|haste|made|unlicensed|section", _NOT),
    ("gone.kept", "fee", _NOT),
    ("haste", "fee|section|unlicensed", _NOT),
    ("made", "fee|unlicensed|section", _NOT),
    ("unlicensed", "section|fee", _NOT),
)

CATCHES = (
    "Trang Tin Làng Chài 24h cử phóng viên xuống xã, kỳ 2 của loạt bài điều tra sẽ lên tối nay",
    "Nhóm phóng viên điều tra (Kỳ 4): Ai lấp ao làng? Trang không dẫn nguồn báo nào",
    "Chuyên trang tin tức Núi Xanh: bài lấy từ một tờ báo, không ghi nguồn cho gọn, đổi tít cho nhanh",
)
IGNORES = (
    "Tin nhanh chiều nay: trời mưa to ở vùng núi",
    "Theo Báo Mẫu, giá cà phê sáng nay tăng nhẹ. Nguồn: bao-mau.example",
    "Phóng viên có mặt tại hiện trường vụ cháy chợ",
    "Sở xử phạt trang tổng hợp không ghi nguồn, không có giấy phép",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    """Signs of at least two kinds in a page's post; a comment is nobody's newspaper, and a paper of the register may act as one."""
    return meet(sight, WHEN) if sight.kind == "post" and not sight.has("press.real") else ()
