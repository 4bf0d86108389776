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
VERSION = "1"
STANCES: frozenset[Stance] = frozenset({"PROMOTE", "NONE", "REPORT", "OPINION"})
"""Who plays newspaper sounds like a report; reports and views on the rules are set aside by `oversight` and by who they speak of."""

CUES = {
    "press.self": (
        "(?:trang|kenh|page|chuyen trang|cong|dai|nhom|mang)(?: [a-z0-9]{1,9}){1,5} (?:news|tv|24h|24 ?/ ?7|plus|times|daily|press|media)",
        "(?:chuyen trang|cong|cong thong tin|kenh|trang) tin(?: tuc)?(?: (?:doc lap|cong dong|nhanh|nong|moi|bao chi|phap luat|ve tinh))?",
        "(?:tieng noi|co quan ngon luan)(?: cua)? (?:doanh nghiep|nguoi|phap luat|cong dong|nong dan|ban doc)(?: va [a-z]{2,6}){0,2}",
        "(?:trang|dai|bao|kenh)(?: [a-z]{2,7}){0,2} (?:chung toi|tui|minh|nha|cua chung toi|lang tui) lap", "dai truyen hinh xom<w><w>",
        r"ten mien (?:co )?(?:chua |chu )+\W*(?:bao|news|tin|times|24h)", "co quan chu quan", "(?:bao|tap chi) (?:fanpage|facebook)",
        "(?:trang|trang tin|trang thong tin dien tu) tong hop",
    ),
    "desk.office": (
        "toa soan(?: (?:chung toi|cua trang|trang|page))?", "(?:nhom|to|ban|doi|tieu ban) (?:phong vien|pv|phong su|thoi su|bien tap)",
        "(?:phong vien|pv)(?: (?:thuong tru|dieu tra|ghi nhanh|phu trach|cong dong|cua chung toi|chung toi|cua trang|trang|hien truong))?",
        "van phong dai dien", "(?:cu|cu them|phai) (?:phong vien|pv)", "duong day nong toa soan",
        "nguoi chiu trach nhiem<gap>(?:nha bao|phong vien)", "nguoi chiu trach nhiem(?: noi dung)?: (?:nha bao|phong vien)",
        "(?:the|giay gioi thieu)(?: cua)? (?:nha bao|phong vien|pv|ctv bao chi)", "tong bien tap|thu ky toa soan|cong tac vien bao chi",
        "cam on ban doc|ban doc (?:gui|cung cap|phan anh)",
    ),
    "made.own": (
        r"ky \d{1,2}(?: cuoi)?", "phong su (?:dieu tra|nhieu ky|doc quyen)", "dieu tra doc quyen",
        "(?:hinh anh|tin|bai|anh|clip) doc quyen|doc quyen (?:hinh anh|tu hien truong|cua trang)",
        "(?:chua co|khong) bao nao (?:dua|dang|noi)", "(?:ghi nhanh|ghi nhan)<w> (?:hien truong|tai)",
        "bai(?:,| va) anh", "nhap vai", "loat bai|tuyen bai|bai dieu tra", "co ban tin rieng|ban tin rieng", "(?:se )?len bai",
        "tiep nhan (?:don|thong tin|phan anh)<w>", "khong trich|yeu cau khong trich|cam trich",
    ),
    "unsourced.own": (
        "(?:khong|ko|k|chua|chang)(?: can)? (?:dan|ghi|trich|de|co|kem|gan)(?: ro)? (?:nguon|duong lien ket|lien ket|link|duong dan)<w>",
        "trich nguon lam gi", "k ghi nguon|bo nguon|xoa nguon", "khong (?:co )?(?:giay phep|ghi trang thong tin dien tu|ghi la trang)<w>",
        "(?:chua|khong|k|ko) (?:co|xin|duoc cap) (?:giay phep|phep)<w>",
        "(?:lay|copy|chep|boc|cop|nhac|xao)<w> (?:nguyen )?(?:bai|tin)? ?(?:ben|tren|tu|cua|o)<w> ?(?:bao|mot to bao|cac bao|bao chi)",
        "(?:doi|sua|giat|dat lai)(?: cai| lai)? (?:tit|tieu de)", "tong hop va bien tap lai|bien tap lai tu|xao lai|viet lai tu",
        "(?:tac gia|bao goc)<gap>thong cam", "lay (?:tu|ben) (?:dung )?mot to bao|bai lay tu",
    ),
    "gone.kept": (
        "(?:bao|bai|ban) goc<w> (?:da )?(?:go|xoa|rut|thu hoi)(?: bai)?<w>", r"(?:bao|bai) goc<gap>404",
        "(?:van|cu) (?:de nguyen|giu nguyen|giu bai|de bai|con bai)", "dang lai roi la cua", "(?:ho|bao) (?:xoa|go)(?: bai)? thi ke",
    ),
    "fee.removal": (
        "go (?:bai|tin)<gap>(?:phi|gia|trieu|hop dong|thanh toan)", "(?:phi|gia) go (?:bai|tin)",
        "(?:hop dong|goi|ky) truyen thong<gap>(?:go|phan anh|an bai)", "muon go thi", "(?:ky hop dong truyen thong|ky truyen thong)",
        "bi (?:dang bai )?phan anh tren", "khong gan (?:nhan|mac) quang cao|dang tin tuc khong gan",
        "(?:bai )?pr dang (?:tin|bai|tin tuc)",
    ),
    "haste.early": (
        r"(?:cap nhat|dang|len bai|len|phat)<w> (?:sau|trong|chi sau|trong vong) (?:\d{1,2}|mot|hai|ba|nam|muoi) phut",
        "(?:cap nhat )?moi (?:muoi|nam|ba|\\d{1,2}) phut", "nhanh (?:nhat|hon)(?: [a-z]{2,6}){0,2} (?:bao|cong dong|bao chi)",
        "(?:bao|bai goc) (?:vua|moi) (?:dang|len|dua)<gap>(?:lien|ngay)",
    ),
    "oversight.rules": (
        "xu phat|bi phat|muc phat|tong tien phat|tien phat", "thanh tra(?: so)?", "thu hoi giay phep|bi thu hoi|dinh chi",
        "so (?:vhtt|tttt|ttt|thong tin|van hoa)\\w*", "co quan quan ly|cuc (?:ptth|phat thanh|bao chi)|bo (?:thong tin|van hoa)",
        "(?:de nghi|yeu cau|nhac nho)<w> (?:cac )?(?:trang|don vi|mang xa hoi|to chuc)", "ra soat|kiem tra|ket luan|danh sach",
        "nghi dinh|thong tu|theo quy dinh|luat bao chi",
        "khong phai (?:la )?(?:bao|trang bao chi|co quan bao chi)|k phai bao|khong phai bao",
        "dan link goc|ghi nguon|dan nguon (?:day du|ro)|link (?:bai )?goc|link bao", "noi bo(?: doanh nghiep)?|khong tong hop",
        r"so the (?:nha bao|ghi)", r"\d{1,5} ?/ ?(?:gp|gxn)(?: ?- ?[a-z]+)?", "khong tu xung|khong san xuat tin",
        "(?:toi|minh|em|t|tui) (?:mong|nghi|thay|ghet|chan)",
    ),
}  # fmt: skip

UNLIKE = {
    "press.self": "đài tv|trạng|cộng tín|tín |tin tưởng",
    "desk.office": "phòng viện",
    "made.own": "kỷ|kí |điều trà|nhập vài|vào cuộc sống",
    "unsourced.own": "lây|bảo|bao nhiêu|bên bảo",
    "gone.kept": "gõ|vẫn con|vẫn để ý|gò|bão|bảo",
    "fee.removal": "gõ|gò|giá như",
}  # fmt: skip

_NOT = "-oversight.rules"
WHEN = (
    ("press", "desk|made|unsourced|haste|gone|fee", _NOT),
    ("desk", "made", "unsourced|haste", _NOT),
    ("desk", "unsourced|haste|gone|fee", _NOT),
    ("made", "unsourced", "desk|press|haste", _NOT),
    ("unsourced", "haste|gone", _NOT),
    ("gone.kept", "press|fee|unsourced|desk", _NOT),
    ("haste", "fee", _NOT),
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
