"""Unlawful advertising of food, supplements, cosmetics, drugs or clinics: a cure promised, doctors or patients borrowed, to sell.

Not meant: a medicine merely named, a hospital's own news, a doctor's advice, a price list with approval number and no cure, reviews.
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.checks import advert
from detectors.sight import Sight
from detectors.weigh import MARKS, meet
from topics.records import Evidence

CODE = "ADHEALTH"
HARM = 3
VERSION = "1"

TROUBLE = (
    "(?:tan nhang|mun|nam (?:mang|da|sau|chan|lau)|tham (?:nam|mun|quang)|vet (?:nam|tham|ran|nhan|seo)|seo|ran (?:da|bung)|nep nhan|"
    "mo (?:bung|mau|gan)|hoi (?:mieng|nach|chan)|dau (?:lung|khop|da day|dau|bung|nhuc|goi|vai|nua dau)|nhuc|viem|loet|man ngua|di ung|"
    "xoang|mat ngu|tao bon|benh tri|gut|gout|khop|gai cot song|thoat vi|te bi|tieu duong|duong huyet|huyet ap|men gan|gan nhiem mo|"
    "suy than|soi (?:than|mat)|da day|dai trang|tien liet|yeu sinh ly|rung toc|hoi dau|gau|khoi u|polyp|ung thu|do can|can thi|bieng an|"
    "coi xuong)"
)
"""What advertisements say goes away."""

CUES = {
    "goods.food": (
        "(?:tra|cao|vien|bot|com|siro|si ro|nuoc|sua|tinh chat|tinh dau|ruou|cao dan|ngu coc|sam|nam|yen|mat ong|keo|cafe|ca phe|thuc pham)"
        "<w> (?:giam can|thao moc|thao duoc|bo|nghe|tieu duong|xuong khop|khop|da day|ho|tang can|tang cao|giam mo|dep da|trang da|"
        "tri|sinh ly|linh chi|dong trung|hac|gia truyen|chuc nang|bao ve suc khoe|non|hat|sui|uong|thai doc|huyet ap|an than|canxi)",
        "(?:tra|cao|vien|com|siro)(?: [a-z]{2,7}){1,3} nha (?:em|minh|chau|tui|con|shop)", "tpcn|tpbvsk|thuc pham chuc nang",
        "collagen|nmn|omega|glutathione|canxi (?:huu co|nano)|melatonin",
        "vien (?:uong|nay|bo|khop|tieu duong|giam)<w>", "dong trung ha thao",
        "(?:dung|uong)<w> tra(?: [a-z]{2,7}){1,3}",
    ),
    "goods.head": ("tra", "vien", "com", "siro", "san pham", "thuoc", "cao", "dan duoc", "lieu phap|phuong phap|may|bo", "dich vu"),
    "goods.skin": (
        "(?:kem|serum|sua rua mat|mat na|toner|lotion|dau goi|dau xa|xa phong|phan nuoc|cao dan|son|gel|xit|tinh dau|tinh chat|muoi tam|"
        "sua tam|nuoc hoa hong|dau (?:ca|ran|nong|xoa|massage|trau|gung|tram|hao))(?: [a-z]{2,9})?",
        "my pham|duoc my pham|bo (?:san pham|tri nam|kem)|nuoc suc (?:mieng|hong)|mieng dan|thuoc (?:boi|xit|ngam|dap|rua|nhuom)",
    ),
    "goods.device": (
        "(?:may|vong|giay|tat|goi|nem|ao|dai|kinh)<w> (?:tu truong|nam cham|massage|nano|dien xung|ion|tri lieu|dinh hinh|hong ngoai)",
        "dai (?:lung|cot song|nich bung|giam mo)|mat kinh (?:tap|chong|deo|tri)|mat kinh|kinh (?:ap trong|deo dem)",
    ),
    "goods.drug": (
        "thuoc (?:gia truyen|nam|dong y|bac|tri|dac tri|tang can|giam can|thao duoc|moc toc|bo|dan gian|phien|moi)",
        "bai thuoc|phuong thuoc|thang thuoc|lieu trinh|than duoc|biet duoc|gia truyen", "(?:ban|lay)<w> (?:cay )?thuoc",
        "cay thuoc(?: nam)?",
    ),
    "goods.clinic": (
        "(?:phong kham|nha thuoc|tham my vien|vien tham my|nha khoa|rang su|nieng rang|phun xam|filler|botox|cay toc|hut mo|cat mi|"
        "nang mui|triet long|phong mach|co so y hoc|vien dong y|spa)(?: [a-z]{2,9})?",
        "(?:thay lang|luong y|thay thuoc)(?: [a-z]{2,9})?",
    ),
    "goods.dose": (
        "(?:sau|uong|dung|dap|lay|gui|het|moi|mua|lam|chi|can)<w> (?:<num>|1|mot) (?:hop|lo|lieu trinh|lieu|goi|hu|chai|tuyp|combo)",
        "<money> ?(?:/|mot|1|moi)? ?(?:hop|lo|lieu trinh|lieu|goi|hu|chai|tuyp|combo|combo|thang)",
        "(?:nua|ba muoi|muoi|nam muoi|<num>) (?:hop|lo|lieu trinh|hu|chai|tuyp|mieng|lo thuoc|thang thuoc)",
    ),
    "effect.ad": (
        "(?:chua|tri|dut|het|khoi|sach|tieu|danh bay|day lui|xoa so|diet|cham dut|tam biet|dap tan|giai quyet)<w> (?:khoi|lanh|dut diem|"
        "tan goc|han|tieu duong|nam|mun|seo|tham|nhan|ran|mo mau|mo bung|viem|dau|tri|di ung|mat ngu|huyet ap|gan|da day|xuong|khop|"
        "hoi nach|hoi|toc rung|rung toc|bieng an|xuat tinh|yeu sinh ly|noi tiet|gut|gout|soi|xoang|dai trang|thoat vi|ung thu|u|k|benh|"
        "can|tao bon|loet|ngay|luon|nam|tan nhang)",
        "giam (?:ngay |han |lien |sach |duoc )*<num> ?(?:kg|ky|can|ki|kilo|cm|size)",
        "(?:tang|cao)(?: them| ngay)? <num> ?(?:kg|ky|can|cm)",
        r"(?:bat|len|trang)<w><w> \d+ ?(?:tone?|tong|ton)", "(?:moc|day|ra) toc|toc (?:den lai|moc lai|con)", "bo (?:duoc )?(?:gay|kinh|"
        "thuoc tay|thuoc|nang|insulin)", "(?:tai tao|phuc hoi)<w> (?:chuc nang|sun|gan|than|tuyen tuy|tuy|te bao|da|xuong|khop|mat)",
        "sun moc|moc (?:moi|sun)", "khoi (?:kinh|gay|mo|phau thuat|dao keo|dot|tiem|di vien)", "ve (?:0|khong) do", "het keu|het meo",
        "(?:u|khoi u|polyp|soi|nang)(?: [a-z]{2,7}){0,6} (?:bien mat|tieu|tan|teo|deu tieu)<w>", "bien mat|am tinh|het benh|khoi benh",
        "khong (?:can|con)<w> (?:phau thuat|chay than|mo|di vien|uong thuoc|dot|dao keo|an kieng|tap|nhin|insulin|thuoc)",
        "khong phai (?:phau thuat|chay than|mo|di vien|uong thuoc|dot|dao keo|an kieng|nhin|tiem)",
        "(?:dieu tri|tri)<w> (?:khoi|dut diem|tan goc|thanh cong)|tan goc|dut diem|khoi han|khoi hoan toan|hieu qua (?:100|9\\d|tuc)",
        "(?:co con|dau thai|co thai) (?:sau|chi sau|ngay)", "(?:keo dai|tang)<w> (?:tuoi tho|kich thuoc|sinh luc|ham muon)",
        "(?:chua|tri|cuu|khoi) (?:duoc|dc|dut|bach benh|moi benh|het)", "khong (?:tai phat|tang lai)", "tru sach|sach benh|het sach",
        "thay (?:the )?(?:thuoc|insulin)", "thoi thuoc",
    ),
    "effect.gone": tuple(pattern.replace("<trouble>", TROUBLE) for pattern in (
        "(?:het|khoi|bay|mo|dut|xoa|danh bay|day lui|tam biet|sach|tieu|tan|lanh|ha|cham dut|chua|tri|dac tri|giai|ngan ngua|diet|hut|giam)"
        "(?: (?:han|sach|ngay|luon|dut|lien|cac|nhung|con|duoc|diem|vet|benh|chung|het|khoi|lanh)){0,3} (?:<trouble>|nam|nhan|ran|ngay|"
        "gan)",
        "<trouble>(?: [a-z0-9]{1,7}){0,5} (?:bay|khoi|sach|mo dan|bien mat|tieu|tan|lanh|ha|xep|het)(?: (?:han|sach|luon|ngay|dan))?",
        "bo (?:duoc |luon |han |het )*(?:thuoc|nep|gay|xe lan|insulin|kinh|toa)(?: (?:tay|huyet ap|tieu duong|can))?",
        "(?:giam|ve)(?: dan)? ve (?:0|muc binh thuong)",
        "dac tri|khoe re|di lai (?:ran|binh thuong|nhe nhang)|tre (?:ra|lai|hon) (?:ca )?<num> "
        "tuoi", "trang (?:nhu|bat|muot|hong) [a-z]+",
        "(?:giai|thai|loc|tay) doc(?: gan| than| ruot| mau| co the)?|mat gan|bo than|trang duong|"
        "tang (?:cuong )?sinh ly|sung man",
        "(?:khong|ko|k) (?:tut|tai phat|tang lai|moc lai|dau|met)<w><w> (?:tron doi|vinh vien|nua|100%)",
    )),
    "medic.borrowed": (
        "(?:bac si|bs|duoc si|chuyen gia|giao su|tien si|benh vien|vien nghien cuu|bo y te)(?: (?:[a-z]{1,7}|ck[ i12]+)){0,4} (?:khuyen|"
        "khuyen dung|gioi thieu|tin dung|chi cho|chi dinh|ke don|ke|chung nhan|cap phep|cap|kiem dinh|cong nhan|dam bao|that|tu van|"
        "bao|kham|kham online|truc tiep|nhin|con|phai)", "(?:inbox|ib|nhan|goi|gap) (?:bac si|bs|thay|luong y|duoc si|chuyen gia)",
        "(?:bac si|bs|bsi|nha si|duoc si|chuyen gia)(?: (?:[a-z]{1,7})){0,4} (?:cung dung|cx dung|dung|lam|tu tay|thuc hien|phu trach)",
        "bac si ck\\w*|chuyen gia dau nganh|luong y|thay (?:bat mach|lang|thuoc)", "giay (?:phep )?(?:cua )?bo y te",
        "bo y te (?:cap|cong nhan|chung nhan|kiem|khuyen)",
    ),
    "medic.thanks": (
        "(?:benh nhan|khach|khach hang|chi em|nguoi benh|ba con|phu huynh)(?: [a-z0-9]{1,9}){0,5} (?:cam on|tri an|feedback|phan hoi)",
        "thu cam on|loi cam on cua|gui (?:anh|video|thu|hinh|clip)(?: [a-z]{2,6}){0,3} cam on|feedback<w>",
    ),
    "medic.media": (
        r"(?:vtv\d?|htv\d?|vov|dai truyen hinh|truyen hinh|thoi su|bao chi|bao dai|len song)(?: [a-z0-9]{1,7}){0,3} (?:dua tin|gioi thieu|"
        "khuyen dung|dua|noi|phong su|quay|phong van|gioi thieu|chung nhan|binh chon|phat song|cong nhan)", r"nhu tren vtv\d?",
        r"da (?:len|phat)(?: song)? vtv\d?",
    ),
    "vow.ad": (
        "tan goc|dut diem|khoi han|vinh vien|tron doi|suot doi|hoan toan khoi|so (?:1|mot) (?:viet nam|the gioi|hien nay|thi truong)|"
        "tot nhat|hieu qua nhat|duy nhat|than ky|tuyet doi|khong tai phat",
        "(?:hoan|tra)(?: lai)?(?: gap doi| du| 100%)? tien", "(?:bao hanh|cam ket)<w><w>", r"100 ?%", "bang van ban",
    ),
    "order.call": (
        "(?:chot|len|dat|nhan|lay|order|ra|mua)<w> (?:don|hang|ngay|combo|lieu trinh)", "order|mua ngay|dat mua|dat hang|chot don|freeship",
        "(?:gui|goi|ship|giao)<w> (?:xe|hang|tan nha|toan quoc|tan noi|cod|ra cho|ve cho|2 hop|hop|<num> hop)",
        "(?:ai|me nao|chi nao|bac nao|nha nao|ban nao|b nao)<w> (?:can|lay|mua|muon|quan tam|dung|hoi)<w>",
        "cho (?:con|em|chau|minh|e) xin (?:dia chi|so|sdt)", "(?:de lai|de|cho)<w> (?:so|sdt|dia chi|thong tin)",
        "(?:nhan|duoc) tu van|tu van (?:mien phi|tan tinh|online|ngay|rieng)|huong dan (?:nha|nhe)", "quet (?:tem|ma)",
        "gia (?:chi |hssv |soc |goc |hom nay |uu dai |si |moi )*<money>",
        "<money> ?(?:/|mot|1|moi)? ?(?:hop|lo|lieu trinh|lieu|goi|hu|chai|tuyp|combo|lit|thang)",
        "(?:lay|gui|goi)<w> (?:thu|may|vai|<num>)(?: (?:hop|lo|tuyp|chai|goi|hu|vien))?",
        "(?:giao|ship)<w> (?:tan cua|tan nha|tan tay)|thu tien sau",
        "con <num>(?: [a-z]{2,5})? cuoi|<num> (?:bo|hop|suat|combo) cuoi|ai (?:mua|lay|can)|dang ky (?:som|nhan|ngay|tai)|giam <num> ?%|"
        r"(?:dat|mua|lay) \d+ tang \d+|tra gop", "<money> ?(?:/|mot|1|moi) ?(?:bo|mieng|ong|vi|cap|can|buoi|lan|vien)",
        "(?:ban|nhuong|thanh ly)<w> (?:si|le|thuoc|cay|tra|cao|vien|kem|hang)",
        "(?:dung|uong|thu)<w> (?:tra|thu|vien|cao)<w><w><w> nha (?:chau|em|con|minh)", "kham online|bat mach online|ke thuoc",
        "(?:binh luan|cmt|comment|cham|bl)<w> (?:ten|so can|so|can nang|\\.)", "(?:tang kem|mua \\d tang \\d|uu dai|combo)",
    ),
    "order.shared": (
        "ma giam gia (?:cua )?(?:minh|em|toi|tui)", "link (?:tiep thi|aff|affiliate|mua o bio|gio hang)|gio hang (?:cua )?(?:minh|em)",
        "(?:duoc )?(?:nhan hang|hang|brand|thuong hieu)<w> (?:moi|gui tang|tai tro|booking|book)|hop tac (?:cung|voi) (?:nhan hang|brand)",
    ),
    "label.disclaimer": (
        "(?:thuc pham|san pham)(?: nay)? (?:khong|ko|k) phai(?: la)? thuoc(?: va)?"
        "(?: (?:khong|ko|k) co tac dung thay the thuoc chua benh)?",
        "khong co tac dung thay the thuoc chua benh", "khong (?:phai la )?thay the thuoc chua benh",
    ),
    "label.approval": (
        r"(?:gpqc|xnqc|xac nhan (?:noi dung )?quang cao|giay phep quang cao|so (?:cong bo|dang ky|tiep nhan)|phieu cong bo|sdk|stnb)"
        r"[^.!?;]{0,30}\d{2,}[/\d\-.a-z]*", r"\d{2,6}/\d{2,4}/(?:xnqc|gpqc|dkspbvsk|dksp|cbmp|atptnk)[\-a-z]*", r"vd ?- ?\d{4,6} ?- ?\d\d",
    ),
    "label.disclosed": (
        "(?:# ?)?quang ?cao|# ?(?:ad|ads|sponsored|hoptac)|(?:bai viet|noi dung|video) (?:co )?(?:hop tac|tai tro|quang cao)|duoc tai tro",
    ),
    "label.asking": (
        "xin y kien|xin loi khuyen|tu van giup|nho (?:moi nguoi|bac si|duoc si)|co nen (?:mua|dung|uong|lam)|nen lam (?:gi|sao)|"
        "dung co tot",
        "cho (?:em|minh|toi|con|chau|e) (?:xin )?hoi|(?:xin|muon) hoi|ai (?:dung|uong|mua|lam) (?:roi|thu)|co (?:that|tot|hai|sao|on) "
        "(?:khong|ko|k)",
    ),
    "label.modest": (
        "(?:khong|ko|k)<w> (?:chua|tri)<w> benh", "tuy (?:co dia|nguoi)", "(?:hoi|tham khao)<w><w> (?:y kien )?(?:bac si|duoc si)",
        "(?:phai|nen|hay|can) (?:di |den )?(?:kham|vien|da lieu|bac si)", "ke don|theo toa|toa bac si|co don", "han dung", "khong ban hang",
        "(?:khong|ko|k|dung)<w> tu y", "chua co (?:thuoc|thao duoc)|khong co (?:thuoc|thao duoc) nao",
    ),
}  # fmt: skip

UNLIKE = {
    "goods.food": "cảo|bồ|bờ|bó|bộ|trả|^cao (?:nhất|hơn|hổ|họ|thì|trí)|viện|viễn|bỏ|bố|nước (?:non|nhà|vì|và|nhạt)|nghề|nghe|nghế|kéo|"
        "nâm|^năm|"
    "^nắm|^nam|hô|hồ|họ|trà sữa|uống trà",
    "goods.head": "trả|trá|trạ|viện|viễn|viền|cơm|cốm|cớm|thuộc|cáo|cạo|cảo|^cao|mấy|mây|mày|bố|bộ phận|bờ|bỏ|bồ|bọ|bơ",
    "goods.skin": "kém|kèm|kẽm|sơn|^sòn|xít|mặt nạ chống độc|đâu|đầu|đấu|tính",
    "goods.device": "mấy|may m|mây|mặt|gối|gọi|áo |dài|đại|đãi",
    "goods.drug": "là|phiền|thước|bỏ|thuộc|biết được",
    "goods.dose": "hợp|hộp thư|hộp số|lộ|lỗ|lò |lô|lọ lem|gối|gỏi|chài|tháng|thằng|lây|lấy lại|khu|hư|tâm|ví|vị|vì",
    "goods.clinic": "nhà khoa|nhà khóa",
    "effect.ad": (
        "chùa|chứa|trí|sạch sẽ|dâu|dầu|đầu|nằm|năm|chưa|khói|khối u$|gần|gạn|tiêu tiền|kính|bố|bộ|hẹn|hết năm|ngày |bênh|mồ|mơ|mờ|cần|"
        "cân nhắc|"
        "hét|hết (?:hạn|ngày|tuần|hồn|lỗ|rồi)|tiêu (?:đời|hàng)|sách|khỏi (?:nhà|xã)|tấn"
    ),
    "effect.gone": (
        r"^(?!.*(?:tàn nhang|mụn|nám|thâm|sẹo|rạn|nhăn|mỡ|hôi|đau|nhức|viêm|loét|mẩn|dị ứng|xoang|ngáy|mất ngủ|táo|trĩ|gút|gout|khớp|gai|"
        r"thoát|tê|"
        r"tiểu đường|huyết|gan\b|thận|sỏi|dạ dày|tràng|liệt|sinh lý|rụng|hói|gàu|khối u|polyp|ung thư|cận|biếng|còi|bỏ|về|đặc trị|khỏe|"
        r"khoẻ|"
        r"đi lại|trẻ|trắng|độc|tráng|sung|không|ko|k )).*[à-ỹ]|^bỏ (?:kinh|tòa)|khói|chưa|chùa|chứa|^tan ca|^bày|^bảy|^mơ |^mô |^mở |"
        r"^hà |^tận|^tân"
    ),
    "order.call": "hàng ngày|hàng năm|hàng xóm|hàng trăm|đơn vị|đồn|lấy lại|lây|ngày|nhân|đất|đạt|mưa|ra đơn kiện|ra đau|cạn|lẻ loi|cao|"
        "cáo|gói|bản|sợ|sở",
    "vow.ad": "tiên|tiến|hoàn cảnh|trà|bạo",
    "medic.borrowed": "nhận thấy|nhân thấy|thấy$",
    "medic.thanks": "khách sạn|học sinh",
    "order.shared": "mới|mỗi",
}  # fmt: skip

_NOT = "-label.modest|label.asking|proper.medic"
_GOODS = "goods.food|goods.skin|goods.drug|goods.clinic|goods.device|goods.dose"
WHEN = (
    (_GOODS, "effect", "order|contact|click.site", _NOT + "|label.approval"),
    ("goods.head", "effect", "order.call", _NOT + "|label.approval"),
    ("goods.head", "effect", "contact", "vow|medic", _NOT + "|label.approval"),
    (_GOODS, "effect", "vow|absolute", _NOT),
    (_GOODS, "effect", "medic", "order|contact|vow", _NOT + "|label.approval"),
    ("goods.food|goods.skin|goods.drug|goods.clinic|goods.device", "illness.name", "vow.ad", "order|contact|medic", _NOT),
    (_GOODS, "medic", "order.call", _NOT + "|proper|label"),
    (_GOODS, "illness.name", "medic", "order|contact", _NOT + "|proper|label"),
    ("illness.name", "cure", "remedy|goods", "order.call", "contact|click.site|vow", _NOT + "|label.approval"),
    ("illness.name", "effect", "remedy|goods", "contact.phone|click.site", _NOT + "|label.approval"),
    ("effect", "order.call", "contact|click.site", "vow|medic|urgency", _NOT + "|label.approval"),
)

CATCHES = (
    "Viên xương khớp thảo mộc: hết đau khớp tận gốc sau 2 hộp, cam kết hoàn tiền, inbox em đặt hàng ngay",
    "Bác sĩ bệnh viện lớn khuyên dùng cao gan này, gan nhiễm mỡ khỏi hẳn, giá 450k/hộp, để lại số em gọi",
    "Kem trị nám nhà em: hết nám vĩnh viễn sau 1 tuýp, hàng nghìn khách gửi ảnh cảm ơn, chốt đơn hôm nay",
)
IGNORES = (
    "Cho em hỏi thuốc hạ áo này uống trước hay sau ăn ạ",
    "Bệnh viện đa khoa vừa khánh thành khu khám mới, phục vụ bà con từ thứ Hai",
    "Bảng giá nhà thuốc: viên uống canxi 180.000đ/hộp, số công bố 1234/2024/ĐKSP. Thực phẩm này không phải là thuốc",
    "Bác sĩ dặn người bị tiểu đường không tự ý bỏ thuốc, tái khám đúng hẹn",
)


def detect(sight: Sight) -> Sequence[Evidence]:
    """The meetings that make an unlawful advertisement, and what its failed checks point at."""
    marks = () if _passed_on(sight) else meet(sight, WHEN)
    if not marks:
        return ()
    more = {mark for check in advert.checks(sight) if check.status == "FAIL" for mark in check.evidence} - set(marks)
    return (*marks, *sorted(more, key=lambda m: (m.field, m.start, m.end, m.why)))[:MARKS]


def _passed_on(sight: Sight) -> bool:
    """Whether it is advice to do without care that asks to be shared, not bought: a dangerous claim, no advertisement."""
    return sight.has("refuse") and sight.has("share", "secrecy") and not sight.has("contact", "click.site")
